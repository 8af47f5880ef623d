import type { Chunk } from "../chunks/chunk.js";
import { CONTEXT_TOKENS, chunkPassage, sentencePassages } from "../chunks/passage-texts.js";
import { splitDocument } from "../chunks/split-document.js";
import type { Document } from "../documents/document.js";
import type { Embedder } from "../embeddings/embedder.js";
import type { SentenceVectors } from "../search-index/sentence-vectors.js";
import type { IndexPlan } from "./plan-index.js";
import type { ServingGeneration } from "./read-serving.js";

/** A document and the chunks it was cut into. */
export interface ChunkedDocument {
  readonly document: Document;
  readonly chunks: readonly Chunk[];
  /** Of each chunk, as the serving generation has them; null where the sentences are to be embedded. */
  readonly sentenceVectors: readonly SentenceVectors[] | null;
}

/** Cuts documents into chunks. What has not changed is taken from the serving generation, where it lies as it would be cut. */
export function chunkDocuments(
  documents: readonly Document[],
  embedder: Embedder,
  { unchanged }: IndexPlan,
  serving: ServingGeneration | null,
): ChunkedDocument[] {
  const countTokens = (text: string) => embedder.countTokens(text, "passage");
  const maxTokens = embedder.maxTokens - CONTEXT_TOKENS;
  const same = new Set(unchanged);
  return documents.map((document) => {
    const rows = same.has(document.path) ? (serving?.passagesOf(document.path) ?? null) : null;
    if (rows === null) {
      return { document, chunks: splitDocument(document, { countTokens, maxTokens }), sentenceVectors: null };
    }
    return {
      document,
      chunks: rows.map(({ chunk }) => chunk),
      sentenceVectors: rows.map(({ sentenceVectors }) => sentenceVectors),
    };
  });
}

/** The texts whose vectors go into the index: those of the chunks and, where they are not there yet, of their sentences. */
export function textsToEmbed({ document, chunks, sentenceVectors }: ChunkedDocument): string[] {
  return chunks.flatMap((chunk) => [
    chunkPassage(document, chunk),
    ...(sentenceVectors === null ? sentencePassages(document, chunk) : []),
  ]);
}
