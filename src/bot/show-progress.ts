import type { Language } from "../language/language.js";
import { type BotServices, reply } from "./bot-services.js";
import { joinText } from "./formatted-text.js";
import type { IncomingMessage } from "./incoming-message.js";
import { PHRASES, type Phrases } from "./phrases.js";
import { telegramSignal } from "./telegram-client.js";

/** Shows in the chat how far an answer is that takes long. */
export interface Progress {
  show(stage: keyof Phrases["stage"]): void;
  /** Shows nothing more. @returns The messages that the answer is to be written over. */
  end(): Promise<readonly number[]>;
}

/**
 * Says after a second what is being done, and from then on whenever that changes, but no faster than Telegram allows.
 *
 * The answer is then written over this message. Where messages are replaced anyway, nothing is shown before.
 */
export function showProgress(
  message: IncomingMessage,
  language: Language,
  replaced: readonly number[],
  services: BotServices,
): Progress {
  const { api, signal, timing } = services;
  const interval = message.inGroup ? timing.groupEditMilliseconds : timing.editMilliseconds;
  let stage: keyof Phrases["stage"] = "searching";
  let shown: { readonly id: number; readonly stage: string } | undefined;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function write(): Promise<void> {
    const text = PHRASES[language].stage[stage];
    if (shown === undefined) {
      const { messageIds } = await reply(message, [joinText([text])], services);
      const [id] = messageIds;
      if (id !== undefined) shown = { id, stage };
    } else if (shown.stage !== stage) {
      // A courtesy: what goes wrong here is found out by the answer itself.
      await api.editMessageText(message.chatId, shown.id, text, {}, telegramSignal(signal)).catch(() => {});
      shown = { id: shown.id, stage };
    }
    plan(interval);
  }

  function plan(milliseconds: number): void {
    timer = setTimeout(() => {
      running = write().catch(() => {});
    }, milliseconds);
  }

  if (replaced.length === 0) plan(timing.progressMilliseconds);
  return {
    show(next) {
      stage = next;
    },
    async end() {
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
      return shown === undefined ? replaced : [shown.id];
    },
  };
}
