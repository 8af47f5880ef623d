import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Chunk } from "../chunks/chunk.js";
import type { Document } from "../documents/document.js";
import { centre } from "../embeddings/centre.js";
import { writeKeywordIndex } from "../search-index/keyword-index.js";
import { writePassageStore } from "../search-index/passage-store.js";
import { packSentenceVectors } from "../search-index/sentence-vectors.js";
import { VECTOR_STORES } from "../search-index/stores/index.js";
import { analyseChunks, countWords } from "./analyse-chunks.js";
import { chunkPassage, sentencePassages } from "./passage-texts.js";

/** A document and the chunks it was cut into. */
export interface ChunkedDocument {
  readonly document: Document;
  readonly chunks: readonly Chunk[];
}

/**
 * Writes the files of one part of a generation: vectors, passages and keywords of one audience's documents.
 *
 * @param documents Sorted by path.
 * @param options.vectors Raw embedding of every passage, by its text.
 * @returns The counts for the manifest.
 */
export async function writePart(
  directory: string,
  documents: readonly ChunkedDocument[],
  options: {
    readonly vectors: ReadonlyMap<string, Float32Array>;
    readonly passageMean: Float32Array;
    readonly dimension: number;
  },
): Promise<{ documents: number; chunks: number; sentences: number }> {
  const { passageMean, dimension } = options;
  const vectorOf = (text: string): Float32Array => {
    const vector = options.vectors.get(text);
    if (vector === undefined) throw new Error("a passage was not embedded");
    return vector;
  };
  await mkdir(directory, { recursive: true });
  const entries = documents.flatMap(({ document, chunks }) => chunks.map((chunk) => ({ document, chunk })));
  const store = VECTOR_STORES.hnsw;
  await store.write(
    join(directory, store.fileName),
    entries.map(({ document, chunk }) => centre(vectorOf(chunkPassage(document, chunk)), passageMean, 1)),
    dimension,
  );
  const words = countWords(documents.map(({ document }) => document));
  const analysed = analyseChunks(entries, words);
  writeKeywordIndex(
    join(directory, "keywords.db"),
    analysed.map(({ row }) => row),
    words,
  );
  writePassageStore(
    join(directory, "passages.db"),
    documents.map(({ document }) => document),
    entries.map(({ document, chunk }, id) => ({
      chunk,
      sentenceVectors: packSentenceVectors(sentencePassages(document, chunk).map(vectorOf), dimension),
      sentenceTerms: analysed[id]?.sentenceTerms ?? [],
    })),
  );
  return {
    documents: documents.length,
    chunks: entries.length,
    sentences: entries.reduce((sum, { chunk }) => sum + chunk.sentences.length, 0),
  };
}
