import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measure } from "../../src/bench/bench-report.js";
import { median, quantile } from "../../src/bench/quantile.js";

describe("a figure", () => {
  it("has a ratio above 1 where Auskunft needs less than the peer", () => {
    expect(measure("indexing", "s", 2, 5).ratio).toBe(2.5);
    expect(measure("indexing", "s", 5, 2).ratio).toBe(0.4);
    expect(measure("embed", "ms", 5, null).ratio).toBeNull();
  });

  it("meets a target exactly reached, and misses one by less than a hair", () => {
    const met = (own: number, peer: number | null, target: Parameters<typeof measure>[4]) =>
      measure("x", "ms", own, peer, target).target?.met;
    expect(met(15, null, { atMost: 15 })).toBe(true);
    expect(met(15.001, null, { atMost: 15 })).toBe(false);
    expect(met(2, 3, { ratioAtLeast: 1.5 })).toBe(true);
    expect(met(2.001, 3, { ratioAtLeast: 1.5 })).toBe(false);
    expect(met(2, null, { ratioAtLeast: 1.5 })).toBe(false);
  });
});

describe("a quantile", () => {
  it("is one of the values, with at least its share of them at or below it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const value = quantile(values, share);
          expect(values).toContain(value);
          const below = values.filter((other) => other <= value).length;
          expect(below).toBeGreaterThanOrEqual(share * values.length);
          const under = values.filter((other) => other < value).length;
          expect(under).toBeLessThanOrEqual(share * values.length);
        },
      ),
    );
  });

  it("is the middle of five, whatever their order, and of 20 the nineteenth at 95 %", () => {
    expect(median([9, 1, 5, 100, 2])).toBe(5);
    const twenty = Array.from({ length: 20 }, (_, i) => 20 - i);
    expect(quantile(twenty, 0.95)).toBe(19);
  });

  it("of nothing is refused", () => {
    expect(() => median([])).toThrow(RangeError);
  });
});
