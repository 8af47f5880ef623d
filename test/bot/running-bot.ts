import { onTestFinished } from "vitest";
import { createBot, type TelegramBotOptions } from "../../src/bot/create-bot.js";
import { openState } from "../../src/conversations/state.js";
import type { ChatRates } from "../helpers/bot-api-rates.js";
import { type BotApiServer, startBotApiServer } from "../helpers/bot-api-server.js";
import { createCannedAssistant, type Reply } from "./canned-assistant.js";
import { createIndexingDouble } from "./indexing-double.js";

const QUICK = { pollSeconds: 5, repeatedPollMilliseconds: 20, retryMilliseconds: 5, typingMilliseconds: 20 };

/** What is done where something takes long is done by the tests that are about it only, however busy the machine. */
const PATIENT = {
  progressMilliseconds: 3_600_000,
  suggestMilliseconds: 3_600_000,
  pressMilliseconds: 3_600_000,
};

export interface LogLine {
  readonly level: string;
  readonly details: object;
  readonly message: string;
}

/** A log that keeps its lines as pino would write them. */
export function createLog() {
  const lines: LogLine[] = [];
  const at = (level: string) => (details: object, message: string) => void lines.push({ level, details, message });
  return { lines: lines as readonly LogLine[], info: at("info"), warn: at("warn"), error: at("error") };
}

/** A server that plays Telegram until the end of the test. */
export async function playTelegram(rates?: ChatRates): Promise<BotApiServer> {
  const server = await startBotApiServer(rates);
  onTestFinished(() => server.close());
  return server;
}

/** A bot that runs against the server until the end of the test. */
export function runBot(server: BotApiServer, reply?: Reply, options: Partial<TelegramBotOptions> = {}) {
  const canned = createCannedAssistant(reply);
  const log = createLog();
  const state = options.state ?? openState({ directory: null, key: null });
  const bot = createBot({
    token: server.token,
    apiRoot: server.apiRoot,
    assistant: canned.assistant,
    logger: log,
    contact: null,
    adminIds: [],
    employeeIds: [],
    publicUrl: null,
    languageModel: null,
    writesAnswers: false,
    encrypted: false,
    indexing: createIndexingDouble().service,
    journalFile: null,
    corpus: { citizen: null, employee: null },
    ...options,
    state,
    timing: { ...QUICK, ...PATIENT, ...options.timing },
  });
  const ended = bot.start();
  ended.catch(() => {});
  onTestFinished(() => bot.stop());
  return { ...canned, bot, log, ended, state };
}
