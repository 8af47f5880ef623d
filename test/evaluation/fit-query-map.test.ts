import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitQueryMap } from "../../src/evaluation/fit-query-map.js";

const SIZE = 4;
const vector = fc.float32Array({ minLength: SIZE, maxLength: SIZE, noNaN: true, min: -1, max: 1 });
const product = (from: Float32Array, map: Float32Array) =>
  Array.from({ length: SIZE }, (_, i) => from.reduce((sum, value, row) => sum + value * (map[row * SIZE + i] ?? 0), 0));

describe("fitQueryMap", () => {
  it("leaves vectors where they are if both languages agree", () => {
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 9 }), (vectors) => {
        const map = fitQueryMap(
          vectors.map((from) => ({ from, to: from })),
          1,
        );
        expect(Array.from(map)).toEqual(Array.from({ length: SIZE * SIZE }, (_, i) => Number(i % (SIZE + 1) === 0)));
      }),
    );
  });

  it("finds the linear map that the pairs were made with", () => {
    const wanted = Float32Array.from({ length: SIZE * SIZE }, (_, i) => Math.sin(i + 1));
    const pairs = Array.from({ length: 40 }, (_, n) => {
      const from = Float32Array.from({ length: SIZE }, (_, i) => Math.cos(n * (i + 1)));
      return { from, to: Float32Array.from(product(from, wanted)) };
    });
    fitQueryMap(pairs, 1e-6).forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i] ?? 0, 3);
    });
  });
});
