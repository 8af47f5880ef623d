import type { RunComparison } from "../compare-runs.js";
import type { EvaluationReport } from "../evaluation-report.js";
import { formatEstimate, formatFigure } from "./format-figures.js";
import type { ReportTable } from "./report-tables.js";

/** This run beside an earlier one, what has fallen first. */
export function comparisonTable({ with: name, time, changes, notCompared }: RunComparison): ReportTable {
  const order = ["fallen", "risen", "no significant change"];
  const sorted = [...changes].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const missing = notCompared.length === 0 ? [] : [`Not compared, no question in common: ${notCompared.join("; ")}.`];
  return {
    title: `Compared with the ${name} of ${time.slice(0, 10)}`,
    notes: [
      "Paired bootstrap over pages, on the questions that both runs asked: a figure has fallen where the whole 95 % interval of the difference lies below 0. A fall ends the evaluation with exit code 1.",
      ...missing,
    ],
    columns: ["Figure", "Verdict", "Questions", "Before", "Now", "Difference"],
    wordColumns: 2,
    rows: sorted.map(({ figure, verdict, before, now, difference }) => [
      figure,
      verdict === "fallen" ? "FALLEN" : verdict,
      String(difference.count),
      formatFigure(before),
      formatFigure(now),
      formatEstimate(difference),
    ]),
  };
}

/** nDCG@10 with more and more of the search, a column for each set. */
export function ablationTable({ ablation }: EvaluationReport): ReportTable {
  const steps = ablation[0]?.steps ?? [];
  return {
    title: "Parts of the search",
    notes: [
      "nDCG@10 of the right page with parts of the search alone, 95 % intervals clustered by page. In the last row pages stand in the order of their sentences after these were judged.",
    ],
    columns: ["Part", ...ablation.map(({ set }) => set)],
    wordColumns: 1,
    rows: steps.map(({ step }, i) => [
      step,
      ...ablation.map((column) => {
        const cell = column.steps[i];
        return cell === undefined ? "–" : formatEstimate(cell.ndcg10);
      }),
    ]),
  };
}
