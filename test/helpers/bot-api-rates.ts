import type { Refusal } from "./bot-api-limits.js";

/** How many messages, and how many edits, Telegram takes in a chat within a time; it refuses more until that has passed. */
export interface ChatRates {
  readonly private: Rate;
  readonly group: Rate;
}

interface Rate {
  readonly most: number;
  readonly milliseconds: number;
}

/** About one a second in a private chat, a burst allowed; 20 a minute in a group. */
export const TELEGRAM_RATES: ChatRates = {
  private: { most: 30, milliseconds: 30_000 },
  group: { most: 20, milliseconds: 60_000 },
};

const COUNTED = /^(?:send(?!ChatAction)|edit)/;

/** @returns What Telegram answers to a call that comes too soon after others of its chat; null for any other call. */
export function createRateLimit(rates: ChatRates) {
  const taken = new Map<string, readonly number[]>();
  return (method: string, chatId: unknown): Refusal | null => {
    if (typeof chatId !== "number" || !COUNTED.test(method)) return null;
    const { most, milliseconds } = chatId < 0 ? rates.group : rates.private;
    const key = `${method.startsWith("edit") ? "edit" : "send"} ${chatId}`;
    const now = Date.now();
    const recent = (taken.get(key) ?? []).filter((time) => now - time < milliseconds);
    const [oldest] = recent;
    if (oldest === undefined || recent.length < most) {
      taken.set(key, [...recent, now]);
      return null;
    }
    const retry_after = Math.max(1, Math.ceil((oldest + milliseconds - now) / 1000));
    return {
      error_code: 429,
      description: `Too Many Requests: retry after ${retry_after}`,
      parameters: { retry_after },
    };
  };
}
