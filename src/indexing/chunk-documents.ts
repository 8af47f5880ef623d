import type { Chunk } from "../chunks/chunk.js";
import { CONTEXT_TOKENS, chunkPassage, sentencePassages } from "../chunks/passage-texts.js";
import { splitDocument } from "../chunks/split-document.js";
import type { Document } from "../documents/document.js";
import type { Embedder } from "../embeddings/embedder.js";
import type { StoredFile } from "../search-index/passage-store.js";

/** A document and the chunks it was cut into. */
export interface ChunkedDocument {
  readonly document: Document;
  readonly file: StoredFile;
  /** Null where the serving generation has them as they would be cut. */
  readonly chunks: readonly Chunk[] | null;
}

/**
 * Cuts documents into chunks.
 *
 * @param files What is kept of the documents' files, by path.
 * @param isStored Whether the serving generation has a document's chunks as they would be cut.
 */
export function chunkDocuments(
  documents: readonly Document[],
  files: ReadonlyMap<string, StoredFile>,
  embedder: Embedder,
  isStored: (path: string) => boolean,
): ChunkedDocument[] {
  const countTokens = (text: string) => embedder.countTokens(text, "passage");
  const maxTokens = embedder.maxTokens - CONTEXT_TOKENS;
  return documents.map((document) => {
    const { fileHash, remarks } = files.get(document.path) ?? { fileHash: "", remarks: [] };
    return {
      document,
      file: { fileHash, remarks },
      chunks: isStored(document.path) ? null : splitDocument(document, { countTokens, maxTokens }),
    };
  });
}

/** The texts whose vectors go into the index, of chunks that were cut: theirs and those of their sentences. */
export function textsToEmbed(document: Document, chunks: readonly Chunk[]): string[] {
  return chunks.flatMap((chunk) => [chunkPassage(document, chunk), ...sentencePassages(document, chunk)]);
}
