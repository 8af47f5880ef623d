import type { Message } from "grammy/types";
import type { Audience } from "../documents/document.js";

/** Telegram user ids of the people who may read internal documents. */
export interface AccessLists {
  readonly adminIds: readonly number[];
  readonly employeeIds: readonly number[];
}

/**
 * Decides for whom a message is answered.
 *
 * Only the number Telegram gives a person counts, never a name, a link or a text. Groups are citizens whoever asks,
 * because everybody in the group reads the answer. Ask this for every message, at the time it is answered.
 *
 * @returns null for what no person wrote to the bot: posts of channels and of groups as such, bots, messages made by
 * inline bots, and commands that were forwarded. Such messages are not answered.
 */
export function audienceOf(message: Message, lists: AccessLists): Audience | null {
  const { from, chat } = message;
  if (from === undefined || from.is_bot || chat.type === "channel") return null;
  if (message.sender_chat !== undefined || message.via_bot !== undefined) return null;
  if (message.forward_origin !== undefined && message.text?.startsWith("/")) return null;
  if (chat.type !== "private") return "citizen";
  return lists.adminIds.includes(from.id) || lists.employeeIds.includes(from.id) ? "employee" : "citizen";
}
