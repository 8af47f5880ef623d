import type { Update } from "grammy/types";
import { type BotServices, reply } from "./bot-services.js";
import { deliver } from "./deliver.js";
import { joinText } from "./formatted-text.js";
import { readIncomingMessage } from "./incoming-message.js";
import { PHRASES } from "./phrases.js";

/** Tells the sender of an update that it could not be handled at all, and the administrators that there was one. */
export async function apologise(update: Update, services: BotServices): Promise<void> {
  const { access, state } = services;
  const written = update.message ?? update.edited_message;
  const message = written && readIncomingMessage(written, { access, readers: state.readers });
  if (message) {
    const replaced = state.deliveries.messagesFor(message.chatId, message.messageId) ?? [];
    await reply(message, [joinText([PHRASES[message.language].passedOver])], services, replaced);
  }
  for (const admin of access.admins()) {
    const text = PHRASES[state.readers.language(admin) ?? "de"].passedOverReport(update.update_id);
    await deliver({ chatId: admin, threadId: null, replyTo: null, protect: false }, [joinText([text])], services);
  }
}
