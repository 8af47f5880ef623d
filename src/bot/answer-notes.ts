import type { Language } from "../language/language.js";
import type { BotServices } from "./bot-services.js";
import type { IncomingMessage } from "./incoming-message.js";
import { PHRASES } from "./phrases.js";
import { writeTime } from "./write-time.js";

/** An answer later than this is named so, in milliseconds. */
const LATE = 2 * 60_000;

/** What has to be said above an answer: once in each chat that an AI answers, and each time that it comes late. */
export function answerNotes(message: IncomingMessage, language: Language, { state }: BotServices): string[] {
  const phrases = PHRASES[language];
  const notes: string[] = [];
  if (!state.readers.isGreeted(message.chatId)) notes.push(phrases.notice);
  if (Date.now() - message.sentAt > LATE) notes.push(phrases.late(writeTime(message.sentAt, language)));
  return notes;
}
