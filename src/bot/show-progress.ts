import type { ProgressEvent } from "../assistant/assistant.js";
import type { Language } from "../language/language.js";
import { type BotServices, say } from "./bot-services.js";
import { joinText } from "./formatted-text.js";
import type { IncomingMessage } from "./incoming-message.js";
import { PHRASES } from "./phrases.js";
import { splitIntoMessages } from "./split-message.js";
import { telegramSignal } from "./telegram-client.js";

/** Shows in the chat how far an answer is that takes long. */
export interface Progress {
  show(event: ProgressEvent): void;
  /** Shows nothing more. @returns The messages that the answer is to be written over. */
  end(): Promise<readonly number[]>;
}

/**
 * Says after a second what is being done, and the sentences that stand already; from then on whenever that changes, but
 * no faster than Telegram allows.
 *
 * The answer is then written over this message. Where messages are replaced anyway, nothing is shown before.
 */
export function showProgress(
  message: IncomingMessage,
  language: Language,
  replaced: readonly number[],
  services: BotServices,
): Progress {
  const { api, signal, state, timing } = services;
  const interval = message.inGroup ? timing.groupEditMilliseconds : timing.editMilliseconds;
  const sentences: string[] = [];
  const phrases = PHRASES[language];
  let doing = phrases.stage.searching;
  let shown: { readonly id: number; readonly text: string } | undefined;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function write(): Promise<void> {
    // Sentences that stand are never taken back; those beyond one message come with the answer.
    const [{ text } = joinText([""])] = splitIntoMessages([joinText([sentences.join(" ")]), joinText([doing])]);
    if (shown === undefined) {
      const { messageIds } = await say(message, text, services);
      const [id] = messageIds;
      if (id === undefined) return;
      shown = { id, text };
      // A later run of the program, should this one end now, writes its answer over this message.
      state.deliveries.record(message.chatId, message.requestId, [id]);
    } else if (shown.text !== text) {
      // A courtesy: what goes wrong here is found out by the answer itself.
      await api.editMessageText(message.chatId, shown.id, text, {}, telegramSignal(signal)).catch(() => {});
      shown = { id: shown.id, text };
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
    show(event) {
      if (event.type === "claim") sentences.push(event.text);
      else doing = event.stage === "checking" ? phrases.checking(event.claim) : phrases.stage[event.stage];
    },
    async end() {
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
      return shown === undefined ? replaced : [shown.id];
    },
  };
}
