import type { ChildProcess } from "node:child_process";
import type { Assistant } from "../assistant/assistant.js";
import { createEngineAssistant } from "../assistant/engine-assistant.js";
import type { Config } from "../config.js";
import { createConversationMemory } from "../conversations/conversation-memory.js";
import { forkModule } from "../fork-module.js";
import type { Logger } from "../logging.js";
import type { EngineSettings } from "./engine-process.js";

/**
 * Opens the assistant of a configuration in a process of its own, for channels that must stay responsive.
 *
 * @param on.onDegraded Called when answers have begun to come from another index than the newest, or no longer do.
 * @param on.onStart Given each process.
 */
export function openEngine(
  config: Config<"start">,
  logger: Logger,
  on: { readonly onDegraded?: () => void; readonly onStart?: (process: ChildProcess) => void } = {},
): Promise<Assistant> {
  const { indexDir, modelDir, embeddingModel, logLevel, languageModel, contact } = config;
  const settings: EngineSettings = { indexDir, modelDir, embeddingModel, logLevel, languageModel, contact };
  return createEngineAssistant({
    startProcess() {
      const child = forkModule(import.meta.url, "engine-process");
      logger.debug({ pid: child.pid }, "the answering process is started");
      on.onStart?.(child);
      return child;
    },
    settings,
    memory: createConversationMemory(),
    onDegraded(reason) {
      if (reason === null) logger.info({}, "answers come from the newest index again");
      else logger.error({ reason }, "answers may fail or be older than the corpus");
      on.onDegraded?.();
    },
    onRestart: (how) => logger.error({ how }, "the answering process ended and is started again"),
  });
}
