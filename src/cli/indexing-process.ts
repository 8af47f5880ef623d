import type { Config } from "../config.js";
import { toPlainError } from "../errors.js";
import { compareAnswers } from "../evaluation/compare-answers.js";
import { readGoldenQuestions } from "../evaluation/golden-questions.js";
import { buildIndex, type IndexingOptions, type IndexProgress, planCorpus } from "../indexing/build-index.js";
import type { IndexingMessage, IndexingRequest } from "../indexing/run-indexing-process.js";
import { calibrationFor, embedderOptions, openEmbedder, openReader, passageCentring } from "./open-assistant.js";

/** What the process is told of the configuration. */
export interface IndexingSettings
  extends Pick<Config<"index">, "corpusDir" | "internalCorpusDir" | "indexDir" | "modelDir" | "embeddingModel"> {
  /** File of questions that a new generation must not answer worse than the serving one; null for none. */
  readonly goldenQuestions: string | null;
}

/** Least time between two messages on how far the work is, in milliseconds. */
const TELLING_INTERVAL = 50;

const stopping = new AbortController();

async function work(request: Exclude<IndexingRequest<IndexingSettings>, { type: "cancel" }>): Promise<IndexingMessage> {
  const { settings } = request;
  const { corpusDir, internalCorpusDir, indexDir, goldenQuestions } = settings;
  const golden = goldenQuestions === null ? null : await readGoldenQuestions(goldenQuestions);
  const embedder = await openEmbedder(settings);
  const calibration = calibrationFor(embedder.id);
  const { signal } = stopping;
  const options: IndexingOptions = {
    folders: [
      { directory: corpusDir, audience: "citizen" },
      ...(internalCorpusDir === null ? [] : [{ directory: internalCorpusDir, audience: "employee" as const }]),
    ],
    indexDir,
    embedder,
    openPool: async () => {
      const { createEmbeddingPool } = await import("../embeddings/embedding-pool.js");
      return createEmbeddingPool(embedderOptions(settings));
    },
    centring: passageCentring(calibration, embedder.dimension),
    force: request.force,
    compareAnswers:
      golden === null
        ? undefined
        : (next, serving, onProgress) =>
            compareAnswers(next, serving, {
              ...{ questions: golden.questions, embedder, calibration, onProgress, signal },
              openReader: () => openReader(embedder),
            }),
    onPlan: (plan) => tell({ type: "plan", plan }),
    onProgress: createProgressTeller(),
    signal,
  };
  if (request.type === "plan") return { type: "planned", plan: await planCorpus(options) };
  return { type: "built", report: await buildIndex(options) };
}

/** Tells the first and the last of each stage and no more of it than can be seen: a message costs more than many a file. */
function createProgressTeller(): (progress: IndexProgress) => void {
  let told = 0;
  return (progress) => {
    const isEnd = progress.done === 0 || progress.done === progress.total;
    if (!isEnd && performance.now() - told < TELLING_INTERVAL) return;
    told = performance.now();
    tell({ type: "progress", progress });
  };
}

function tell(message: IndexingMessage): void {
  process.send?.(message);
}

process.on("message", async (request: IndexingRequest<IndexingSettings>) => {
  if (request.type === "cancel") return stopping.abort(new Error("cancelled"));
  const last = await work(request).catch((error): IndexingMessage => ({ type: "failed", error: toPlainError(error) }));
  tell(last);
});
// Ctrl-C reaches the whole group of processes; the parent decides what becomes of the work.
for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => {});
process.on("disconnect", () => process.exit());
