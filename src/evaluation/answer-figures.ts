import { type Estimate, estimate } from "./bootstrap.js";
import { citationFigures, pageOf } from "./citation-quality.js";
import { type Figure, meanFigure } from "./figure.js";
import type { GoldenOutcome } from "./measure-golden.js";
import { mean } from "./retrieval-metrics.js";
import { isSameAnswer } from "./span-metrics.js";

/** How a group of golden questions is answered. */
export interface AnswerRow {
  /** `all`, a language or a tag. */
  readonly group: string;
  /** Share of the answerable questions that are answered with a right quote. */
  readonly right: Estimate;
  /** Share of the answerable questions that are refused; the rest is answered without a right quote. */
  readonly refusedAnswerable: number;
  /** Share of the unanswerable questions that are refused. */
  readonly refused: Estimate;
}

/** Headlines of golden questions. */
export interface GoldenHeadlines {
  /** Questions with an expected headline. */
  readonly wanted: number;
  /** Those of them that got one, and the right one. */
  readonly given: number;
  readonly right: number;
  /** Questions that the documents do not answer, but that got one: it is always wrong. */
  readonly unanswerable: number;
  /** Other questions that got one, such as "why" questions: it may be right. */
  readonly unwanted: number;
}

/** Times of answers in milliseconds, without those that needed no search. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
}

/** The figures of all questions, of each language and of each tag that a question has. */
export function answerRows(outcomes: readonly GoldenOutcome[]): AnswerRow[] {
  const tags = [...new Set(outcomes.flatMap(({ golden }) => golden.tags))].sort();
  return [
    answerRow("all", outcomes),
    ...(["de", "en"] as const).map((language) =>
      answerRow(
        language,
        outcomes.filter(({ golden }) => golden.language === language),
      ),
    ),
    ...tags.map((tag) =>
      answerRow(
        tag,
        outcomes.filter(({ golden }) => golden.tags.includes(tag)),
      ),
    ),
  ];
}

function answerRow(group: string, outcomes: readonly GoldenOutcome[]): AnswerRow {
  const answerable = outcomes.filter(({ golden }) => golden.expected !== null);
  const unanswerable = outcomes.filter(({ golden }) => golden.expected === null);
  const refusedShare = (sample: readonly GoldenOutcome[]) => mean(sample.map(({ refused }) => Number(refused)));
  return {
    group,
    right: estimate(answerable, pageOf, (sample) => mean(sample.map(({ right }) => Number(right)))),
    refusedAnswerable: refusedShare(answerable),
    refused: estimate(unanswerable, pageOf, refusedShare),
  };
}

/** Counts headlines: wanted, given, right, and given where there is nothing to say or without being wanted. */
export function goldenHeadlines(outcomes: readonly GoldenOutcome[]): GoldenHeadlines {
  const wanted = outcomes.filter(({ golden }) => (golden.expected?.headlines.length ?? 0) > 0);
  const given = wanted.filter(({ answer }) => answer.headline !== null);
  return {
    wanted: wanted.length,
    given: given.length,
    right: given.filter(isHeadlineRight).length,
    unanswerable: outcomes.filter(({ golden, answer }) => golden.expected === null && answer.headline !== null).length,
    unwanted: outcomes.filter(
      ({ golden, answer }) => golden.expected?.headlines.length === 0 && answer.headline !== null,
    ).length,
  };
}

/** Whether the headline has the words of an expected one. */
export function isHeadlineRight({ golden, answer: { headline } }: GoldenOutcome): boolean {
  const expected = golden.expected?.headlines ?? [];
  return headline !== null && expected.some((each) => isSameAnswer(headline, each, golden.language));
}

/** Median and 95th percentile by nearest rank; zeros for no answers. */
export function answerTimes(outcomes: readonly GoldenOutcome[]): Times {
  const times = outcomes.map(({ answer }) => answer.ms.total).filter((time) => time > 0);
  const sorted = times.sort((a, b) => a - b);
  const percentile = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p50: percentile(0.5), p95: percentile(0.95) };
}

/** What later runs are compared with. */
export function goldenFigures(outcomes: readonly GoldenOutcome[]): Figure[] {
  const rows = (isMeant: (outcome: GoldenOutcome) => boolean, value: (outcome: GoldenOutcome) => boolean) =>
    outcomes
      .filter(isMeant)
      .map((outcome) => ({ id: outcome.golden.id, cluster: pageOf(outcome), value: Number(value(outcome)) }));
  const isAnswerable = ({ golden }: GoldenOutcome) => golden.expected !== null;
  return [
    meanFigure(
      "answered with a right quote",
      rows(isAnswerable, ({ right }) => right),
    ),
    meanFigure(
      "refused where there is no answer",
      rows(
        (outcome) => !isAnswerable(outcome),
        ({ refused }) => refused,
      ),
    ),
    ...citationFigures(outcomes),
    meanFigure(
      "right headline where one is wanted",
      rows(({ golden }) => (golden.expected?.headlines.length ?? 0) > 0, isHeadlineRight),
    ),
    {
      name: "headline precision",
      statistic: "ratio",
      rows: outcomes
        .filter(({ golden }) => golden.expected?.headlines.length !== 0)
        .map((outcome) => {
          const given = Number(outcome.answer.headline !== null);
          return { id: outcome.golden.id, cluster: pageOf(outcome), values: [Number(isHeadlineRight(outcome)), given] };
        }),
    } satisfies Figure,
  ].filter(({ rows }) => rows.length > 0);
}
