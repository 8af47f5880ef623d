import { BotError } from "grammy";
import type { Assistant } from "../assistant/assistant.js";
import type { AccessLists } from "./access.js";
import type { BotLogger } from "./bot-logger.js";
import { type BotTiming, DEFAULT_BOT_TIMING } from "./bot-timing.js";
import { COMMANDS } from "./commands/index.js";
import { publishProfile } from "./publish-profile.js";
import { HANDLED_UPDATES, routeUpdates } from "./route-updates.js";
import { createTelegramClient, telegramSignal } from "./telegram-client.js";
import { createConnection } from "./updates/create-connection.js";
import { pollUpdates } from "./updates/poll-updates.js";

/** What the bot is made of. */
export interface TelegramBotOptions extends AccessLists {
  readonly token: string;
  /** Address of the Bot API server, without the token. Default: null, Telegram's own. */
  readonly apiRoot?: string | null;
  readonly assistant: Assistant;
  readonly logger: BotLogger;
  /** Whom to ask when the documents have no answer; shown in refusals, /help and /privacy. */
  readonly contact: string | null;
  /** Address of the web page that answers the same questions and shows the sources; null where there is none. */
  readonly publicUrl: string | null;
  /** Host of the language model that questions go to, for /privacy; null where none does. */
  readonly languageModel: string | null;
  /** Most questions answered at a time, 1 or more; those of one chat are answered in order. Default: 8. */
  readonly concurrency?: number;
  /** Default: {@link DEFAULT_BOT_TIMING}. */
  readonly timing?: Partial<BotTiming>;
}

/** The Telegram channel. Answers by long polling: run one program per token. */
export interface TelegramBot {
  /**
   * Connects and answers until the bot is stopped. To be called once.
   *
   * @returns Resolves when the bot has been stopped.
   * @throws {ConfigurationError} Telegram does not accept the token.
   * @throws {AuskunftError} Another program uses the same token.
   */
  start(): Promise<void>;
  /** Takes no more questions, finishes those being answered, confirms them to Telegram, and ends. Never throws. */
  stop(): Promise<void>;
}

/** Makes the bot; nothing is sent before it is started. */
export function createBot(options: TelegramBotOptions): TelegramBot {
  const { assistant, contact, languageModel, logger, publicUrl, concurrency = 8, apiRoot = null, token } = options;
  const timing = { ...DEFAULT_BOT_TIMING, ...options.timing };
  const bot = createTelegramClient({ token, apiRoot, pollSeconds: timing.pollSeconds });
  const { api } = bot;
  const stopping = new AbortController();
  const interrupt = new AbortController();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    const stop = stopping.signal;
    const call = createConnection({ api, logger, timing, signal: stop });
    const me = await call(() => api.getMe(telegramSignal(stop)));
    await call(() => api.deleteWebhook({}, telegramSignal(stop)));
    bot.botInfo = me;
    const { signal } = interrupt;
    const commands = COMMANDS;
    const services = { assistant, api, logger, timing, commands, me, contact, languageModel, publicUrl, signal };
    bot.use(routeUpdates(services, options));
    logger.info({ username: me.username }, "Telegram bot started");
    const profile = publishProfile(api, COMMANDS, logger, stop);
    const handle = (update: Parameters<typeof bot.handleUpdate>[0]) =>
      bot.handleUpdate(update).catch((error: unknown) => {
        throw error instanceof BotError ? error.error : error;
      });
    await pollUpdates({ api, logger, timing, call, kinds: HANDLED_UPDATES, concurrency, handle, stop, interrupt });
    await profile;
    logger.info({}, "Telegram bot stopped");
  }

  return {
    start() {
      running ??= run().catch((error: unknown) => {
        // A stop while connecting ends the start like any other.
        const stopped = stopping.signal.aborted;
        stopping.abort();
        if (!stopped) throw error;
      });
      return running;
    },
    async stop() {
      stopping.abort();
      await running?.catch(() => {});
    },
  };
}
