import { setTimeout as delay } from "node:timers/promises";
import type { CallbackQuery } from "grammy/types";
import { type BotServices, say } from "./bot-services.js";
import { BUTTON_ACTIONS } from "./buttons/index.js";
import { languageOf, readPress } from "./incoming-message.js";
import { PHRASES } from "./phrases.js";
import { telegramSignal } from "./telegram-client.js";
import { tellFailure } from "./tell-failure.js";

const LATE = Symbol("late");

/**
 * Does what a pressed button is for, with the role that whoever pressed it has at this moment, and tells Telegram that
 * the press has arrived. Buttons that are no longer known say so. In a private chat a note that comes too late for the
 * button is sent as a message.
 */
export async function answerPress(query: CallbackQuery, services: BotServices): Promise<void> {
  const { access, api, signal, state, timing } = services;
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
      const waited = delay<typeof LATE>(timing.pressMilliseconds, LATE, { signal: patience.signal });
      const first = await Promise.race([running.catch(() => null), waited.catch((): typeof LATE => LATE)]);
      await acknowledge(first === LATE ? null : first);
      const note = await running;
      if (first === LATE && note !== null && !press.inGroup) await say(press, note, services);
    } finally {
      patience.abort();
    }
  });
}
