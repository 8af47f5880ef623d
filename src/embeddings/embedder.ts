/** The two sides of asymmetric search; the model was trained with a prefix for each. */
export type EmbeddingKind = "query" | "passage";

/**
 * Turns text into unit vectors whose dot product is the texts' similarity.
 *
 * The same text gives the same vector on one machine; between kinds of CPU the cosine stays above 0.999.
 */
export interface Embedder {
  /** Name and content hash of the model: vectors of different ids must never be mixed. */
  readonly id: string;
  /** Length of every vector. */
  readonly dimension: number;
  /** Longest input in tokens, prefix and special tokens included. */
  readonly maxTokens: number;
  /** Tokens the model would see for this text, prefix and special tokens included. */
  countTokens(text: string, kind: EmbeddingKind): number;
  /**
   * @returns One vector of length `dimension` and Euclidean norm 1 for each text, in their order.
   * @throws {RangeError} A text is longer than `maxTokens`: a programming error, for nothing is ever cut silently.
   */
  embed(texts: readonly string[], kind: EmbeddingKind): Promise<Float32Array[]>;
  close(): Promise<void>;
}
