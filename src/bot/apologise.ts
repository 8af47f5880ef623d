import type { Update } from "grammy/types";
import { type BotServices, say } from "./bot-services.js";
import { readIncomingMessage, readPress } from "./incoming-message.js";
import { PHRASES } from "./phrases.js";
import { tellAdmin } from "./tell-admin.js";

/** Tells the sender of an update that it could not be handled at all, and the administrators that there was one. */
export async function apologise(update: Update, services: BotServices): Promise<void> {
  const { access, state } = services;
  const { message: written = update.edited_message, callback_query: press } = update;
  const reading = { access, readers: state.readers };
  const message = written ? readIncomingMessage(written, reading) : press && readPress(press, reading);
  if (message) {
    const replaced = state.deliveries.messagesFor(message.chatId, message.requestId) ?? [];
    await say(message, PHRASES[message.language].passedOver, services, replaced);
  }
  for (const admin of access.admins()) {
    await tellAdmin(admin, (language) => PHRASES[language].passedOverReport(update.update_id), services);
  }
}
