/**
 * Unit vectors of a chunk's sentences in eight bits a value.
 *
 * Only a vector's direction is kept: 127 stands for its largest value, so cosines are computed with the stored
 * vector's own norm. Against 32 bits the cosine changes by less than 0.002.
 */
export interface SentenceVectors {
  /** `count * dimension` values, sentence after sentence. */
  readonly values: Int8Array;
  readonly count: number;
  readonly dimension: number;
}

/** @param vectors Vectors of one length; may be none. */
export function packSentenceVectors(vectors: readonly Float32Array[], dimension: number): SentenceVectors {
  const values = new Int8Array(vectors.length * dimension);
  vectors.forEach((vector, row) => {
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    for (let i = 0; i < dimension; i++) {
      values[row * dimension + i] = Math.round(((vector[i] ?? 0) / largest) * 127);
    }
  });
  return { values, count: vectors.length, dimension };
}

/** Restores one sentence's vector, of norm 1. */
export function sentenceVector({ values, dimension }: SentenceVectors, row: number): Float32Array {
  const vector = Float32Array.from(values.subarray(row * dimension, (row + 1) * dimension));
  let squares = 0;
  for (const value of vector) squares += value * value;
  const norm = Math.sqrt(squares) || 1;
  return vector.map((value) => value / norm);
}
