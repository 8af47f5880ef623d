import { once } from "node:events";
import type { Config } from "../config.js";
import type { Logger } from "../logging.js";
import { readCurrent } from "../search-index/generation.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import { indexCorpus } from "./index-corpus.js";
import { openAssistant } from "./open-assistant.js";

/** The command `start`: builds the index if there is none, then serves the web page and, with a token, Telegram. */
export async function runStart(config: Config<"start">, logger: Logger, signal: AbortSignal): Promise<ExitCode> {
  if ((await readCurrent(config.indexDir)) === null) {
    process.stderr.write("There is no index yet; it is built now.\n");
    await indexCorpus(config, signal);
  }
  const { createWebServer } = await import("../web/create-web-server.js");
  const assistant = await openAssistant(config, logger);
  const languageModel = config.languageModel === null ? null : new URL(config.languageModel.baseUrl).host;
  const shared = { assistant, contact: config.contact, languageModel, logger };
  const web = createWebServer({
    ...shared,
    host: config.webHost,
    port: config.webPort,
    health: () => ({ status: "ok", generation: assistant.generation }),
  });
  try {
    const { url } = await web.start();
    process.stdout.write(`Auskunft answers at ${url} (Ctrl-C stops it).\n`);
    logger.info({ generation: assistant.generation, telegram: config.botToken !== null }, "serving");
    if (config.botToken === null) await stopOf(signal);
    else await serveTelegram(config, config.botToken, shared, signal);
  } finally {
    await web.stop();
    await assistant.close();
  }
  logger.info({}, "stopped");
  return EXIT.done;
}

/** What both channels are made of. */
type Shared = Pick<
  Parameters<typeof import("../bot/create-bot.js")["createBot"]>[0],
  "assistant" | "contact" | "languageModel" | "logger"
>;

/** Ends when the signal is aborted and every question that was being answered has its answer. */
async function serveTelegram(
  config: Config<"start">,
  token: string,
  shared: Shared,
  signal: AbortSignal,
): Promise<void> {
  const { createBot } = await import("../bot/create-bot.js");
  const { adminIds, employeeIds, publicUrl, telegramApiRoot: apiRoot } = config;
  const bot = createBot({ ...shared, token, apiRoot, adminIds, employeeIds, publicUrl });
  signal.addEventListener("abort", () => void bot.stop(), { once: true });
  if (!signal.aborted) await bot.start();
}

async function stopOf(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}
