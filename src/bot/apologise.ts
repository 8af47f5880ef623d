import type { Update } from "grammy/types";
import { type BotServices, say } from "./bot-services.js";
import { readIncomingMessage } from "./incoming-message.js";
import { PHRASES } from "./phrases.js";
import { tellAdmin } from "./tell-admin.js";

/** Tells the sender of an update that it could not be handled at all, and the administrators that there was one. */
export async function apologise(update: Update, services: BotServices): Promise<void> {
  const { access, state } = services;
  const written = update.message ?? update.edited_message;
  const message = written && readIncomingMessage(written, { access, readers: state.readers });
  if (message) {
    const replaced = state.deliveries.messagesFor(message.chatId, message.messageId) ?? [];
    await say(message, PHRASES[message.language].passedOver, services, replaced);
  }
  for (const admin of access.admins()) {
    await tellAdmin(admin, (language) => PHRASES[language].passedOverReport(update.update_id), services);
  }
}
