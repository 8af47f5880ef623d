import type { LinearModel } from "../retrieval/calibration.js";

/** The candidates of one question: named features, and which of them are right. */
export interface RankingList {
  readonly candidates: readonly { readonly features: Readonly<Record<string, number>>; readonly right: boolean }[];
  /** Counts the list so many times. */
  readonly weight: number;
}

/** Enough for the weights to settle to three digits. */
const ROUNDS = 400;

/**
 * Fits a linear score so that the softmax over a question's candidates puts its weight on the right ones; the same
 * lists always give the same model.
 *
 * @param names Features to use.
 * @param penalty Strength of the L2 penalty on standardised features.
 * @returns A model of bias 0: only differences between a question's candidates mean something.
 * @see Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", ICML 2007
 */
export function fitRanking(lists: readonly RankingList[], names: readonly string[], penalty: number): LinearModel {
  const rows = lists.flatMap(({ candidates, weight }) => {
    if (!candidates.some(({ right }) => right)) return [];
    const values = candidates.map(({ features }) => names.map((name) => features[name] ?? 0));
    return [{ values, right: candidates.map(({ right }) => right), weight }];
  });
  const scales = names.map((_, j) => {
    const column = rows.flatMap(({ values }) => values.map((row) => row[j] ?? 0));
    const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
    return Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length) || 1;
  });
  const weights = names.map(() => 0);
  const squares = names.map(() => 1e-8);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight) => -penalty * weight);
    for (const { values, right, weight } of rows) {
      const scores = values.map((row) =>
        row.reduce((sum, x, j) => sum + (x / (scales[j] ?? 1)) * (weights[j] ?? 0), 0),
      );
      const all = softmax(scores);
      const hit = softmax(scores.map((score, i) => (right[i] ? score : Number.NEGATIVE_INFINITY)));
      values.forEach((row, i) => {
        const pull = weight * ((hit[i] ?? 0) - (all[i] ?? 0));
        row.forEach((x, j) => {
          gradient[j] = (gradient[j] ?? 0) + (pull * x) / (scales[j] ?? 1);
        });
      });
    }
    // AdaGrad: a step size of its own for each feature, without a line search.
    gradient.forEach((slope, j) => {
      squares[j] = (squares[j] ?? 0) + slope * slope;
      weights[j] = (weights[j] ?? 0) + (0.3 * slope) / Math.sqrt(squares[j] ?? 1);
    });
  }
  const scaled = names.map((name, j) => [name, Number(((weights[j] ?? 0) / (scales[j] ?? 1)).toFixed(4))] as const);
  return { bias: 0, weights: Object.fromEntries(scaled) };
}

/** Shares of 1 that grow exponentially with the scores. */
function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
