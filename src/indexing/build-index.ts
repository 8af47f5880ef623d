import { rm } from "node:fs/promises";
import { join } from "node:path";
import { sentencePassages } from "../chunks/passage-texts.js";
import type { Audience } from "../documents/document.js";
import type { Embedder } from "../embeddings/embedder.js";
import { openEmbeddingCache } from "../embeddings/embedding-cache.js";
import type { EmbeddingPool } from "../embeddings/embedding-pool.js";
import { ConfigurationError, IndexUnavailableError, type PublicationRefusedError } from "../errors.js";
import { asOnlyWriter } from "../search-index/index-lock.js";
import { publishGeneration, removeOtherGenerations } from "../search-index/publish-generation.js";
import { openSearchIndex, type SearchIndex } from "../search-index/search-index.js";
import type { VectorStoreChoice } from "./choose-vector-store.js";
import { chunkDocuments, textsToEmbed } from "./chunk-documents.js";
import { embedPassages } from "./embed-passages.js";
import { isForgotten, leaveOutForgotten, readForgotten, writeForgotten } from "./forgotten-documents.js";
import { type AnswerComparison, answersProblem, vanishedProblem } from "./may-publish.js";
import { type IndexPlan, isUpToDate, planIndex } from "./plan-index.js";
import { readAliases } from "./read-aliases.js";
import { type CorpusFolder, readCorpus } from "./read-corpus.js";
import { readServing } from "./read-serving.js";
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
  const { plan, serving } = await compareCorpus(options, await readFolders(options));
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
  const read = await readFolders(options);
  const publish = async () => {
    const compared = await compareCorpus(options, read);
    try {
      options.onPlan?.(compared.plan);
      if (compared.corpus.documents.length > 0) return await publishCorpus(options, compared, force);
    } finally {
      compared.serving?.close();
    }
    const names = folders.map(({ directory }) => directory).join(" and ");
    throw new ConfigurationError({
      de: "Bei den Unterlagen liegt kein Dokument, das sich lesen lässt. Bitte legen Sie welche ab, zum Beispiel .md-, .pdf- oder .docx-Dateien.",
      en: `${names} holds no document that can be read. Put documents there, such as .md, .pdf or .docx files.`,
    });
  };
  // For a corpus without documents not even the folder is made.
  return read.corpus.documents.length === 0 ? publish() : asOnlyWriter(indexDir, publish);
}

/** Everything that the folders hold. */
async function readFolders({ folders, onProgress, signal }: IndexingOptions) {
  const aliases = await readAliases(folders);
  const onFile = (done: number, total: number) => onProgress?.({ stage: "reading", done, total });
  return { aliases, corpus: await readCorpus(folders, onFile, signal) };
}

/** What was read, less what is to be forgotten, beside the serving generation. Both stay the same for an only writer. */
async function compareCorpus(options: IndexingOptions, read: Awaited<ReturnType<typeof readFolders>>) {
  const forgotten = await readForgotten(options.indexDir);
  const { corpus, remaining } = leaveOutForgotten(read.corpus, forgotten);
  const serving = await readServing(options);
  const plan = planIndex(corpus.documents, serving?.documents ?? [], corpus);
  return { aliases: read.aliases, corpus, serving, plan, forgotten, remaining };
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
  const chunked = chunkDocuments(corpus.documents, embedder, plan, serving);
  const chunks = chunked.reduce((sum, document) => sum + document.chunks.length, 0);
  const cache = openEmbeddingCache(cacheFile, embedder.id);
  try {
    const { vectors, computed } = await embedPassages(chunked.flatMap(textsToEmbed), {
      ...options,
      cache,
      onProgress: report("embedding"),
    });
    signal?.throwIfAborted();
    report("writing")(0, chunks);
    let vectorStore: VectorStoreChoice | null = null;
    let answers: AnswerComparison | null = null;
    const generation = await publishGeneration(
      indexDir,
      async (directory) => {
        const { description, choice } = await writeGeneration(directory, chunked, { ...options, vectors, aliases });
        vectorStore = choice;
        report("writing")(chunks, chunks);
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
    for (const { document, chunks, sentenceVectors } of chunked) {
      if (sentenceVectors === null) continue;
      for (const chunk of chunks) for (const text of sentencePassages(document, chunk)) cache.keep(text);
    }
    cache.removeUnused(isErasing);
    await erase();
    return {
      plan,
      generation,
      published: true,
      documents,
      chunks,
      embedded: computed,
      vectorStore,
      answers,
      overridden,
    };
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
