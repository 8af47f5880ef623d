import { serveEngine } from "../assistant/serve-engine.js";
import type { Config } from "../config.js";
import { createLogger } from "../logging.js";
import { openAssistant } from "./open-assistant.js";

/** What the engine process is told of the configuration. */
export type EngineSettings = Pick<
  Config<"start">,
  "indexDir" | "modelDir" | "embeddingModel" | "logLevel" | "languageModel" | "contact"
>;

serveEngine<EngineSettings>(process, (settings, memory) => {
  const key = settings.languageModel?.apiKey;
  const secrets = typeof key === "string" ? [key] : [];
  const logger = createLogger({ level: settings.logLevel, pretty: process.stderr.isTTY, secrets });
  return openAssistant(settings, logger, { memory });
});
