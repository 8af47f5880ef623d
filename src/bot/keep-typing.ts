import type { Api } from "grammy";
import type { IncomingMessage } from "./incoming-message.js";
import { telegramSignal } from "./telegram-client.js";

/**
 * Shows "typing" in the chat until the returned function is called.
 *
 * Failures are ignored: the sign is a courtesy, and the answer finds out by itself what is wrong.
 */
export function keepTyping(api: Api, { chatId, threadId }: IncomingMessage, everyMilliseconds: number): () => void {
  const ended = new AbortController();
  const show = () => {
    const place = threadId === null ? {} : { message_thread_id: threadId };
    api.sendChatAction(chatId, "typing", place, telegramSignal(ended.signal)).catch(() => {});
  };
  show();
  const timer = setInterval(show, everyMilliseconds);
  return () => {
    clearInterval(timer);
    ended.abort();
  };
}
