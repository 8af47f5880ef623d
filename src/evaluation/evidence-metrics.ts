import type { Span } from "../language/language.js";
import { mean } from "./retrieval-metrics.js";

/** Precision, recall and their harmonic mean, each in [0, 1]. */
export interface PrecisionRecall {
  readonly precision: number;
  readonly recall: number;
  readonly f: number;
}

/** Predicted and right line numbers of one answerable question. */
export interface LinePrediction {
  readonly predicted: ReadonlySet<number>;
  readonly right: ReadonlySet<number>;
}

/** Numbers of the lines that the spans touch, from 0. */
export function linesOfSpans(text: string, spans: readonly Span[]): Set<number> {
  const lines = new Set<number>();
  let start = 0;
  text.split("\n").forEach((line, number) => {
    const end = start + line.length;
    if (spans.some((span) => span.start < end && span.end > start)) lines.add(number);
    start = end + 1;
  });
  return lines;
}

/**
 * Evidence quality over answerable questions: the means of precision and recall, and the harmonic mean of these means.
 * An empty prediction has precision 1 and recall 0.
 *
 * @see OMoS-QA, arXiv 2407.15736
 */
export function evidenceQuality(predictions: readonly LinePrediction[]): PrecisionRecall {
  const shared = ({ predicted, right }: LinePrediction) => [...predicted].filter((line) => right.has(line)).length;
  return harmonic(
    mean(predictions.map((each) => (each.predicted.size === 0 ? 1 : shared(each) / each.predicted.size))),
    mean(predictions.map((each) => shared(each) / each.right.size)),
  );
}

/** Quality of refusals: how many were right, and how many of the unanswerable questions were refused. */
export function refusalQuality(
  outcomes: readonly { readonly refused: boolean; readonly answerable: boolean }[],
): PrecisionRecall {
  const refusals = outcomes.filter(({ refused }) => refused);
  const unanswerable = outcomes.filter(({ answerable }) => !answerable);
  const right = refusals.filter(({ answerable }) => !answerable).length;
  return harmonic(right / (refusals.length || 1), right / (unanswerable.length || 1));
}

function harmonic(precision: number, recall: number): PrecisionRecall {
  return { precision, recall, f: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
