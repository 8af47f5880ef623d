/** The two sides of asymmetric search; the model was trained with a prefix for each. */
export type EmbeddingKind = "query" | "passage";

/** A text as the model sees it inside: one state for each token, from the layer that the reader goes on from. */
export interface TokenStates {
  /** `count` rows of `dimension` values, one row after another. */
  readonly values: Float32Array;
  /** Tokens, prefix and special tokens included. */
  readonly count: number;
  /** Position of the first token of each part of the text; a part that has no token begins where the next one does. */
  readonly starts: readonly number[];
}

/** A text's vector together with the states of its tokens. */
export interface Encoding {
  /** The same as `embed` gives. */
  readonly vector: Float32Array;
  /** null where the model does not give them: only the one that comes with the program does. */
  readonly states: TokenStates | null;
}

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
  /**
   * Embeds one text and keeps the states of its tokens.
   *
   * @throws {RangeError} The text is longer than `maxTokens`.
   */
  encode(text: string, kind: EmbeddingKind): Promise<Encoding>;
  /**
   * The states alone, in a third of the time: what lies above them is not computed.
   *
   * @param parts The text cut between words, such as its sentences.
   * @returns null where the model does not give them.
   * @throws {RangeError} The text is longer than `maxTokens`.
   */
  statesOf(parts: readonly string[], kind: EmbeddingKind): Promise<TokenStates | null>;
  close(): Promise<void>;
}
