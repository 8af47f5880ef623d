import { once } from "node:events";
import { join } from "node:path";
import type { Assistant } from "../assistant/assistant.js";
import type { TelegramBot } from "../bot/create-bot.js";
import type { Config } from "../config.js";
import type { State } from "../conversations/state.js";
import { IndexUnavailableError } from "../errors.js";
import type { Logger } from "../logging.js";
import { listGenerations } from "../search-index/generation.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import { indexCorpus } from "./index-corpus.js";
import { indexOnChange } from "./index-on-change.js";
import { openEngine } from "./open-engine.js";
import { openIndexing } from "./open-indexing.js";

/** The command `start`: builds the index if there is none that can answer, then serves the web page and, with a token, Telegram. */
export async function runStart(config: Config<"start">, logger: Logger, signal: AbortSignal): Promise<ExitCode> {
  if ((await listGenerations(config.indexDir)).length === 0) {
    process.stderr.write("There is no index yet; it is built now.\n");
    await indexCorpus(config, { signal });
  }
  const { createWebServer } = await import("../web/create-web-server.js");
  const indexing = openIndexing(config, { givesWay: true });
  // Opened first: a wrong DATA_KEY ends the start before anything runs.
  const state = config.botToken === null ? null : await openTelegramState(config);
  let bot: TelegramBot | null = null;
  const assistant = await openAnyhow(config, logger, signal, () => bot?.keepHouse());
  // A model in a file has no host: questions go nowhere.
  const languageModel = (config.languageModel && new URL(config.languageModel.baseUrl).host) || null;
  const shared = { assistant, contact: config.contact, languageModel, logger };
  bot = state && (await createTelegramBot(config, state, { ...shared, indexing }));
  const web = createWebServer({
    ...shared,
    receiveUpdate: config.webhookUrl === null ? null : (bot?.receive ?? null),
    host: config.webHost,
    port: config.webPort,
    health() {
      const { generation, degraded } = assistant;
      return degraded === null ? { status: "ok", generation } : { status: "degraded", generation, reason: degraded };
    },
  });
  try {
    const { url } = await web.start();
    process.stdout.write(`Auskunft answers at ${url} (Ctrl-C stops it).\n`);
    logger.info({ generation: assistant.generation, telegram: config.botToken !== null }, "serving");
    if (config.indexWatch) void indexOnChange(config, indexing, logger, signal);
    if (bot === null) await stopOf(signal);
    else await serveTelegram(bot, signal);
  } finally {
    await web.stop();
    state?.close();
    await assistant.close();
  }
  logger.info({}, "stopped");
  return EXIT.done;
}

/** An index that nothing can be answered from is built anew, so that no supervisor restarts the program for ever. */
async function openAnyhow(
  config: Config<"start">,
  logger: Logger,
  signal: AbortSignal,
  onDegraded: () => void,
): Promise<Assistant> {
  try {
    return await openEngine(config, logger, { onDegraded });
  } catch (error) {
    if (!(error instanceof IndexUnavailableError)) throw error;
    process.stderr.write(`${error.message}\nThe index is built anew now.\n`);
    await indexCorpus(config, { signal });
    return openEngine(config, logger, { onDegraded });
  }
}

/** What both channels are made of. */
type Shared = Pick<
  Parameters<typeof import("../bot/create-bot.js")["createBot"]>[0],
  "assistant" | "contact" | "indexing" | "languageModel" | "logger"
>;

/** Opens what the bot remembers across restarts; to be closed after its end. */
async function openTelegramState({ dataDir, dataKey }: Config<"start">): Promise<State> {
  const { openState } = await import("../conversations/state.js");
  return openState({ directory: dataDir, key: dataKey });
}

/** Makes the bot; there is a token where there is a state. */
async function createTelegramBot(config: Config<"start">, state: State, shared: Shared): Promise<TelegramBot> {
  const { createBot } = await import("../bot/create-bot.js");
  const { adminIds, dataDir, dataKey, employeeIds, publicUrl, telegramApiRoot: apiRoot, webhookUrl } = config;
  return createBot({
    ...{ ...shared, state, apiRoot, webhookUrl, adminIds, employeeIds, publicUrl },
    token: config.botToken ?? "",
    corpus: { citizen: config.corpusDir, employee: config.internalCorpusDir },
    journalFile: join(dataDir, "updates.journal"),
    encrypted: dataKey !== null,
    writesAnswers: config.languageModel !== null,
  });
}

/** Ends when the signal is aborted and every question that was being answered has its answer. */
async function serveTelegram(bot: TelegramBot, signal: AbortSignal): Promise<void> {
  signal.addEventListener("abort", () => void bot.stop(), { once: true });
  if (!signal.aborted) await bot.start();
}

async function stopOf(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}
