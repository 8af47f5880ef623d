import type { EvaluationReport } from "../evaluation-report.js";
import { formatCount, formatFigure, formatShare, formatShareOf } from "./format-figures.js";
import type { ReportTable } from "./report-tables.js";

/** Answers of a language model beside those by quotes alone, and what became of its claims. */
export function generatedTables({ generated }: EvaluationReport): readonly ReportTable[] {
  return [
    {
      title: "Quotes alone and language model, side by side",
      notes: [
        "The same questions both ways. Citation precision: share of the citations of answerable questions that prove what is asked; recall: mean share of what ought to be quoted. Refusal: as for no answer above. Where the model proves too little, its row has the answer by quotes alone, as people get it.",
      ],
      columns: ["Set", "Writer", "Citation precision", "Citation recall", "Refusal F", "Time, p50 / p95"],
      wordColumns: 2,
      rows: generated.flatMap(({ set, writers }) =>
        writers.map(({ writer, precision, recall, refusal, ms }) => [
          set,
          writer,
          formatShareOf(precision),
          formatShareOf(recall),
          formatFigure(refusal.f),
          `${ms.p50.toFixed(0)} / ${ms.p95.toFixed(0)} ms`,
        ]),
      ),
    },
    {
      title: "Claims of the language model",
      notes: [
        "All claims that the model wrote, also those of answers that were not given because too little was proven. Repaired: passed after one correction. Dropped: never passed, and was not shown.",
      ],
      columns: ["Set", "Answered by the model", "Claims", "Repaired", "Dropped", "Tokens of prompt / reply"],
      wordColumns: 1,
      rows: generated.map(({ set, asked, written, claims, tokens }) => [
        set,
        formatCount(written, asked),
        String(claims.written),
        claims.written === 0 ? "–" : formatShare(claims.repaired / claims.written),
        claims.written === 0 ? "–" : formatShare(claims.dropped / claims.written),
        tokens === null ? "–" : `${tokens.prompt.toFixed(0)} / ${tokens.completion.toFixed(0)}`,
      ]),
    },
  ];
}
