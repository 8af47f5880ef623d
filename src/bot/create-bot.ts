import { BotError } from "grammy";
import type { Update } from "grammy/types";
import type { Assistant } from "../assistant/assistant.js";
import { createSuggestions } from "../assistant/suggest-questions.js";
import { createRecentQuestions } from "../conversations/recent-questions.js";
import type { State } from "../conversations/state.js";
import type { Audience } from "../documents/document.js";
import type { IndexingService } from "../indexing/indexing-service.js";
import { type AccessLists, createAccess } from "./access.js";
import { apologise } from "./apologise.js";
import type { BotLogger } from "./bot-logger.js";
import type { BotServices } from "./bot-services.js";
import { type BotTiming, DEFAULT_BOT_TIMING } from "./bot-timing.js";
import { COMMANDS } from "./commands/index.js";
import { describeError } from "./describe-error.js";
import { createDocumentDesk, readSafely } from "./document-desk.js";
import { downloadFile } from "./download-file.js";
import { createIndexJob } from "./index-job.js";
import { createIndexedFiles } from "./indexed-files.js";
import { publishProfile } from "./publish-profile.js";
import { createQuestionLimit } from "./question-limit.js";
import { HANDLED_UPDATES, routeUpdates } from "./route-updates.js";
import { sendDigests } from "./send-digests.js";
import { createTelegramClient, telegramSignal } from "./telegram-client.js";
import { tellDamage } from "./tell-damage.js";
import { createTraffic } from "./traffic.js";
import { createConnection } from "./updates/create-connection.js";
import { pollUpdates } from "./updates/poll-updates.js";
import { createWebhookReceiver, serveWebhook, type WebhookReceiver } from "./updates/receive-webhook.js";
import { createUpdateIntake } from "./updates/update-intake.js";
import { openUpdateJournal } from "./updates/update-journal.js";

/** What the bot is made of. */
export interface TelegramBotOptions extends AccessLists {
  readonly token: string;
  /** Address of the Bot API server, without the token. Default: null, Telegram's own. */
  readonly apiRoot?: string | null;
  /** Address that Telegram brings updates to instead of being asked for them. Default: null. */
  readonly webhookUrl?: string | null;
  readonly assistant: Assistant;
  /** What is remembered across restarts; stays open when the bot stops. */
  readonly state: State;
  /** Whether it is encrypted, for /privacy. */
  readonly encrypted: boolean;
  /** File that says which updates were begun and handled; null keeps that in memory. */
  readonly journalFile: string | null;
  /** Manages the index for administrators. */
  readonly indexing: IndexingService;
  /** Folder of the documents of each audience, for sending files; null where there are none. */
  readonly corpus: Readonly<Record<Audience, string | null>>;
  readonly logger: BotLogger;
  /** Whom to ask when the documents have no answer; shown in refusals, /help and /privacy. */
  readonly contact: string | null;
  /** Address of the web page that answers the same questions and shows the sources; null where there is none. */
  readonly publicUrl: string | null;
  /** Host of the language model that questions go to, for /privacy; null where none does. */
  readonly languageModel: string | null;
  /** Whether a language model words answers, wherever it runs; it does not while too many wait. */
  readonly writesAnswers: boolean;
  /** Most questions answered at a time, 1 or more; those of one chat are answered in order. Default: 8. */
  readonly concurrency?: number;
  /** Default: {@link DEFAULT_BOT_TIMING}. */
  readonly timing?: Partial<BotTiming>;
}

/** The Telegram channel. Answers by long polling, or by a webhook: run one program per token. */
export interface TelegramBot {
  /**
   * Connects and answers until the bot is stopped. To be called once.
   *
   * @returns Resolves when the bot has been stopped.
   * @throws {ConfigurationError} Telegram does not accept the token.
   * @throws {AuskunftError} Another program uses the same token.
   */
  start(): Promise<void>;
  /** Takes an update that Telegram brings; 503 while the bot does not run or has no webhook. */
  readonly receive: WebhookReceiver;
  /**
   * Does what is due: removes old data, tells administrators of a damaged index, sends digests. The bot does so by itself
   * at its start and every hour; call it when the assistant has become degraded.
   */
  keepHouse(): void;
  /** Takes no more questions, finishes those being answered, confirms them to Telegram, and ends. Never throws. */
  stop(): Promise<void>;
}

