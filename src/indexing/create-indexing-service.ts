import type { ChildProcess } from "node:child_process";
import { totalmem } from "node:os";
import { BusyError, type Words } from "../errors.js";
import { forgetDocument } from "./forget-document.js";
import { listIndex, rollBack } from "./generation-list.js";
import type { BuildOptions, IndexingService, IndexingStatus } from "./indexing-service.js";
import { runIndexingProcess } from "./run-indexing-process.js";

/** Half of the machine's memory, 4 GiB at most: the process that answers questions lives there as well. */
const MEMORY_LIMIT = Math.min(4 * 2 ** 30, totalmem() / 2);

const ALREADY_BUILT: Words = {
  de: "Es wird schon indexiert. Bitte warten Sie, bis das fertig ist.",
  en: "The index is being built already. Wait until it is done.",
};

/** What the service is made of. */
export interface IndexingServiceOptions<Settings> {
  readonly indexDir: string;
  /** What the process needs to know of the configuration; sent as it is. */
  readonly settings: Settings;
  /** Starts the indexing process, with a channel for messages. */
  readonly startProcess: () => ChildProcess;
}

/** Makes the service; nothing is started before it is asked for something. */
export function createIndexingService<Settings>(options: IndexingServiceOptions<Settings>): IndexingService {
  const { indexDir, settings, startProcess } = options;
  let running: IndexingStatus["running"] = null;

  const run = (type: "plan" | "build", { force = false, ...rest }: BuildOptions) => {
    rest.signal?.throwIfAborted();
    return runIndexingProcess(startProcess(), { type, settings, force }, { ...rest, memoryLimit: MEMORY_LIMIT });
  };

  return {
    async plan(planOptions = {}) {
      const message = await run("plan", planOptions);
      if (message.type !== "planned") throw new Error("the indexing process built in place of planning");
      return message.plan;
    },
    async build(buildOptions = {}) {
      if (running !== null) throw new BusyError(ALREADY_BUILT);
      running = { stage: "reading", done: 0, total: 0 };
      try {
        const message = await run("build", {
          ...buildOptions,
          onProgress(progress) {
            running = progress;
            buildOptions.onProgress?.(progress);
          },
        });
        if (message.type !== "built") throw new Error("the indexing process planned in place of building");
        return message.report;
      } finally {
        running = null;
      }
    },
    rollback: (generation) => rollBack(indexDir, generation),
    forget: (path) => forgetDocument(indexDir, path),
    list: () => listIndex(indexDir, false),
    verify: () => listIndex(indexDir, true),
    status: () => ({ running }),
  };
}
