import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimate } from "../../src/evaluation/bootstrap.js";
import { mean } from "../../src/evaluation/retrieval-metrics.js";

interface Observation {
  readonly page: string;
  readonly value: number;
}

const meanOf = (observations: readonly Observation[]) =>
  estimate(
    observations,
    ({ page }) => page,
    (sample) => mean(sample.map(({ value }) => value)),
  );

describe("estimate", () => {
  it("gives zeros for nothing", () => {
    expect(meanOf([])).toEqual({ value: 0, low: 0, high: 0, count: 0 });
  });

  it("knows no doubt within one cluster, for every sample is the same", () => {
    const observations = [0, 1, 1].map((value) => ({ page: "a", value }));
    expect(meanOf(observations)).toEqual({ value: 2 / 3, low: 2 / 3, high: 2 / 3, count: 3 });
  });

  it("spans everything for two clusters that disagree: a quarter of the samples holds one of them alone", () => {
    const observations = [
      { page: "a", value: 0 },
      { page: "b", value: 1 },
    ];
    expect(meanOf(observations)).toEqual({ value: 0.5, low: 0, high: 1, count: 2 });
  });

  it("comes near the normal interval for many clusters of one", () => {
    const observations = Array.from({ length: 400 }, (_, i) => ({ page: String(i), value: i % 2 }));
    const { value, low, high } = meanOf(observations);
    // The standard error of a share of a half is 0.5 / sqrt(400) = 0.025.
    expect(value).toBe(0.5);
    expect(low).toBeCloseTo(0.5 - 1.96 * 0.025, 2);
    expect(high).toBeCloseTo(0.5 + 1.96 * 0.025, 2);
  });

  it("does not grow surer by asking the same pages more often", () => {
    const pages = Array.from({ length: 40 }, (_, i) => ({ page: String(i), value: Number(i % 3 === 0) }));
    const { low, high } = meanOf(pages);
    expect(meanOf([...pages, ...pages, ...pages])).toEqual({
      value: mean(pages.map((p) => p.value)),
      low,
      high,
      count: 120,
    });
  });

  it("is the same for the same observations, and holds the samples' range", () => {
    const observation = fc.record({
      page: fc.constantFrom("a", "b", "c", "d"),
      value: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 12 }), (observations) => {
        const { low, high, value } = meanOf(observations);
        const values = observations.map((each) => each.value);
        expect(meanOf(observations)).toEqual({ low, high, value, count: observations.length });
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
        expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
      }),
      { numRuns: 25 },
    );
  });
});
