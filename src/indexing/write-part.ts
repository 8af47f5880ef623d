import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Chunk } from "../chunks/chunk.js";
import { chunkPassage, sentencePassages } from "../chunks/passage-texts.js";
import type { Document } from "../documents/document.js";
import { indexPassages } from "../search-index/keyword-index.js";
import type { Manifest } from "../search-index/manifest.js";
import { packSentenceVectors } from "../search-index/sentence-vectors.js";
import { writePassageStore } from "../search-index/write-passage-store.js";
import { createChunkAnalyser } from "./analyse-chunks.js";
import type { ChunkedDocument } from "./chunk-documents.js";
import type { StoredPart } from "./stored-part.js";
import { updateLexicon } from "./update-lexicon.js";

/**
 * Writes passages and keywords of one part of a generation: those of one audience's documents.
 *
 * @param documents Sorted by path.
 * @param options.vectors Raw embedding of every text that `textsToEmbed` names.
 * @param options.stored Holds the chunks of the documents that come without; null where none do.
 * @param options.sameTerms Whether the stored terms were made by the present rules.
 * @returns The counts for the manifest.
 */
export async function writePart(
  directory: string,
  documents: readonly ChunkedDocument[],
  options: {
    readonly vectors: ReadonlyMap<string, Float32Array>;
    readonly dimension: number;
    readonly stored: StoredPart | null;
    readonly sameTerms: boolean;
  },
): Promise<Manifest["parts"]["public"]> {
  const { vectors, dimension, stored, sameTerms } = options;
  const vectorOf = (text: string): Float32Array => {
    const vector = vectors.get(text);
    if (vector === undefined) throw new Error("a passage was not embedded");
    return vector;
  };
  const embedded = (document: Document, chunk: Chunk) => ({
    chunk,
    vector: vectorOf(chunkPassage(document, chunk)),
    sentenceVectors: packSentenceVectors(sentencePassages(document, chunk).map(vectorOf), dimension),
  });
  const { words, isStale } = updateLexicon(documents, sameTerms ? stored : null);
  const analyse = createChunkAnalyser(words);
  const toStore = documents.map(({ document, file, chunks }) => {
    if (chunks === null && !isStale(document.path)) return { document, file, rows: null };
    const rows = chunks?.map((chunk) => embedded(document, chunk)) ?? stored?.passages.rows(document.path) ?? [];
    return { document, file, rows: rows.map((row) => ({ ...row, ...analyse(document, row.chunk) })) };
  });
  await mkdir(directory, { recursive: true });
  const passages = join(directory, "passages.db");
  const counts = writePassageStore(passages, toStore, stored?.file ?? null);
  indexPassages(join(directory, "keywords.db"), passages, words);
  return { documents: documents.length, ...counts };
}
