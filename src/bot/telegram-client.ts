import { autoRetry } from "@grammyjs/auto-retry";
import { type Api, Bot, type Transformer } from "grammy";
import type { BotTiming } from "./bot-timing.js";

/** An AbortSignal as grammY's types want it: they describe the signal of another package, of the same shape. */
export function telegramSignal(signal: AbortSignal): NonNullable<Parameters<Api["getMe"]>[0]> {
  return signal as unknown as NonNullable<Parameters<Api["getMe"]>[0]>;
}

/** How to reach Telegram. */
export interface TelegramClientOptions extends Pick<BotTiming, "pollSeconds" | "replyMilliseconds"> {
  readonly token: string;
  /** Address of the Bot API server without the token; null is Telegram's own. */
  readonly apiRoot: string | null;
}

/**
 * A grammY bot that repeats what Telegram asks to repeat.
 *
 * Not for `getUpdates`, whose failures decide whether the bot is connected at all, and not for the "typing" sign,
 * which is worth nothing a moment later. Network errors are left to the caller: the plugin would repeat them without
 * end, with delays of up to an hour.
 */
export function createTelegramClient(options: TelegramClientOptions): Bot {
  const { token, apiRoot, pollSeconds, replyMilliseconds } = options;
  const bot = new Bot(token, {
    client: {
      ...(apiRoot !== null && { apiRoot: apiRoot.replace(/\/+$/, "") }),
      timeoutSeconds: pollSeconds + replyMilliseconds / 1000,
    },
  });
  const retry = autoRetry({
    maxRetryAttempts: 3,
    maxDelaySeconds: 30,
    rethrowHttpErrors: true,
    rethrowInternalServerErrors: false,
  });
  const retrySome: Transformer = (prev, method, payload, signal) =>
    method === "getUpdates" || method === "sendChatAction"
      ? prev(method, payload, signal)
      : retry(prev, method, payload, signal);
  bot.api.config.use(retrySome);
  return bot;
}
