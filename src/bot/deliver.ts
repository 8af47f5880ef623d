import { setTimeout as delay } from "node:timers/promises";
import type { Api } from "grammy";
import type { BotLogger } from "./bot-logger.js";
import { type BotTiming, retryDelay } from "./bot-timing.js";
import { chooseRemedy } from "./choose-remedy.js";
import { describeError } from "./describe-error.js";
import { type Buttons, inlineKeyboard, type OutgoingMessage } from "./outgoing-message.js";
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

/** How a delivery went. */
export interface Delivery {
  readonly outcome: DeliveryOutcome;
  /** Numbers of the messages that arrived, in order. */
  readonly messageIds: readonly number[];
}

/** What a delivery works with. */
export interface DeliveryOptions {
  readonly api: Api;
  readonly logger: BotLogger;
  readonly timing: BotTiming;
  /** Ends waiting and sending; `deliver` then throws its reason. */
  readonly signal: AbortSignal;
}

/**
 * Sends messages in order, and goes on until they are sent or cannot be.
 *
 * Waits as long as Telegram asks, repeats after network and server errors (a message may then arrive twice, as the
 * Bot API cannot tell), follows a group that became a supergroup, and drops formats, buttons or a vanished topic rather
 * than the text.
 *
 * @param replaced Earlier messages of the bot: the first messages are written over them, and those left are deleted.
 *   What cannot be written over, as it was deleted, is sent anew.
 * @throws The reason of `signal` once it is aborted; what was sent until then stays sent.
 */
export async function deliver(
  destination: Destination,
  messages: readonly OutgoingMessage[],
  options: DeliveryOptions,
  replaced: readonly number[] = [],
): Promise<Delivery> {
  let to = destination;
  const messageIds: number[] = [];
  for (const [i, message] of messages.entries()) {
    const sent = await deliverOne(to, message, options, replaced[i] ?? null);
    if (sent.outcome !== "sent") return { outcome: sent.outcome, messageIds };
    messageIds.push(sent.messageId);
    to = { ...sent.to, replyTo: null };
  }
  for (const left of replaced.slice(messages.length)) {
    await options.api.deleteMessage(to.chatId, left, telegramSignal(options.signal)).catch(() => {});
  }
  return { outcome: "sent", messageIds };
}

type SentOne =
  | { readonly outcome: "sent"; readonly to: Destination; readonly messageId: number }
  | { readonly outcome: Exclude<DeliveryOutcome, "sent"> };

async function deliverOne(
  destination: Destination,
  message: OutgoingMessage,
  options: DeliveryOptions,
  replaced: number | null,
): Promise<SentOne> {
  const { logger, timing, signal } = options;
  const start = performance.now();
  let attempt: Attempt = { to: destination, replaced, entities: message.entities, buttons: message.buttons ?? [] };
  for (let failures = 1; ; failures++) {
    try {
      const messageId = await send(attempt, message.text, options);
      return { outcome: "sent", to: attempt.to, messageId };
    } catch (error) {
      signal.throwIfAborted();
      const remedy = chooseRemedy(error, attempt);
      if (remedy.kind === "done") return { outcome: "sent", to: attempt.to, messageId: remedy.messageId };
      const tired = remedy.kind === "again" && performance.now() - start > remedy.forMilliseconds;
      if (remedy.kind === "give-up" || tired) {
        const outcome = remedy.kind === "give-up" ? remedy.outcome : "refused";
        if (outcome === "refused") logger.error({ error: describeError(error) }, "a message could not be delivered");
        return { outcome };
      }
      logger.warn({ error: describeError(error), failures }, "sending a message is tried again");
      attempt = remedy.attempt;
      const wait = remedy.waitMilliseconds ?? retryDelay(failures, timing.retryMilliseconds);
      await delay(wait, undefined, { signal });
    }
  }
}

/** One way to bring one message to its reader. */
export interface Attempt {
  readonly to: Destination;
  /** Message that is written over; null sends a new one. */
  readonly replaced: number | null;
  readonly entities: OutgoingMessage["entities"];
  readonly buttons: Buttons;
}

async function send(
  { to, replaced, entities, buttons }: Attempt,
  text: string,
  { api, signal }: DeliveryOptions,
): Promise<number> {
  const content = {
    link_preview_options: { is_disabled: true },
    ...(entities.length > 0 && { entities: [...entities] }),
    ...(buttons.length > 0 && { reply_markup: inlineKeyboard(buttons) }),
  };
  if (replaced !== null) {
    await api.editMessageText(to.chatId, replaced, text, content, telegramSignal(signal));
    return replaced;
  }
  const place = {
    ...(to.threadId !== null && { message_thread_id: to.threadId }),
    ...(to.protect && { protect_content: true }),
    ...(to.replyTo !== null && { reply_parameters: { message_id: to.replyTo, allow_sending_without_reply: true } }),
  };
  const sent = await api.sendMessage(to.chatId, text, { ...content, ...place }, telegramSignal(signal));
  return sent.message_id;
}
