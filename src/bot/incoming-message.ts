import type { CallbackQuery, Message, UserFromGetMe } from "grammy/types";
import type { Readers } from "../conversations/readers.js";
import type { Audience } from "../documents/document.js";
import type { Language } from "../language/language.js";
import { type Access, audienceOf, type Role, senderOf } from "./access.js";

/** What a person sent or pressed, as far as the bot needs it to reply. */
export interface IncomingMessage {
  readonly chatId: number;
  /** The topic within the chat; null where the chat has none. */
  readonly threadId: number | null;
  /** Of the person's message; where a button was pressed, of the bot's message that the button belongs to. */
  readonly messageId: number;
  /** Tells it from all else in its chat, and stays the same when Telegram delivers it again. */
  readonly requestId: string;
  readonly userId: number;
  /** When it was sent, or the button was pressed, in milliseconds since 1970. */
  readonly sentAt: number;
  readonly inGroup: boolean;
  /** In groups always citizen, because everybody in the group reads the answer. */
  readonly role: Role;
  readonly audience: Audience;
  /** For the bot's own words: as the person chose, else as their Telegram program is set. */
  readonly language: Language;
  /** Key of the conversation: one per chat and topic. */
  readonly conversation: string;
}

/** What decides how a person is answered. */
export interface ReadingOptions {
  readonly access: Access;
  readonly readers: Readers;
}

/** @returns null for a message that is not answered, see {@link senderOf}. */
export function readIncomingMessage(message: Message, options: ReadingOptions): IncomingMessage | null {
  const userId = senderOf(message);
  if (userId === null) return null;
  const { message_id, from, edit_date, date } = message;
  const request = { requestId: String(message_id), userId, sentAt: 1000 * (edit_date ?? date) };
  return describe(message, request, from?.language_code, options);
}

/** @returns null for a button of a message that Telegram does not name. */
export function readPress({ id, message, from }: CallbackQuery, options: ReadingOptions): IncomingMessage | null {
  if (message === undefined || from.is_bot) return null;
  return describe(
    message,
    { requestId: `press ${id}`, userId: from.id, sentAt: Date.now() },
    from.language_code,
    options,
  );
}

function describe(
  message: Pick<Message, "chat" | "message_id" | "is_topic_message" | "message_thread_id">,
  request: Pick<IncomingMessage, "requestId" | "userId" | "sentAt">,
  languageCode: string | undefined,
  { access, readers }: ReadingOptions,
): IncomingMessage {
  // Outside topics Telegram also numbers threads of replies, which cannot be sent to.
  const threadId = message.is_topic_message ? (message.message_thread_id ?? null) : null;
  const inGroup = message.chat.type !== "private";
  const role = inGroup ? "citizen" : access.roleOf(request.userId);
  return {
    ...request,
    chatId: message.chat.id,
    threadId,
    messageId: message.message_id,
    inGroup,
    role,
    audience: audienceOf(role),
    language: readers.language(request.userId) ?? languageOf(languageCode),
    conversation: conversationKey(message.chat.id, threadId),
  };
}

/** Key under which the assistant remembers a chat, or one topic of it. */
export function conversationKey(chatId: number, threadId: number | null): string {
  return threadId === null ? `telegram:${chatId}` : `telegram:${chatId}:${threadId}`;
}

/** The language for the bot's own words from Telegram's IETF language tag; German where there is none. */
export function languageOf(languageCode: string | undefined): Language {
  return /^de\b/i.test(languageCode ?? "de") ? "de" : "en";
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
