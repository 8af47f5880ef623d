import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Audience } from "../documents/document.js";
import { centre, meanVector } from "../embeddings/centre.js";
import type { Embedder } from "../embeddings/embedder.js";
import type { PartName } from "../search-index/manifest.js";
import { ALIASES_FILE } from "../search-index/open-generation.js";
import type { GenerationDescription } from "../search-index/publish-generation.js";
import { readEmbeddings } from "../search-index/write-passage-store.js";
import { ANALYSIS_VERSION } from "./analyse-chunks.js";
import type { PassageCentring } from "./build-index.js";
import { type VectorStoreChoice, writeVectors } from "./choose-vector-store.js";
import type { ChunkedDocument } from "./chunk-documents.js";
import { CHUNKING_VERSION, centringHash, type ServingGeneration } from "./read-serving.js";
import { writePart } from "./write-part.js";

/** Everything that goes into a generation beside the documents. */
export interface GenerationContent {
  readonly embedder: Embedder;
  readonly centring: PassageCentring;
  /** Raw embedding of every text that `textsToEmbed` names. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** Text of `aliases.yaml`. */
  readonly aliases: string;
  /** Holds the chunks of the documents that come without. */
  readonly serving: Pick<ServingGeneration, "parts" | "sameTerms"> | null;
}

/**
 * Writes the files of a generation into a folder.
 *
 * @param documents Sorted by path.
 */
export async function writeGeneration(
  directory: string,
  documents: readonly ChunkedDocument[],
  { embedder, centring, vectors, aliases, serving }: GenerationContent,
): Promise<{ readonly description: GenerationDescription; readonly choice: VectorStoreChoice }> {
  const { dimension } = embedder;
  const sameTerms = serving?.sameTerms ?? false;
  const of = (audience: Audience) => documents.filter(({ document }) => document.audience === audience);
  const write = (name: PartName, content: readonly ChunkedDocument[]) =>
    writePart(join(directory, name), content, {
      vectors,
      dimension,
      stored: serving?.parts?.[name] ?? null,
      sameTerms,
    });
  const publicPart = await write("public", of("citizen"));
  const internal = of("employee");
  const internalPart = internal.length > 0 ? await write("internal", internal) : null;
  await writeFile(join(directory, ALIASES_FILE), aliases);

  const directories = (["public", ...(internalPart ? ["internal"] : [])] as const).map((name) => join(directory, name));
  const embeddings = directories.map((part) => readEmbeddings(join(part, "passages.db")));
  // From public documents alone: citizens' vectors must not depend on what they may not read.
  const mean = meanVector(embeddings[0] ?? [], centring.prior, centring.priorWeight);
  const passageMean = mean.map((value) => value * centring.share);
  const centred = embeddings.map((part) => part.map((vector) => centre(vector, passageMean, 1)));
  const choice = await writeVectors(directories, centred, dimension);
  return {
    description: {
      model: embedder.id,
      dimension,
      chunking: CHUNKING_VERSION,
      analysis: ANALYSIS_VERSION,
      vectorStore: choice.name,
      passageMean: Array.from(passageMean),
      centring: centringHash(centring),
      parts: { public: publicPart, ...(internalPart && { internal: internalPart }) },
    },
    choice,
  };
}
