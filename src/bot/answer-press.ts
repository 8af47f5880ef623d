import { setTimeout as delay } from "node:timers/promises";
import type { CallbackQuery } from "grammy/types";
import type { BotServices } from "./bot-services.js";
import { BUTTON_ACTIONS } from "./buttons/index.js";
import { languageOf, readPress } from "./incoming-message.js";
import { PHRASES } from "./phrases.js";
import { telegramSignal } from "./telegram-client.js";
import { tellFailure } from "./tell-failure.js";

/**
 * A button that waits longer stops turning, although what it does goes on, and its note is lost; in milliseconds.
 * Telegram refuses a note that comes much later.
 */
const PATIENCE = 10_000;

/**
 * Does what a pressed button is for, with the role that whoever pressed it has at this moment, and tells Telegram that
 * the press has arrived. Buttons that are no longer known say so.
 */
export async function answerPress(query: CallbackQuery, services: BotServices): Promise<void> {
  const { access, api, signal, state } = services;
  const press = readPress(query, { access, readers: state.readers });
  const [key = "", ...args] = (query.data ?? "").split(":");
  const action = Object.hasOwn(BUTTON_ACTIONS, key) ? BUTTON_ACTIONS[key] : undefined;
  const acknowledge = async (text: string | null) => {
    const note = text === null ? {} : { text: text.slice(0, 200) };
    // Too late an answer is refused, and the button has stopped waiting by then.
    await api.answerCallbackQuery(query.id, note, telegramSignal(signal)).catch(() => {});
  };
  if (press === null || action === undefined) {
    const language = press?.language ?? languageOf(query.from.language_code);
    return acknowledge(PHRASES[language].oldButton);
  }
  const patience = new AbortController();
  await tellFailure(press, services, async () => {
    const running = action.run(press, args, services);
    try {
      const late = delay(PATIENCE, null, { signal: patience.signal }).catch(() => null);
      await acknowledge(await Promise.race([running.catch(() => null), late]));
      await running;
    } finally {
      patience.abort();
    }
  });
}
