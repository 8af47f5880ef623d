import type { EmbeddingCache } from "../embeddings/embedding-cache.js";
import { type ChunkedDocument, textsToEmbed } from "./chunk-documents.js";
import type { ServingGeneration } from "./read-serving.js";

/** Vectors for each text of the index that a cache may hold: looking for those without a use takes its time. */
const MOST_VECTORS = 1.1;

/**
 * Removes the vectors of texts that the index does not hold any more, once they are many.
 *
 * @param documents All that were published.
 * @param serving Holds the chunks of the documents that come without.
 * @param options.texts Chunks and sentences of the index.
 * @param options.erase Removes them however few they are, and leaves no byte of them on disk.
 */
export function tidyCache(
  cache: EmbeddingCache,
  documents: readonly ChunkedDocument[],
  serving: Pick<ServingGeneration, "parts"> | null,
  { texts, erase }: { readonly texts: number; readonly erase: boolean },
): void {
  if (!erase && cache.size() <= MOST_VECTORS * texts) return;
  for (const { document, chunks } of documents) {
    if (chunks !== null) continue;
    const part = document.audience === "citizen" ? serving?.parts?.public : serving?.parts?.internal;
    const stored = part?.passages.rows(document.path).map(({ chunk }) => chunk) ?? [];
    for (const text of textsToEmbed(document, stored)) cache.keep(text);
  }
  cache.removeUnused(erase);
}
