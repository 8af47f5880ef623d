import { describe, expect, it } from "vitest";
import { dot } from "../../src/embeddings/centre.js";
import { packSentenceVectors, sentenceVector } from "../../src/search-index/sentence-vectors.js";
import { clusteredVectors } from "./clustered-vectors.js";

const dimension = 384;
const vectors = clusteredVectors({ count: 60, dimension, clusters: 6, noise: 0.5, seed: 3 });

describe("packSentenceVectors", () => {
  it("keeps the direction of every vector, and its norm of 1", () => {
    const packed = packSentenceVectors(vectors, dimension);
    expect(packed).toMatchObject({ count: vectors.length, dimension });
    for (const [row, vector] of vectors.entries()) {
      const restored = sentenceVector(packed, row);
      expect(dot(restored, restored)).toBeCloseTo(1, 6);
      expect(dot(restored, vector)).toBeGreaterThan(0.9995);
    }
  });

  it("changes the cosine between any two vectors by less than 0.002", () => {
    const packed = packSentenceVectors(vectors, dimension);
    for (const [row, vector] of vectors.entries()) {
      const restored = sentenceVector(packed, row);
      for (const other of vectors) expect(Math.abs(dot(restored, other) - dot(vector, other))).toBeLessThan(0.002);
    }
  });

  it("takes no vectors at all, and a vector of zeros", () => {
    expect(packSentenceVectors([], 3)).toEqual({ values: new Int8Array(0), count: 0, dimension: 3 });
    expect(sentenceVector(packSentenceVectors([new Float32Array(3)], 3), 0)).toEqual(new Float32Array(3));
  });
});
