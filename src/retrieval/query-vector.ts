import { centre } from "../embeddings/centre.js";
import type { Language } from "../language/language.js";
import type { Calibration } from "./calibration.js";

/** A question's vector in both forms; each of norm 1. */
export interface QueryVector {
  /** As the embedding model gives it. */
  readonly raw: Float32Array;
  /** To be compared with centred passage vectors. */
  readonly centred: Float32Array;
}

/**
 * Prepares a question's vector for the search: less the mean question of its language, and moved to where the same
 * question lies in German, for most documents are German.
 */
export function queryVector(raw: Float32Array, language: Language, { centring }: Calibration): QueryVector {
  const centred = centre(raw, centring.queryMean[language], centring.queryShare[language]);
  const map = centring.queryMap[language];
  return { raw, centred: map === null ? centred : unitProduct(centred, map) };
}

/** `vector` times the square matrix `map` (rows one after another), scaled to norm 1. */
function unitProduct(vector: Float32Array, map: Float32Array): Float32Array {
  const size = vector.length;
  const product = new Float32Array(size);
  for (let row = 0; row < size; row++) {
    const value = vector[row] ?? 0;
    for (let i = 0; i < size; i++) product[i] = (product[i] ?? 0) + value * (map[row * size + i] ?? 0);
  }
  const norm = Math.hypot(...product) || 1;
  return product.map((value) => value / norm);
}
