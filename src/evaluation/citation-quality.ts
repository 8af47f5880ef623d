import type { Estimate } from "./bootstrap.js";
import { estimateFigure, type Figure, type FigureRow } from "./figure.js";
import { type GoldenQuestion, proves } from "./golden-questions.js";
import type { GoldenOutcome } from "./measure-golden.js";

/**
 * How far what is shown is proven. A given answer is one statement, for its quotes are all it says; a citation supports it
 * if the quote holds the words that are known to prove the answer. An answer to a question that the documents do not
 * answer is unsupported, and so is each of its citations.
 *
 * @see Gao et al., "Enabling Large Language Models to Generate Text with Citations", EMNLP 2023
 */
export interface CitationQuality {
  /** Share of the citations shown that support their answer. */
  readonly precision: Estimate;
  /** Share of the given answers that a citation supports. */
  readonly recall: Estimate;
}

/** Citation precision and recall of the given answers. */
export function citationQuality(outcomes: readonly GoldenOutcome[]): CitationQuality {
  const [precision, recall] = citationFigures(outcomes).map((figure) =>
    estimateFigure({ ...figure, rows: figure.rows.filter(({ values }) => values[1] > 0) }),
  );
  const none = { value: 0, low: 0, high: 0, count: 0 };
  return { precision: precision ?? none, recall: recall ?? none };
}

/** The same, question by question: first precision, then recall. */
export function citationFigures(outcomes: readonly GoldenOutcome[]): readonly Figure[] {
  const rows = (values: (outcome: GoldenOutcome) => FigureRow["values"]) =>
    outcomes.map((outcome) => ({ id: outcome.golden.id, cluster: pageOf(outcome), values: values(outcome) }));
  const supporting = ({ golden, answer }: GoldenOutcome) =>
    answer.citations.filter((citation) => proves(golden, citation)).length;
  return [
    {
      name: "citation precision",
      statistic: "ratio",
      rows: rows((outcome) => [supporting(outcome), outcome.refused ? 0 : outcome.answer.citations.length]),
    },
    {
      name: "citation recall",
      statistic: "ratio",
      rows: rows((outcome) => [Number(!outcome.refused && supporting(outcome) > 0), Number(!outcome.refused)]),
    },
  ];
}

/** What a question stands or falls with: the first document that proves it; itself where none does. */
export function pageOf({ golden }: { readonly golden: GoldenQuestion }): string {
  return golden.expected?.documents[0] ?? golden.id;
}
