import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TokenStates } from "../../src/embeddings/embedder.js";
import { createStatesCache } from "../../src/reading/states-cache.js";

const states = (count: number, value = 1): TokenStates => ({
  values: new Float32Array(count * 4).fill(value),
  count,
  starts: [0],
});

describe("createStatesCache", () => {
  it("gives back what was kept, to within bfloat16's rounding, the first time as well", () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 4, maxLength: 4, noNaN: true, min: -1e6, max: 1e6 }), (values) => {
        const cache = createStatesCache(10);
        const given = cache.set("a", { values, count: 1, starts: [0] });
        const kept = cache.get("a");
        expect(kept).toEqual(given);
        expect(kept).toMatchObject({ count: 1, starts: [0] });
        kept?.values.forEach((value, i) => {
          const original = values[i] ?? 0;
          expect(Math.abs(value - original)).toBeLessThanOrEqual(Math.abs(original) / 256 + 1e-37);
        });
      }),
    );
  });

  it("drops what was not asked for longest", () => {
    const cache = createStatesCache(10);
    cache.set("a", states(4));
    cache.set("b", states(4));
    expect(cache.get("a")).toBeDefined();
    cache.set("c", states(4));
    expect(cache.get("b")).toBeUndefined();
    expect(cache.get("a")).toBeDefined();
    expect(cache.get("c")).toBeDefined();
  });

  it("never keeps more tokens than allowed, and counts a passage once", () => {
    const cache = createStatesCache(10);
    for (let i = 0; i < 5; i++) cache.set("a", states(6));
    cache.set("b", states(4));
    expect(cache.get("a")).toBeDefined();
    cache.set("long", states(11));
    expect(cache.get("long")).toBeUndefined();
  });
});
