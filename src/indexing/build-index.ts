import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { splitDocument } from "../chunks/split-document.js";
import type { Document } from "../documents/document.js";
import { meanVector } from "../embeddings/centre.js";
import type { Embedder } from "../embeddings/embedder.js";
import { openEmbeddingCache } from "../embeddings/embedding-cache.js";
import type { EmbeddingPool } from "../embeddings/embedding-pool.js";
import { ConfigurationError, IndexUnavailableError } from "../errors.js";
import { parseAliases } from "../language/aliases.js";
import { generationDirectory, publishGeneration, readCurrent } from "../search-index/generation.js";
import { readManifest } from "../search-index/manifest.js";
import { ALIASES_FILE, openSearchIndex, type SearchIndex } from "../search-index/search-index.js";
import { ANALYSIS_VERSION } from "./analyse-chunks.js";
import { embedPassages } from "./embed-passages.js";
import { CONTEXT_TOKENS, chunkPassage, sentencePassages } from "./passage-texts.js";
import { type ComparedDocument, type IndexPlan, isUpToDate, planIndex } from "./plan-index.js";
import { type CorpusFolder, readCorpus } from "./read-corpus.js";
import { type ChunkedDocument, writePart } from "./write-part.js";

/** Grows when documents are read or cut in another way than before. */
const CHUNKING_VERSION = 1;

/** How far the work is; `done` of `total` files or passages. */
export interface IndexProgress {
  readonly stage: "reading" | "embedding" | "writing";
  readonly done: number;
  readonly total: number;
}

/** What the chunk vectors are centred with. */
export interface PassageCentring {
  /** Mean passage vector of other documents; counts as `priorWeight` chunks, so that a small corpus has a steady mean. */
  readonly prior: Float32Array;
  readonly priorWeight: number;
  /** Share of the mean that is subtracted, in [0, 1]. */
  readonly share: number;
}

/** Where the documents come from, where the index goes, and what it takes to build it. */
export interface IndexingOptions {
  readonly folders: readonly CorpusFolder[];
  readonly indexDir: string;
  readonly embedder: Embedder;
  readonly openPool: () => Promise<EmbeddingPool>;
  readonly centring: PassageCentring;
  readonly onPlan?: (plan: IndexPlan) => void;
  readonly onProgress?: (progress: IndexProgress) => void;
  /** Cancels the work; the serving index stays as it is. */
  readonly signal?: AbortSignal | undefined;
}

/** What indexing did. */
export interface IndexReport {
  readonly plan: IndexPlan;
  /** The serving generation afterwards. */
  readonly generation: string;
  /** False where the index already was what the corpus gives. */
  readonly published: boolean;
  readonly documents: number;
  readonly chunks: number;
  /** Passages whose vectors were computed; the others came from the cache. */
  readonly embedded: number;
}

/**
 * The offline flow: corpus files, documents, chunks, embeddings, a new generation on disk.
 *
 * @throws {ConfigurationError} A folder cannot be listed or lies in another one, `aliases.yaml` is wrong, or the corpus
 *   holds no document that can be read.
 */
export async function buildIndex(options: IndexingOptions): Promise<IndexReport> {
  const { folders, indexDir, embedder, signal } = options;
  const report = (stage: IndexProgress["stage"]) => (done: number, total: number) =>
    options.onProgress?.({ stage, done, total });

  const aliases = await readAliases(folders);
  const corpus = await readCorpus(folders, report("reading"), signal);
  const serving = await readServing(options);
  const plan = planIndex(corpus.documents, serving?.documents ?? [], corpus);
  options.onPlan?.(plan);
  if (corpus.documents.length === 0) {
    const names = folders.map(({ directory }) => directory).join(" and ");
    throw new ConfigurationError(
      `${names} holds no document that can be read. Put .md, .txt, .html, .pdf or .docx files there.`,
    );
  }
  const documents = corpus.documents.length;
  if (serving?.sameRules && serving.aliases === aliases && isUpToDate(plan)) {
    const { generation, chunks } = serving;
    return { plan, generation, published: false, documents, chunks, embedded: 0 };
  }

  const chunked = corpus.documents.map((document) => chunkDocument(document, embedder));
  const chunks = chunked.reduce((sum, document) => sum + document.chunks.length, 0);
  await mkdir(indexDir, { recursive: true });
  const cache = openEmbeddingCache(join(indexDir, "embedding-cache.db"), embedder.id);
  try {
    const { vectors, computed } = await embedPassages(chunked.flatMap(passagesOf), {
      ...options,
      cache,
      onProgress: report("embedding"),
    });
    signal?.throwIfAborted();
    report("writing")(0, chunks);
    const generation = await publishGeneration(indexDir, (directory) =>
      fill(directory, chunked, vectors, aliases, options),
    );
    cache.removeUnused();
    report("writing")(chunks, chunks);
    return { plan, generation, published: true, documents, chunks, embedded: computed };
  } finally {
    cache.close();
  }
}

