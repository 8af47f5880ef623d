import { setTimeout as delay } from "node:timers/promises";
import { type Api, GrammyError, HttpError } from "grammy";
import type { BotLogger } from "./bot-logger.js";
import { type BotTiming, retryDelay } from "./bot-timing.js";
import { describeError } from "./describe-error.js";
import type { FormattedText } from "./formatted-text.js";
import { telegramSignal } from "./telegram-client.js";

/** Where messages go. */
export interface Destination {
  readonly chatId: number;
  readonly threadId: number | null;
  /** Message that the first one replies to; null for none. */
  readonly replyTo: number | null;
  /** Telegram's programs then neither forward nor copy the messages. */
  readonly protect: boolean;
}

/** `unreachable`: the person blocked the bot or the chat is gone. `refused`: Telegram will not take the message. */
export type DeliveryOutcome = "sent" | "unreachable" | "refused";

/** What a delivery works with. */
export interface DeliveryOptions {
  readonly api: Api;
  readonly logger: BotLogger;
  readonly timing: BotTiming;
  /** Ends waiting and sending; `deliver` then throws its reason. */
  readonly signal: AbortSignal;
}

// While the network is down nothing else can be done anyway. An error of Telegram's may concern this one message only,
// and must not keep the updates behind it waiting for long.
const NETWORK_MILLISECONDS = 60 * 60_000;
const SERVER_MILLISECONDS = 5 * 60_000;

/**
 * Sends messages in order, and goes on until they are sent or cannot be.
 *
 * Waits as long as Telegram asks, repeats after network and server errors (a message may then arrive twice, as the
 * Bot API cannot tell), follows a group that became a supergroup, and drops formats or a vanished topic rather than
 * the text.
 *
 * @throws The reason of `signal` once it is aborted; what was sent until then stays sent.
 */
export async function deliver(
  destination: Destination,
  messages: readonly FormattedText[],
  options: DeliveryOptions,
): Promise<DeliveryOutcome> {
  let to = destination;
  for (const message of messages) {
    const sent = await sendOne(to, message, options);
    if (sent.outcome !== "sent") return sent.outcome;
    to = { ...sent.to, replyTo: null };
  }
  return "sent";
}

async function sendOne(
  destination: Destination,
  message: FormattedText,
  options: DeliveryOptions,
): Promise<{ outcome: DeliveryOutcome; to: Destination }> {
  const { api, logger, timing, signal } = options;
  const start = performance.now();
  let to = destination;
  let entities = message.entities;
  for (let failures = 1; ; failures++) {
    try {
      await api.sendMessage(to.chatId, message.text, sendOptions(to, entities), telegramSignal(signal));
      return { outcome: "sent", to };
    } catch (error) {
      signal.throwIfAborted();
      const remedy = chooseRemedy(error, to, entities.length > 0);
      const tired = performance.now() - start > remedy.forMilliseconds;
      if (remedy.outcome !== null || tired) {
        const outcome = remedy.outcome ?? "refused";
        if (outcome === "refused") logger.error({ error: describeError(error) }, "a message could not be delivered");
        return { outcome, to };
      }
      logger.warn({ error: describeError(error), failures }, "sending a message is tried again");
      to = remedy.to;
      if (!remedy.keepsEntities) entities = [];
      const wait = remedy.waitMilliseconds ?? retryDelay(failures, timing.retryMilliseconds);
      await delay(wait, undefined, { signal });
    }
  }
}

function sendOptions(to: Destination, entities: FormattedText["entities"]) {
  return {
    link_preview_options: { is_disabled: true },
    ...(entities.length > 0 && { entities: [...entities] }),
    ...(to.threadId !== null && { message_thread_id: to.threadId }),
    ...(to.protect && { protect_content: true }),
    ...(to.replyTo !== null && { reply_parameters: { message_id: to.replyTo, allow_sending_without_reply: true } }),
  };
}

interface Remedy {
  /** null: try again. */
  readonly outcome: DeliveryOutcome | null;
  readonly to: Destination;
  readonly keepsEntities: boolean;
  /** null: the usual delay after an error. */
  readonly waitMilliseconds: number | null;
  /** How long after the first attempt this remedy is still tried. */
  readonly forMilliseconds: number;
}

function chooseRemedy(error: unknown, to: Destination, hasEntities: boolean): Remedy {
  const again: Remedy = {
    outcome: null,
    to,
    keepsEntities: true,
    waitMilliseconds: null,
    forMilliseconds: NETWORK_MILLISECONDS,
  };
  const atOnce: Remedy = { ...again, waitMilliseconds: 0 };
  if (error instanceof HttpError) return again;
  if (!(error instanceof GrammyError)) throw error;
  const { error_code, description, parameters } = error;
  if (error_code === 403) return { ...again, outcome: "unreachable" };
  if (error_code === 429) return { ...again, waitMilliseconds: 1000 * (parameters.retry_after ?? 1) };
  if (error_code >= 500) return { ...again, forMilliseconds: SERVER_MILLISECONDS };
  if (parameters.migrate_to_chat_id !== undefined) {
    return { ...atOnce, to: { ...to, chatId: parameters.migrate_to_chat_id } };
  }
  if (/chat not found/i.test(description)) return { ...again, outcome: "unreachable" };
  if (to.threadId !== null && /thread not found/i.test(description))
    return { ...atOnce, to: { ...to, threadId: null } };
  if (hasEntities) return { ...atOnce, keepsEntities: false };
  return { ...again, outcome: "refused" };
}