/** How often it is looked for what has been kept long enough, and for who wants a digest. */
const HOUSEKEEPING_MILLISECONDS = 60 * 60_000;

/** Makes the bot; nothing is sent before it is started. */
export function createBot(options: TelegramBotOptions): TelegramBot {
  const { assistant, logger, state, concurrency = 8, apiRoot = null, token, webhookUrl = null } = options;
  const { contact, corpus, indexing, encrypted, languageModel, publicUrl, writesAnswers } = options;
  const timing = { ...DEFAULT_BOT_TIMING, ...options.timing };
  const bot = createTelegramClient({ token, apiRoot, ...timing });
  const { api } = bot;
  const stopping = new AbortController();
  const interrupt = new AbortController();
  let running: Promise<void> | undefined;
  let receive: WebhookReceiver | undefined;
  let keepHouse = () => {};

  async function run(): Promise<void> {
    const stop = stopping.signal;
    const call = createConnection({ api, logger, timing, signal: stop });
    const me = await call(() => api.getMe(telegramSignal(stop)));
    if (webhookUrl === null) await call(() => api.deleteWebhook({}, telegramSignal(stop)));
    bot.botInfo = me;
    const journal = await openUpdateJournal(options.journalFile);
    const job = createIndexJob(indexing);
    const services: BotServices = {
      ...{ assistant, state, api, logger, timing, me, contact, corpus, encrypted, languageModel, publicUrl },
      writesAnswers,
      access: createAccess(options, state.roles),
      suggest: createSuggestions(assistant),
      recent: createRecentQuestions(),
      limit: createQuestionLimit(),
      traffic: createTraffic(),
      maintenance: { paused: false },
      ...{ indexing, job, desk: createDocumentDesk(corpus), files: createIndexedFiles(corpus, readSafely) },
      download: (fileId) => downloadFile(fileId, { api, apiRoot, token, signal: interrupt.signal }),
      commands: COMMANDS,
      waiting: () => intake.waiting,
      signal: interrupt.signal,
    };
    const intake = createUpdateIntake({
      ...{ logger, journal, concurrency },
      handle: (update) => bot.handleUpdate(update).catch(rethrowCause),
      apologise: (update: Update) => apologise(update, services),
      interrupt: interrupt.signal,
    });
    bot.use(routeUpdates(services));
    logger.info({ username: me.username }, "Telegram bot started");
    const profile = publishProfile(api, COMMANDS, logger, stop, services.access.admins());
    const doWhatIsDue = async () => {
      state.purge();
      await tellDamage(services);
      await sendDigests(services);
    };
    let house: Promise<unknown> = Promise.resolve();
    keepHouse = () => {
      const done = doWhatIsDue().catch((error: unknown) => {
        logger.error({ error: describeError(error) }, "old data could not be purged, or administrators not written to");
      });
      house = Promise.all([house, done]);
    };
    keepHouse();
    const housekeeping = setInterval(keepHouse, HOUSEKEEPING_MILLISECONDS);
    const finish = async () => {
      const timer = setTimeout(() => interrupt.abort(), timing.stopMilliseconds);
      clearInterval(housekeeping);
      keepHouse = () => {};
      await intake.close();
      await job.close();
      await house;
      clearTimeout(timer);
      await journal.close();
    };
    const kinds = HANDLED_UPDATES;
    if (webhookUrl === null) await pollUpdates({ api, logger, timing, call, kinds, intake, stop, finish });
    else {
      receive = createWebhookReceiver(token, intake);
      await serveWebhook({ api, url: webhookUrl, token, call, kinds, stop, finish });
    }
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
    keepHouse: () => keepHouse(),
    receive: async (request) => receive?.(request) ?? new Response(null, { status: 503 }),
    async stop() {
      stopping.abort();
      await running?.catch(() => {});
    },
  };
}

/** grammY wraps what a handler throws together with the whole update. */
function rethrowCause(error: unknown): never {
  throw error instanceof BotError ? error.error : error;
}
