import type { EmbeddingKind } from "../../src/embeddings/embedder.js";

export const REFERENCE_FILE = new URL("../fixtures/reference-embeddings.json", import.meta.url);

/** What 1 stands for in the vectors of the file. */
export const STEP = 1e-4;

export interface ReferenceEmbeddings {
  readonly madeBy: string;
  /** Id of the model that gave the vectors. */
  readonly model: string;
  readonly texts: readonly {
    readonly kind: EmbeddingKind;
    readonly text: string;
    /** Values in units of `STEP`, with spaces between them. */
    readonly vector: string;
  }[];
}
