import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { centre, dot } from "../../src/embeddings/centre.js";
import { sentenceSimilarities } from "../../src/retrieval/sentence-similarities.js";
import { packSentenceVectors, sentenceVector } from "../../src/search-index/sentence-vectors.js";

const dimension = 12;
const anyVector = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dimension, maxLength: dimension })
  .map((values) => Float32Array.from(values));
const unitVector = anyVector
  .filter((vector) => Math.hypot(...vector) > 0.1)
  .map((vector) => vector.map((value) => value / Math.hypot(...vector)));
const noMean = new Float32Array(dimension);

describe("sentenceSimilarities", () => {
  it("equals the cosines of unpacked and centred vectors, for any vectors", () => {
    const sentences = fc.array(unitVector, { maxLength: 5 });
    const share = fc.double({ min: 0, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(unitVector, unitVector, sentences, unitVector, share, (raw, centred, vectors, mean, length) => {
        const scaledMean = mean.map((value) => value * length);
        const packed = packSentenceVectors(vectors, dimension);
        const found = sentenceSimilarities({ raw, centred }, scaledMean, packed);
        expect([found.raw.length, found.centred.length]).toEqual([vectors.length, vectors.length]);
        for (const row of vectors.keys()) {
          const sentence = sentenceVector(packed, row);
          expect(found.raw[row]).toBeCloseTo(dot(raw, sentence), 4);
          expect(found.centred[row]).toBeCloseTo(dot(centred, centre(sentence, scaledMean, 1)), 4);
        }
      }),
    );
  });

  it("gives 1 for the question's own vector and -1 for its opposite", () => {
    const raw = Float32Array.from({ length: dimension }, (_, i) => (i === 2 ? 1 : 0));
    const packed = packSentenceVectors([raw, raw.map((value) => -value)], dimension);
    expect(sentenceSimilarities({ raw, centred: raw }, noMean, packed)).toEqual({ raw: [1, -1], centred: [1, -1] });
  });

  it("gives finite numbers for a sentence that is the mean passage or has no direction", () => {
    const raw = Float32Array.from({ length: dimension }, (_, i) => (i === 2 ? 1 : 0));
    const packed = packSentenceVectors([raw, noMean], dimension);
    const { raw: plain, centred } = sentenceSimilarities({ raw, centred: raw }, raw, packed);
    expect([...plain, ...centred].every(Number.isFinite)).toBe(true);
  });

  it("gives nothing for a chunk without sentences", () => {
    const packed = packSentenceVectors([], dimension);
    expect(sentenceSimilarities({ raw: noMean, centred: noMean }, noMean, packed)).toEqual({ raw: [], centred: [] });
  });
});
