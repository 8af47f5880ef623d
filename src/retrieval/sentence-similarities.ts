import type { SentenceVectors } from "../search-index/sentence-vectors.js";
import type { QueryVector } from "./query-vector.js";

/** How near each sentence of a chunk is to the question; cosines in [-1, 1]. */
export interface SentenceSimilarities {
  /** Between the vectors as the model gives them. */
  readonly raw: readonly number[];
  /** Between the vectors less the mean question and the mean passage. */
  readonly centred: readonly number[];
}

/**
 * Compares a question with every sentence of a chunk.
 *
 * The eight-bit values are never unpacked: the centred cosine follows from three dot products a sentence.
 *
 * @param mean What is subtracted from a raw sentence vector.
 */
export function sentenceSimilarities(
  query: QueryVector,
  mean: Float32Array,
  { values, count, dimension }: SentenceVectors,
): SentenceSimilarities {
  let queryMean = 0;
  let meanMean = 0;
  for (let i = 0; i < dimension; i++) {
    const m = mean[i] ?? 0;
    queryMean += (query.centred[i] ?? 0) * m;
    meanMean += m * m;
  }
  const raw: number[] = [];
  const centred: number[] = [];
  for (let row = 0; row < count; row++) {
    const offset = row * dimension;
    let rawDot = 0;
    let centredDot = 0;
    let meanDot = 0;
    let squares = 0;
    for (let i = 0; i < dimension; i++) {
      const value = values[offset + i] ?? 0;
      rawDot += value * (query.raw[i] ?? 0);
      centredDot += value * (query.centred[i] ?? 0);
      meanDot += value * (mean[i] ?? 0);
      squares += value * value;
    }
    const norm = Math.sqrt(squares) || 1;
    const distance = Math.sqrt(Math.max(1e-9, 1 - (2 * meanDot) / norm + meanMean));
    raw.push(rawDot / norm);
    centred.push((centredDot / norm - queryMean) / distance);
  }
  return { raw, centred };
}
