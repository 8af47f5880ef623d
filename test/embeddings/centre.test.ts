import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { centre, dot, meanVector } from "../../src/embeddings/centre.js";

const vectors = (values: readonly (readonly number[])[]) => values.map((row) => Float32Array.from(row));
const [zero = new Float32Array()] = vectors([[0, 0]]);
const anyVector = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 })
  .map((values) => Float32Array.from(values));

describe("centre", () => {
  it("subtracts the share of the mean and scales to norm 1", () => {
    const [vector = zero, mean = zero] = vectors([
      [1, 0],
      [0.5, -0.5],
    ]);
    expect(Array.from(centre(vector, mean, 1))).toEqual([Math.SQRT1_2, Math.SQRT1_2].map(Math.fround));
    const half = centre(vector, mean, 0.5);
    expect(half[0]).toBeCloseTo(0.75 / Math.hypot(0.75, 0.25), 6);
  });

  it("leaves a unit vector as it is for a share of 0", () => {
    const [vector = zero, mean = zero] = vectors([
      [0.6, 0.8],
      [0.5, 0.5],
    ]);
    expect(dot(centre(vector, mean, 0), vector)).toBeCloseTo(1, 6);
  });

  it("gives zeros, not NaN, for a vector that is the mean", () => {
    const [vector = zero] = vectors([[0.6, 0.8]]);
    expect(centre(vector, vector, 1)).toEqual(zero);
  });

  it("gives norm 1 and changes no argument, for any vectors", () => {
    fc.assert(
      fc.property(anyVector, anyVector, fc.double({ min: 0, max: 1, noNaN: true }), (vector, mean, share) => {
        const before = [Array.from(vector), Array.from(mean)];
        const norm = Math.hypot(...centre(vector, mean, share));
        expect(Math.min(Math.abs(norm - 1), norm)).toBeLessThan(1e-5);
        expect([Array.from(vector), Array.from(mean)]).toEqual(before);
      }),
    );
  });
});

describe("meanVector", () => {
  it("is the mean of the vectors", () => {
    const mean = meanVector(
      vectors([
        [1, 2],
        [3, 6],
      ]),
      zero,
      0,
    );
    expect(Array.from(mean)).toEqual([2, 4]);
  });

  it("counts the prior as so many vectors more", () => {
    const [prior = zero, only = zero] = vectors([
      [4, 0],
      [0, 8],
    ]);
    expect(Array.from(meanVector([only], prior, 3))).toEqual([3, 2]);
    expect(Array.from(meanVector([], prior, 3))).toEqual([4, 0]);
  });

  it("is zero without vectors and prior", () => {
    expect(meanVector([], zero, 0)).toEqual(zero);
  });
});
