import { setTimeout as delay } from "node:timers/promises";
import { type Api, GrammyError } from "grammy";
import { AuskunftError, ConfigurationError } from "../../errors.js";
import type { BotLogger } from "../bot-logger.js";
import { type BotTiming, retryDelay } from "../bot-timing.js";
import { describeError } from "../describe-error.js";

/** What a connection works with. */
export interface ConnectionOptions {
  readonly api: Api;
  readonly logger: BotLogger;
  readonly timing: BotTiming;
  /** Ends calls and waiting. */
  readonly signal: AbortSignal;
}

/**
 * Calls Telegram until it answers.
 *
 * The returned function repeats a call after network errors, errors of the server and "too many requests".
 *
 * @throws {ConfigurationError} Telegram does not know the token.
 * @throws {AuskunftError} Another program has been fetching the same updates for `timing.conflictMilliseconds`.
 * The errors carry no cause, because grammY's hold the token.
 */
export function createConnection({ api, logger, timing, signal }: ConnectionOptions) {
  let conflictSince: number | undefined;
  let lastConflict = Number.NEGATIVE_INFINITY;

  /** Two programs take turns at winning, so a success in between does not end the conflict; only a quiet time does. */
  function checkConflict(): void {
    const now = performance.now();
    if (conflictSince === undefined || now - lastConflict > 2 * timing.conflictMilliseconds) conflictSince = now;
    lastConflict = now;
    if (now - conflictSince < timing.conflictMilliseconds) return;
    throw new AuskunftError(
      "Another program fetches updates with the same BOT_TOKEN. Stop it, or make a bot of its own for each with @BotFather.",
    );
  }

  async function remedy(error: unknown, failures: number): Promise<void> {
    const code = error instanceof GrammyError ? error.error_code : undefined;
    if (code === 401 || code === 404) {
      throw new ConfigurationError(
        "Telegram does not accept BOT_TOKEN. Copy the token that @BotFather shows for the bot.",
      );
    }
    logger.warn({ error: describeError(error), failures }, "Telegram cannot be reached, trying again");
    if (error instanceof GrammyError && code === 409) {
      if (/webhook/i.test(error.description)) await api.deleteWebhook().catch(() => {});
      checkConflict();
    }
    const retryAfter = error instanceof GrammyError ? error.parameters.retry_after : undefined;
    const wait = retryAfter === undefined ? retryDelay(failures, timing.retryMilliseconds) : 1000 * retryAfter;
    await delay(wait, undefined, { signal });
  }

  return async function call<T>(attempt: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures++) {
      signal.throwIfAborted();
      try {
        return await attempt();
      } catch (error) {
        signal.throwIfAborted();
        await remedy(error, failures);
      }
    }
  };
}
