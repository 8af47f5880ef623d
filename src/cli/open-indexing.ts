import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { type Config, packageDirectory } from "../config.js";
import { forkModule } from "../fork-module.js";
import { createIndexingService } from "../indexing/create-indexing-service.js";
import type { IndexingService } from "../indexing/indexing-service.js";
import type { IndexingSettings } from "./indexing-process.js";

/** Golden questions that come with the program, about its own corpus. */
export const GOLDEN_QUESTIONS_FILE = join(packageDirectory, "test/eval/questions.json");

/** Most memory of JavaScript objects in the indexing process, in MiB; vectors lie outside of it. */
const HEAP_LIMIT = 2048;

/** Niceness of a process that builds while others ask. */
const GIVING_WAY = 10;

/**
 * The service that builds and keeps the index of a configuration.
 *
 * @param options.givesWay Questions are answered at the same time and go first. Default: false.
 */
export function openIndexing(
  config: Config<"index">,
  { givesWay = false }: { readonly givesWay?: boolean } = {},
): IndexingService {
  const { corpusDir, internalCorpusDir, indexDir, modelDir, embeddingModel } = config;
  const own = existsSync(GOLDEN_QUESTIONS_FILE) ? GOLDEN_QUESTIONS_FILE : null;
  const settings: IndexingSettings = {
    ...{ corpusDir, internalCorpusDir, indexDir, modelDir, embeddingModel },
    goldenQuestions: config.goldenQuestions ?? own,
  };
  return createIndexingService({ indexDir, settings, startProcess: () => startProcess(givesWay) });
}

function startProcess(givesWay: boolean): ChildProcess {
  const execArgv = [`--max-old-space-size=${HEAP_LIMIT}`];
  const child = forkModule(import.meta.url, "indexing-process", { execArgv });
  if (givesWay && child.pid !== undefined) setPriority(child.pid, GIVING_WAY);
  return child;
}
