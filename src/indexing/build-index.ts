import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Audience } from "../documents/document.js";
import type { Embedder } from "../embeddings/embedder.js";
import { openEmbeddingCache } from "../embeddings/embedding-cache.js";
import type { EmbeddingPool } from "../embeddings/embedding-pool.js";
import { IndexUnavailableError, type PublicationRefusedError } from "../errors.js";
import { asOnlyWriter } from "../search-index/index-lock.js";
import { publishGeneration, removeOtherGenerations } from "../search-index/publish-generation.js";
import { openSearchIndex, type SearchIndex } from "../search-index/search-index.js";
import type { VectorStoreChoice } from "./choose-vector-store.js";
import { chunkDocuments, textsToEmbed } from "./chunk-documents.js";
import { embedPassages } from "./embed-passages.js";
import { isForgotten, leaveOutForgotten, readForgotten, writeForgotten } from "./forgotten-documents.js";
import { type AnswerComparison, answersProblem, emptyCorpusProblem, vanishedProblem } from "./may-publish.js";
import { type IndexPlan, isUpToDate, planIndex } from "./plan-index.js";
import { readAliases } from "./read-aliases.js";
import { type CorpusFolder, listFolders, readFiles } from "./read-corpus.js";
import { readServing } from "./read-serving.js";
import { tidyCache } from "./tidy-cache.js";
import { writeGeneration } from "./write-generation.js";

