import type { AnswerError } from "../answer-error.js";
import type { ReportTable } from "./report-tables.js";

/** Every error as a row. */
export function errorTable(errors: readonly AnswerError[]): ReportTable {
  const columns = ["Set", "Problem", "Question", "Expected", "Got"];
  return {
    title: `Errors (${errors.length})`,
    notes: [],
    columns,
    wordColumns: columns.length,
    rows: errors.map(({ set, problem, question, expected, got }) => [set, problem, question, expected, got]),
  };
}
