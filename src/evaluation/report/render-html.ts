import type { ConfidenceFigures } from "../confidence-figures.js";
import type { EvaluationReport } from "../evaluation-report.js";
import { describeRun, describeVerdict } from "./describe-run.js";
import { errorTable } from "./error-table.js";
import { formatFigure } from "./format-figures.js";
import { htmlStyle } from "./html-style.js";
import { ablationPlot, intervalPlot, reliabilityPlot, riskCoveragePlot } from "./plots.js";
import { type ReportTable, reportTables } from "./report-tables.js";
import { escapeMarkup } from "./svg.js";

/** The whole report as one page that needs no other file and runs no script. */
export function renderHtml(report: EvaluationReport): string {
  const { retrieval, ablation, confidence, errors, attributions } = report;
  // What is pooled would hide the sets it is made of.
  const sets = confidence.slice(0, Math.max(1, confidence.length - 1));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Evaluation of Auskunft</title>
<style>${htmlStyle}</style>
</head>
<body>
<main>
<h1>Evaluation of Auskunft</h1>
${describeVerdict(report)
  .map((sentence) => `<p class="verdict">${escapeMarkup(sentence)}</p>`)
  .join("\n")}
<dl>${describeRun(report)
    .map(([name, value]) => `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd>`)
    .join("\n")}</dl>
${retrieval.length === 0 ? "" : plot("nDCG@10 of every set, with the floor of the first version", intervalPlot(retrieval))}
${ablation.length === 0 ? "" : plot("Parts of the search: nDCG@10 with its 95 % interval", ablationPlot(ablation))}
<div class="plots">
${plot("Reliability: on the dotted line, confidence is the share right", reliabilityPlot(sets))}
${plot("Risk and coverage: the mark is where the threshold in use stands", riskCoveragePlot(sets))}
</div>
${reportTables(report).map(renderSection).join("\n")}
${[...sets.map(binTable), riskTable(sets)].map(renderFolded).join("\n")}
${errors.length === 0 ? "" : renderFolded(errorTable(errors))}
${attributions.length === 0 ? "" : `<h2>Data</h2>\n<ul>${attributions.map((text) => `<li>${escapeMarkup(text)}</li>`).join("")}</ul>`}
</main>
</body>
</html>
`;
}

function plot(caption: string, picture: string): string {
  return `<figure>${picture}<figcaption>${escapeMarkup(caption)}</figcaption></figure>`;
}

function renderSection(table: ReportTable): string {
  return `<section>\n<h2>${escapeMarkup(table.title)}</h2>\n${renderTable(table)}\n</section>`;
}

function renderFolded(table: ReportTable): string {
  return `<details>\n<summary>${escapeMarkup(table.title)}</summary>\n${renderTable(table)}\n</details>`;
}

function renderTable({ title, notes, columns, wordColumns, rows }: ReportTable): string {
  const figure = (column: number) => {
    if (column >= wordColumns) return ' class="figure"';
    return column === 0 ? ' class="name"' : "";
  };
  const head = columns.map((name, column) => `<th scope="col"${figure(column)}>${escapeMarkup(name)}</th>`).join("");
  const body = rows.map(
    (cells) => `<tr>${cells.map((cell, column) => `<td${figure(column)}>${renderCell(cell)}</td>`).join("")}</tr>`,
  );
  const look = wordColumns === columns.length ? ' class="errors"' : "";
  const name = escapeMarkup(title);
  return `${notes.map((note) => `<p class="note">${escapeMarkup(note)}</p>`).join("\n")}
<div class="scroll" role="region" aria-label="${name}" tabindex="0"><table${look}><thead><tr>${head}</tr></thead>
<tbody>${body.join("\n")}</tbody></table></div>`;
}

function renderCell(cell: string): string {
  return cell === "NO" || cell === "FALLEN" ? `<span class="missed">${cell}</span>` : escapeMarkup(cell);
}

/** The figures behind the reliability diagram. */
function binTable({ set, bins }: ConfidenceFigures): ReportTable {
  return {
    title: `Reliability, ${set}`,
    notes: [],
    columns: ["Confidence", "Answers", "Mean confidence", "Share right"],
    wordColumns: 1,
    rows: bins.map(({ from, to, count, meanConfidence, shareRight }) => [
      `${from.toFixed(1)} to ${to.toFixed(1)}`,
      String(count),
      ...(count === 0 ? ["–", "–"] : [formatFigure(meanConfidence), formatFigure(shareRight)]),
    ]),
  };
}

/** The figures behind the curves of risk and coverage. */
function riskTable(sets: readonly ConfidenceFigures[]): ReportTable {
  return {
    title: "Risk by coverage",
    notes: ["Share of wrong answers when at least this share of the questions is answered, the surest first."],
    columns: ["Coverage", ...sets.map(({ set }) => set)],
    wordColumns: 1,
    rows: Array.from({ length: 10 }, (_, i) => (i + 1) / 10).map((least) => [
      least.toFixed(1),
      ...sets.map(({ riskCoverage }) => {
        const point = riskCoverage.find(({ coverage }) => coverage >= least - 1e-9);
        return point === undefined ? "–" : formatFigure(point.risk);
      }),
    ]),
  };
}
