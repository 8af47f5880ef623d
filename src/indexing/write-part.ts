import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chunkPassage, sentencePassages } from "../chunks/passage-texts.js";
import { centre } from "../embeddings/centre.js";
import { writeKeywordIndex } from "../search-index/keyword-index.js";
import { writePassageStore } from "../search-index/passage-store.js";
import { packSentenceVectors } from "../search-index/sentence-vectors.js";
import { VECTOR_STORES, type VectorStoreName } from "../search-index/stores/index.js";
import { analyseChunks, countWords } from "./analyse-chunks.js";
import type { ChunkedDocument } from "./chunk-documents.js";

/** What was written of one part. */
export interface WrittenPart {
  /** For the manifest. */
  readonly counts: { readonly documents: number; readonly chunks: number; readonly sentences: number };
  /** Centred unit vectors in the order of the chunks. */
  readonly chunkVectors: readonly Float32Array[];
}

/**
 * Writes the files of one part of a generation: vectors, passages and keywords of one audience's documents.
 *
 * @param documents Sorted by path.
 * @param options.vectors Raw embedding of every text that `textsToEmbed` names.
 * @param options.passageMean Subtracted from every chunk vector.
 */
export async function writePart(
  directory: string,
  documents: readonly ChunkedDocument[],
  options: {
    readonly vectors: ReadonlyMap<string, Float32Array>;
    readonly passageMean: Float32Array;
    readonly dimension: number;
    readonly vectorStore: VectorStoreName;
  },
): Promise<WrittenPart> {
  const { passageMean, dimension } = options;
  const vectorOf = (text: string): Float32Array => {
    const vector = options.vectors.get(text);
    if (vector === undefined) throw new Error("a passage was not embedded");
    return vector;
  };
  await mkdir(directory, { recursive: true });
  const entries = documents.flatMap(({ document, chunks, sentenceVectors }) =>
    chunks.map((chunk, position) => ({ document, chunk, known: sentenceVectors?.[position] })),
  );
  const store = VECTOR_STORES[options.vectorStore];
  const chunkVectors = entries.map(({ document, chunk }) =>
    centre(vectorOf(chunkPassage(document, chunk)), passageMean, 1),
  );
  await store.write(join(directory, store.fileName), chunkVectors, dimension);
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
    entries.map(({ document, chunk, known }, id) => ({
      chunk,
      sentenceVectors: known ?? packSentenceVectors(sentencePassages(document, chunk).map(vectorOf), dimension),
      sentenceTerms: analysed[id]?.sentenceTerms ?? [],
    })),
  );
  const sentences = entries.reduce((sum, { chunk }) => sum + chunk.sentences.length, 0);
  return { counts: { documents: documents.length, chunks: entries.length, sentences }, chunkVectors };
}
