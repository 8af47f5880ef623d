import type { Chunk } from "../chunks/chunk.js";
import type { DocumentInfo } from "../documents/document.js";

/** A chunk that retrieval found for a question. */
export interface RetrievedChunk {
  /** Number of the chunk in the index it came from. */
  readonly id: number;
  readonly chunk: Chunk;
  readonly document: DocumentInfo;
  /** Fused rank score in [0, 1]; comparable within one question only. */
  readonly score: number;
  /** Cosine between the centred question and chunk vectors in [-1, 1]. */
  readonly similarity: number;
}
