/** Something that is not divided, with its size and what it costs to begin a group with it. */
export interface Piece {
  /** In words. */
  readonly words: number;
  /** 0 for the best place to cut; 1 weighs as much as a group that misses its size by the whole target. */
  readonly cutCost: number;
}

/**
 * Groups neighbours so that every group comes near a size and the cuts fall where they disturb least.
 *
 * Minimises the sum of squared relative misses and cut costs over all ways to cut; so there is no tiny rest.
 *
 * @param target Wished size of a group in words.
 * @param max Largest size of a group in words; only a single piece may be larger.
 * @returns Index of the first piece of each group, ascending; the first is 0. Empty if there are no pieces.
 */
export function balancedGroups(pieces: readonly Piece[], target: number, max: number): number[] {
  // best[n]: cheapest way to group the first n pieces, and where its last group begins.
  const best: { cost: number; start: number }[] = [{ cost: 0, start: 0 }];
  for (let end = 1; end <= pieces.length; end += 1) {
    let cheapest = { cost: Number.POSITIVE_INFINITY, start: end - 1 };
    let words = 0;
    for (let start = end - 1; start >= 0; start -= 1) {
      const piece = pieces[start];
      const before = best[start];
      if (piece === undefined || before === undefined) break;
      words += piece.words;
      if (words > max && start < end - 1) break;
      const cost = before.cost + ((words - target) / target) ** 2 + (start > 0 ? piece.cutCost : 0);
      if (cost < cheapest.cost) cheapest = { cost, start };
    }
    best.push(cheapest);
  }
  const starts: number[] = [];
  for (let end = pieces.length; end > 0; end = starts[0] ?? 0) starts.unshift(best[end]?.start ?? 0);
  return starts;
}
