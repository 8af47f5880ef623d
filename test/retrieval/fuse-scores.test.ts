import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CandidateScores, fuseScores } from "../../src/retrieval/fuse-scores.js";

const candidates: readonly CandidateScores[] = [
  { id: 10, dense: 0.9, keyword: 0 },
  { id: 11, dense: 0.7, keyword: 4 },
  { id: 12, dense: 0.5, keyword: 8 },
];
const anyCandidates = fc.uniqueArray(
  fc.record({
    id: fc.nat(1000),
    dense: fc.double({ min: -1, max: 1, noNaN: true }),
    keyword: fc.double({ min: 0, max: 50, noNaN: true }),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
);
const anyShare = fc.double({ min: 0, max: 1, noNaN: true });

describe("fuseScores", () => {
  it("joins the scores of both lists, each brought to the range from 0 to 1", () => {
    const fused = fuseScores(candidates, 0.6);
    expect(fused.map(({ id }) => id)).toEqual([10, 11, 12]);
    for (const [i, score] of [0.6, 0.5, 0.4].entries()) expect(fused[i]?.score).toBeCloseTo(score, 10);
  });

  it("follows one list alone at either end of the share", () => {
    expect(fuseScores(candidates, 1)).toEqual([
      { id: 10, score: 1 },
      { id: 11, score: expect.closeTo(0.5) },
      { id: 12, score: 0 },
    ]);
    expect(fuseScores(candidates, 0).map(({ id }) => id)).toEqual([12, 11, 10]);
  });

  it("counts a list that tells no candidates apart as nothing", () => {
    const level = candidates.map((candidate) => ({ ...candidate, keyword: 3 }));
    expect(fuseScores(level, 0.6).map(({ score }) => score)).toEqual([0.6, expect.closeTo(0.3), 0]);
    expect(fuseScores([{ id: 1, dense: 0.4, keyword: 2 }], 0.6)).toEqual([{ id: 1, score: 0 }]);
  });

  it("orders equal scores by id", () => {
    const equal = [5, 3, 9].map((id) => ({ id, dense: 0.5, keyword: 1 }));
    expect(fuseScores(equal, 0.6).map(({ id }) => id)).toEqual([3, 5, 9]);
  });

  it("fuses no candidates at all", () => {
    expect(fuseScores([], 0.6)).toEqual([]);
  });

  it("gives every candidate one score in [0, 1], best first, for any scores", () => {
    fc.assert(
      fc.property(anyCandidates, anyShare, (some, share) => {
        const fused = fuseScores(some, share);
        expect(fused.map(({ id }) => id).toSorted()).toEqual(some.map(({ id }) => id).toSorted());
        expect(fused).toEqual(fused.toSorted((a, b) => b.score - a.score || a.id - b.id));
        for (const { score } of fused) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("does not depend on the order of the candidates or the scale of a list", () => {
    fc.assert(
      fc.property(anyCandidates, anyShare, (some, share) => {
        const scaled = some.map(({ id, dense, keyword }) => ({ id, dense, keyword: 8 * keyword }));
        expect(fuseScores(some.toReversed(), share)).toEqual(fuseScores(some, share));
        expect(fuseScores(scaled, share)).toEqual(fuseScores(some, share));
      }),
    );
  });

  it("never ranks a candidate lower that is at least as good in both lists", () => {
    fc.assert(
      fc.property(anyCandidates, anyShare, (some, share) => {
        const rank = new Map(fuseScores(some, share).map(({ id, score }) => [id, score]));
        for (const a of some) {
          for (const b of some) {
            if (a.dense >= b.dense && a.keyword >= b.keyword) {
              expect(rank.get(a.id)).toBeGreaterThanOrEqual(rank.get(b.id) ?? 0);
            }
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});