async function fill(
  directory: string,
  documents: readonly ChunkedDocument[],
  vectors: ReadonlyMap<string, Float32Array>,
  aliases: string,
  { embedder, centring }: IndexingOptions,
) {
  const isPublic = ({ document }: ChunkedDocument) => document.audience === "citizen";
  const publicDocuments = documents.filter(isPublic);
  const internalDocuments = documents.filter((document) => !isPublic(document));
  // From public documents alone: citizens' vectors must not depend on what they may not read.
  const publicVectors = publicDocuments.flatMap(({ document, chunks }) =>
    chunks.flatMap((chunk) => vectors.get(chunkPassage(document, chunk)) ?? []),
  );
  const mean = meanVector(publicVectors, centring.prior, centring.priorWeight);
  const passageMean = mean.map((value) => value * centring.share);
  const part = (name: string, content: readonly ChunkedDocument[]) =>
    writePart(join(directory, name), content, { vectors, passageMean, dimension: embedder.dimension });
  const parts = {
    public: await part("public", publicDocuments),
    ...(internalDocuments.length > 0 && { internal: await part("internal", internalDocuments) }),
  };
  await writeFile(join(directory, ALIASES_FILE), aliases);
  return {
    model: embedder.id,
    dimension: embedder.dimension,
    chunking: CHUNKING_VERSION,
    analysis: ANALYSIS_VERSION,
    vectorStore: "hnsw" as const,
    passageMean: Array.from(passageMean),
    centring: centringHash(centring),
    parts,
  };
}

/** Tells an index that was centred in another way from one that is up to date. */
function centringHash({ prior, priorWeight, share }: PassageCentring): string {
  return createHash("sha256")
    .update(JSON.stringify([Array.from(prior), priorWeight, share]))
    .digest("hex");
}

/**
 * The text of the public corpus's `aliases.yaml`, empty where there is none.
 *
 * @throws {ConfigurationError} It has a wrong key or value.
 */
async function readAliases(folders: readonly CorpusFolder[]): Promise<string> {
  const directory = folders.find(({ audience }) => audience === "citizen")?.directory;
  if (directory === undefined) return "";
  const file = join(directory, "aliases.yaml");
  const yaml = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return "";
    throw new ConfigurationError(`${file} cannot be read (${cause.code}). Check its permissions.`, { cause });
  });
  parseAliases(yaml, file);
  return yaml;
}

function chunkDocument(document: Document, embedder: Embedder): ChunkedDocument {
  const countTokens = (text: string) => embedder.countTokens(text, "passage");
  return { document, chunks: splitDocument(document, { countTokens, maxTokens: embedder.maxTokens - CONTEXT_TOKENS }) };
}

function passagesOf({ document, chunks }: ChunkedDocument): string[] {
  return chunks.flatMap((chunk) => [chunkPassage(document, chunk), ...sentencePassages(document, chunk)]);
}

/** The serving generation; null where there is none that can be used. */
async function readServing({ indexDir, embedder, centring }: IndexingOptions) {
  try {
    const current = await readCurrent(indexDir);
    if (current === null) return null;
    const manifest = await readManifest(generationDirectory(indexDir, current));
    const sameRules =
      manifest.model === embedder.id &&
      manifest.chunking === CHUNKING_VERSION &&
      manifest.analysis === ANALYSIS_VERSION &&
      manifest.centring === centringHash(centring);
    const index = await openSearchIndex(indexDir, "employee", manifest.model);
    try {
      const aliases = await readFile(join(generationDirectory(indexDir, current), ALIASES_FILE), "utf8");
      const { generation, chunkCount: chunks } = index;
      return { generation, chunks, documents: [...compared(index)], aliases, sameRules };
    } finally {
      index.close();
    }
  } catch (error) {
    if (error instanceof IndexUnavailableError) return null;
    throw error;
  }
}

function* compared(index: SearchIndex): Generator<ComparedDocument> {
  for (const { path } of index.documents()) {
    const document = index.document(path);
    if (document === undefined) continue;
    const { text: _, ...rest } = document;
    yield rest;
  }
}