/** How far the work is; `done` of `total` files, passages or golden questions. */
export interface IndexProgress {
  readonly stage: "reading" | "embedding" | "writing" | "checking";
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

/** Told how many of all golden questions are settled. */
type Settled = (done: number, total: number) => void;

/** Where the documents come from, where the index goes, and what it takes to build it. */
export interface IndexingOptions {
  readonly folders: readonly CorpusFolder[];
  readonly indexDir: string;
  readonly embedder: Embedder;
  readonly openPool: () => Promise<EmbeddingPool>;
  readonly centring: PassageCentring;
  /** Publishes although many documents vanished or golden questions are answered worse. Default: false. */
  readonly force?: boolean | undefined;
  /** Asks both generations the golden questions. Default: nothing is asked. */
  readonly compareAnswers?:
    | ((next: SearchIndex, serving: SearchIndex, onProgress: Settled) => Promise<AnswerComparison>)
    | undefined;
  readonly onPlan?: ((plan: IndexPlan) => void) | undefined;
  readonly onProgress?: ((progress: IndexProgress) => void) | undefined;
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
  /** How vectors are searched; null where nothing was published. */
  readonly vectorStore: VectorStoreChoice | null;
  /** Null where there was nothing to compare. */
  readonly answers: AnswerComparison | null;
  /** What would have kept it from being published without `force`, one sentence each. */
  readonly overridden: readonly string[];
}

/**
 * Reads the corpus and tells what a build would change; changes nothing.
 *
 * @throws {ConfigurationError} A folder cannot be listed or lies in another one, or `aliases.yaml` is wrong.
 */
export async function planCorpus(options: IndexingOptions): Promise<IndexPlan> {
  const { plan, serving } = await compareCorpus(options, await listSources(options));
  serving?.close();
  return plan;
}

/**
 * The offline flow: corpus files, documents, chunks, embeddings, a new generation on disk.
 *
 * @throws {ConfigurationError} A folder cannot be listed or lies in another one, `aliases.yaml` is wrong, or the corpus
 *   holds no document that can be read.
 * @throws {BusyError} Another process changes this index.
 * @throws {PublicationRefusedError} The new generation would be worse than the serving one.
 */
export async function buildIndex(options: IndexingOptions): Promise<IndexReport> {
  const { folders, indexDir, force = false } = options;
  options.signal?.throwIfAborted();
  const sources = await listSources(options);
  const publish = async () => {
    const compared = await compareCorpus(options, sources);
    try {
      options.onPlan?.(compared.plan);
      if (compared.corpus.documents.length > 0) return await publishCorpus(options, compared, force);
    } finally {
      compared.serving?.close();
    }
    throw emptyCorpusProblem(folders.map(({ directory }) => directory));
  };
  // For an empty corpus not even the folder is made.
  return sources.listed.every(({ listing }) => listing.files.length === 0)
    ? publish()
    : asOnlyWriter(indexDir, publish);
}

/** Everything that the folders hold, yet to be read. */
async function listSources({ folders }: IndexingOptions) {
  return { aliases: await readAliases(folders), listed: await listFolders(folders) };
}

/** What is read, less what is to be forgotten, beside the serving generation, which stays the same for an only writer. */
async function compareCorpus(options: IndexingOptions, { aliases, listed }: Awaited<ReturnType<typeof listSources>>) {
  const { onProgress, signal } = options;
  const serving = await readServing(options);
  try {
    const onFile = (done: number, total: number) => onProgress?.({ stage: "reading", done, total });
    const read = await readFiles(listed, { known: serving?.read ?? new Map(), onFile, signal });
    const forgotten = await readForgotten(options.indexDir);
    const { corpus, remaining } = leaveOutForgotten(read, forgotten);
    const plan = planIndex(corpus.documents, serving?.documents ?? [], corpus);
    return { aliases, corpus, serving, plan, forgotten, remaining };
  } catch (error) {
    serving?.close();
    throw error;
  }
}

async function publishCorpus(
  options: IndexingOptions,
  { aliases, corpus, serving, plan, forgotten, remaining }: Awaited<ReturnType<typeof compareCorpus>>,
  force: boolean,
): Promise<IndexReport> {
  const { indexDir, embedder, signal } = options;
  const documents = corpus.documents.length;
  const cacheFile = join(indexDir, "embedding-cache.db");
  const isErasing = forgotten.some(({ erased }) => !erased);
  // What somebody wants to be forgotten is not kept for the questions that it answers.
  const compareAnswers = isErasing ? undefined : options.compareAnswers;
  const erase = async () => {
    if (isErasing) await removeOtherGenerations(indexDir);
    if (forgotten.length > 0) await writeForgotten(indexDir, remaining);
  };
  if (serving?.sameRules && serving.aliases === aliases && isUpToDate(plan)) {
    const { generation, chunks } = serving;
    if (isErasing) for (const end of ["", "-wal", "-shm"]) await rm(`${cacheFile}${end}`, { force: true });
    await erase();
    const nothing = { embedded: 0, vectorStore: null, answers: null, overridden: [] };
    return { plan, generation, published: false, documents, chunks, ...nothing };
  }
  const overridden: string[] = [];
  const refuse = (problem: PublicationRefusedError | null) => {
    if (problem === null) return;
    if (!force) throw problem;
    overridden.push(problem.message);
  };
  const removed = plan.removed.filter((path) => !isForgotten(forgotten, path));
  refuse(vanishedProblem(removed, serving?.documents ?? [], corpus.documents));

  const report = (stage: IndexProgress["stage"]) => (done: number, total: number) =>
    options.onProgress?.({ stage, done, total });
  const unchanged = new Set(plan.unchanged);
  const isStored = (path: string) => serving?.parts != null && unchanged.has(path);
  const chunked = chunkDocuments(corpus.documents, corpus.read, embedder, isStored);
  const texts = chunked.flatMap((document) =>
    document.chunks === null ? [] : textsToEmbed(document.document, document.chunks),
  );
  const cache = openEmbeddingCache(cacheFile, embedder.id);
  try {
    const { vectors, computed } = await embedPassages(texts, {
      ...options,
      cache,
      onProgress: report("embedding"),
    });
    signal?.throwIfAborted();
    report("writing")(0, documents);
    const written = { chunks: 0, sentences: 0 };
    let vectorStore: VectorStoreChoice | null = null;
    let answers: AnswerComparison | null = null;
    const generation = await publishGeneration(
      indexDir,
      async (directory) => {
        const content = { ...options, vectors, aliases, serving };
        const { description, choice } = await writeGeneration(directory, chunked, content);
        for (const part of [description.parts.public, description.parts.internal]) {
          written.chunks += part?.chunks ?? 0;
          written.sentences += part?.sentences ?? 0;
        }
        vectorStore = choice;
        report("writing")(documents, documents);
        return description;
      },
      {
        async examine(open) {
          if (compareAnswers !== undefined) {
            const compare = (next: SearchIndex, serving: SearchIndex) =>
              compareAnswers(next, serving, report("checking"));
            answers = await compareWithServing(options, open, compare);
          }
          if (answers !== null) refuse(answersProblem(answers));
          // Whoever cancels before this moment finds the serving index as it was.
          signal?.throwIfAborted();
        },
      },
    );
    tidyCache(cache, chunked, serving, { texts: written.chunks + written.sentences, erase: isErasing });
    await erase();
    const { chunks } = written;
    const done = { documents, chunks, embedded: computed, vectorStore, answers, overridden };
    return { plan, generation, published: true, ...done };
  } finally {
    cache.close();
  }
}

/** Null where nothing serves that questions could be asked of. */
async function compareWithServing(
  { indexDir, embedder }: IndexingOptions,
  open: (audience: Audience) => Promise<SearchIndex>,
  compare: (next: SearchIndex, serving: SearchIndex) => Promise<AnswerComparison>,
): Promise<AnswerComparison | null> {
  const serving = await openSearchIndex(indexDir, "citizen", embedder.id).catch((error: unknown) => {
    if (error instanceof IndexUnavailableError) return null;
    throw error;
  });
  if (serving === null) return null;
  try {
    const next = await open("citizen");
    try {
      return await compare(next, serving);
    } finally {
      next.close();
    }
  } finally {
    serving.close();
  }
}
