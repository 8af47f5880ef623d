import type { Message, UserFromGetMe } from "grammy/types";
import type { Audience } from "../documents/document.js";
import type { Language } from "../language/language.js";
import { type AccessLists, audienceOf } from "./access.js";

/** A person's message, as far as the bot needs it to reply. */
export interface IncomingMessage {
  readonly chatId: number;
  /** The topic within the chat; null where the chat has none. */
  readonly threadId: number | null;
  readonly messageId: number;
  readonly inGroup: boolean;
  readonly audience: Audience;
  /** Of the person's Telegram program: German for `de` and its variants, else English. */
  readonly language: Language;
  /** Key of the conversation: one per chat and topic. */
  readonly conversation: string;
}

/** @returns null for a message that is not answered, see {@link audienceOf}. */
export function readIncomingMessage(message: Message, lists: AccessLists): IncomingMessage | null {
  const audience = audienceOf(message, lists);
  if (audience === null) return null;
  // Outside topics Telegram also numbers threads of replies, which cannot be sent to.
  const threadId = message.is_topic_message ? (message.message_thread_id ?? null) : null;
  return {
    chatId: message.chat.id,
    threadId,
    messageId: message.message_id,
    inGroup: message.chat.type !== "private",
    audience,
    language: languageOf(message.from?.language_code),
    conversation: conversationKey(message.chat.id, threadId),
  };
}

/** Key under which the assistant remembers a chat, or one topic of it. */
export function conversationKey(chatId: number, threadId: number | null): string {
  return threadId === null ? `telegram:${chatId}` : `telegram:${chatId}:${threadId}`;
}

/** The language for the bot's own words from Telegram's IETF language tag. */
export function languageOf(languageCode: string | undefined): Language {
  return /^de\b/i.test(languageCode ?? "") ? "de" : "en";
}

/**
 * The question of a group message that speaks to the bot, without the bot's name.
 *
 * @returns null where neither the bot is mentioned nor one of its messages replied to; an empty string where the
 * message holds nothing but the mention.
 */
export function questionInGroup(message: Message, me: UserFromGetMe): string | null {
  const text = message.text ?? "";
  const mentions = (message.entities ?? []).filter((entity) =>
    entity.type === "text_mention"
      ? entity.user.id === me.id
      : entity.type === "mention" &&
        text.slice(entity.offset, entity.offset + entity.length).toLowerCase() === `@${me.username.toLowerCase()}`,
  );
  if (mentions.length === 0 && message.reply_to_message?.from?.id !== me.id) return null;
  let question = "";
  let end = 0;
  for (const { offset, length } of mentions) {
    question += text.slice(end, offset);
    end = offset + length;
  }
  return (question + text.slice(end)).trim();
}

const MEDIA = [
  "animation",
  "audio",
  "checklist",
  "contact",
  "dice",
  "document",
  "game",
  "location",
  "paid_media",
  "photo",
  "poll",
  "sticker",
  "story",
  "venue",
  "video",
  "video_note",
  "voice",
] as const;

/** Whether a person sent something else than text; false for what Telegram itself reports, such as a pinned message. */
export function holdsMedia(message: Message): boolean {
  return MEDIA.some((kind) => kind in message);
}
