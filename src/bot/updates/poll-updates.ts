import { setTimeout as delay } from "node:timers/promises";
import type { Api } from "grammy";
import type { Update } from "grammy/types";
import type { BotLogger } from "../bot-logger.js";
import type { BotTiming } from "../bot-timing.js";
import { describeError } from "../describe-error.js";
import { telegramSignal } from "../telegram-client.js";
import type { createConnection } from "./create-connection.js";
import type { UpdateIntake } from "./update-intake.js";
import { createUpdateWindow } from "./update-window.js";

/** What polling works with. */
export interface PollingOptions {
  readonly api: Api;
  readonly logger: BotLogger;
  readonly timing: BotTiming;
  readonly call: ReturnType<typeof createConnection>;
  /** The kinds of update to ask for. */
  readonly kinds: readonly Exclude<keyof Update, "update_id">[];
  readonly intake: UpdateIntake;
  /** Ends fetching; what runs is finished. */
  readonly stop: AbortSignal;
  /** Waits for what runs, and interrupts it when it takes too long. */
  readonly finish: () => Promise<void>;
}

const BATCH = 100;
const CONFIRM_MILLISECONDS = 5_000;

/**
 * Fetches updates and has them handled; an update is confirmed to Telegram only after it was handled.
 *
 * What was fetched but not handled when the program ends, in whatever way, is delivered again to the next one.
 *
 * @returns Resolves after a stop, when everything that ran has ended and is confirmed.
 * @throws What `call` throws, after everything that ran has ended.
 */
export async function pollUpdates(options: PollingOptions): Promise<void> {
  const { api, logger, timing, call, intake, stop } = options;
  const window = createUpdateWindow();
  let ended = nextEvent();

  async function fetchUpdates(): Promise<void> {
    const { offset } = window;
    const request = {
      limit: BATCH,
      timeout: timing.pollSeconds,
      allowed_updates: options.kinds,
      ...(offset !== undefined && { offset }),
    };
    const updates = await call(() => api.getUpdates(request, telegramSignal(stop)));
    if (updates.length === 0) window.settle();
    const fresh = updates.filter(({ update_id }) => window.take(update_id));
    for (const update of fresh) void take(update);
    // While something runs, Telegram repeats it at once instead of waiting for news.
    if (fresh.length === 0 && window.unfinished > 0) {
      await Promise.race([ended.promise, delay(timing.repeatedPollMilliseconds, undefined, { signal: stop })]);
    }
  }

  async function take(update: Update): Promise<void> {
    if (!(await intake.take(update))) return;
    window.finish(update.update_id);
    const { happened } = ended;
    ended = nextEvent();
    happened();
  }

  try {
    while (!stop.aborted) await fetchUpdates();
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    await options.finish();
  }
  const { offset } = window;
  if (offset !== undefined) await confirm(api, offset, logger);
}

function nextEvent(): { readonly promise: Promise<void>; readonly happened: () => void } {
  let happened: () => void = () => {};
  const promise = new Promise<void>((resolve) => {
    happened = resolve;
  });
  return { promise, happened };
}

async function confirm(api: Api, offset: number, logger: BotLogger): Promise<void> {
  const limit = AbortSignal.timeout(CONFIRM_MILLISECONDS);
  await api.getUpdates({ offset, limit: 1, timeout: 0 }, telegramSignal(limit)).catch((error: unknown) => {
    logger.warn({ error: describeError(error) }, "handled updates are not confirmed and may be answered again");
  });
}
