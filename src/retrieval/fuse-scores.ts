/** One candidate's scores; each list has its own scale. */
export interface CandidateScores {
  readonly id: number;
  readonly dense: number;
  readonly keyword: number;
}

/**
 * Fuses two scores of each candidate by a convex combination of their min-max normalised values.
 *
 * Reciprocal rank fusion is deliberately not used: with one weak list it loses to the strong list alone (OMoS-QA,
 * English questions on German pages: nDCG@10 .563 falls to .372).
 *
 * @param denseShare Share of the dense list in [0, 1].
 * @returns Ids with their fused score in [0, 1], best first; equal ones in the order of their ids.
 * @see Bruch et al., "An Analysis of Fusion Functions for Hybrid Retrieval", TOIS 2023, arXiv 2210.11934
 */
export function fuseScores(
  candidates: readonly CandidateScores[],
  denseShare: number,
): { id: number; score: number }[] {
  const dense = normaliser(candidates.map((candidate) => candidate.dense));
  const keyword = normaliser(candidates.map((candidate) => candidate.keyword));
  return candidates
    .map((candidate) => ({
      id: candidate.id,
      score: denseShare * dense(candidate.dense) + (1 - denseShare) * keyword(candidate.keyword),
    }))
    .sort((a, b) => b.score - a.score || a.id - b.id);
}

function normaliser(values: readonly number[]): (value: number) => number {
  const least = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const most = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return (value) => (most > least ? (value - least) / (most - least) : 0);
}
