import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chunkPassage } from "../chunks/passage-texts.js";
import { meanVector } from "../embeddings/centre.js";
import type { Embedder } from "../embeddings/embedder.js";
import { ALIASES_FILE } from "../search-index/open-generation.js";
import type { GenerationDescription } from "../search-index/publish-generation.js";
import { ANALYSIS_VERSION } from "./analyse-chunks.js";
import type { PassageCentring } from "./build-index.js";
import { checkRecall, firstChoice, type VectorStoreChoice } from "./choose-vector-store.js";
import type { ChunkedDocument } from "./chunk-documents.js";
import { CHUNKING_VERSION, centringHash } from "./read-serving.js";
import { writePart } from "./write-part.js";

/** Everything that goes into a generation beside the documents. */
export interface GenerationContent {
  readonly embedder: Embedder;
  readonly centring: PassageCentring;
  /** Raw embedding of every text that `textsToEmbed` names. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** Text of `aliases.yaml`. */
  readonly aliases: string;
}

/**
 * Writes the files of a generation into a folder.
 *
 * @param documents Sorted by path.
 */
export async function writeGeneration(
  directory: string,
  documents: readonly ChunkedDocument[],
  { embedder, centring, vectors, aliases }: GenerationContent,
): Promise<{ readonly description: GenerationDescription; readonly choice: VectorStoreChoice }> {
  const isPublic = ({ document }: ChunkedDocument) => document.audience === "citizen";
  const publicDocuments = documents.filter(isPublic);
  const internalDocuments = documents.filter((document) => !isPublic(document));
  // From public documents alone: citizens' vectors must not depend on what they may not read.
  const publicVectors = publicDocuments.flatMap(({ document, chunks }) =>
    chunks.flatMap((chunk) => vectors.get(chunkPassage(document, chunk)) ?? []),
  );
  const { dimension } = embedder;
  const mean = meanVector(publicVectors, centring.prior, centring.priorWeight);
  const passageMean = mean.map((value) => value * centring.share);
  const sizes = [publicDocuments, internalDocuments].map((part) =>
    part.reduce((sum, { chunks }) => sum + chunks.length, 0),
  );
  const vectorStore = firstChoice(sizes);
  const write = (name: string, content: readonly ChunkedDocument[]) =>
    writePart(join(directory, name), content, { vectors, passageMean, dimension, vectorStore });
  const publicPart = await write("public", publicDocuments);
  const internalPart = internalDocuments.length > 0 ? await write("internal", internalDocuments) : null;
  await writeFile(join(directory, ALIASES_FILE), aliases);
  const written = [publicPart, internalPart].filter((part) => part !== null);
  const choice =
    vectorStore === "exact"
      ? ({ name: vectorStore, recall: null } as const)
      : await checkRecall(
          ["public", "internal"].slice(0, written.length).map((name) => join(directory, name)),
          written.map(({ chunkVectors }) => chunkVectors),
          dimension,
        );
  return {
    description: {
      model: embedder.id,
      dimension,
      chunking: CHUNKING_VERSION,
      analysis: ANALYSIS_VERSION,
      vectorStore: choice.name,
      passageMean: Array.from(passageMean),
      centring: centringHash(centring),
      parts: { public: publicPart.counts, ...(internalPart && { internal: internalPart.counts }) },
    },
    choice,
  };
}
