import type { EvaluationReport } from "../evaluation-report.js";
import { describeRun } from "./describe-run.js";
import { type ReportTable, reportTables } from "./report-tables.js";

/** The report without plots and errors, for a terminal. */
export function renderText(report: EvaluationReport): string {
  return [
    describeRun(report)
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n"),
    ...reportTables(report).map(renderTable),
    report.attributions.join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Title, notes, and columns as wide as their widest cell, figures flush right. */
function renderTable({ title, notes, columns, wordColumns, rows }: ReportTable): string {
  const widths = columns.map((_, column) => Math.max(...[columns, ...rows].map((line) => line[column]?.length ?? 0)));
  const render = (line: readonly string[]) =>
    line
      .map((cell, column) =>
        column < wordColumns ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [title, ...notes, "", render(columns), rule, ...rows.map(render)].join("\n");
}
