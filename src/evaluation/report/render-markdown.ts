import type { EvaluationReport } from "../evaluation-report.js";
import { describeRun } from "./describe-run.js";
import { errorTable } from "./error-table.js";
import { type ReportTable, reportTables } from "./report-tables.js";

/** The report without plots, as GitHub-flavoured Markdown. */
export function renderMarkdown(report: EvaluationReport): string {
  return `${[
    "# Evaluation of Auskunft",
    describeRun(report)
      .map(([name, value]) => `- ${name}: ${escapeCell(value)}`)
      .join("\n"),
    ...reportTables(report).map(renderTable),
    ...(report.errors.length === 0 ? [] : [renderTable(errorTable(report.errors))]),
    ...(report.attributions.length === 0 ? [] : ["## Data", report.attributions.map((line) => `- ${line}`).join("\n")]),
  ].join("\n\n")}\n`;
}

function renderTable({ title, notes, columns, wordColumns, rows }: ReportTable): string {
  const row = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(" | ")} |`;
  const rule = `| ${columns.map((_, column) => (column < wordColumns ? "---" : "---:")).join(" | ")} |`;
  return [`## ${title}`, ...notes, [row(columns), rule, ...rows.map(row)].join("\n")].join("\n\n");
}

/** Keeps a text within its cell, and what looks like markup as it is written. */
function escapeCell(text: string): string {
  return text.replaceAll(/[\\|<>*_`[\]~#]/g, "\\$&").replaceAll(/\s*\n\s*/g, " ");
}
