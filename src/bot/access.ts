import type { Message } from "grammy/types";
import type { Roles } from "../conversations/roles.js";
import type { Audience } from "../documents/document.js";

/** What a person may do: citizens read public documents, employees internal ones too, admins also run the bot. */
export type Role = "citizen" | "employee" | "admin";

/** Telegram user ids of the people whom the environment gives a role; no chat can take it from them. */
export interface AccessLists {
  readonly adminIds: readonly number[];
  readonly employeeIds: readonly number[];
}

/** Who may do what, at the moment of asking. Ask for every message and every button, at the time it is answered. */
export interface Access {
  roleOf(userId: number): Role;
  /** The people whom the environment gives a role. */
  fixed(): readonly number[];
  /** Everybody who runs the bot. */
  admins(): readonly number[];
}

/** Roles of the environment come before those given by chat. Only the number Telegram gives a person counts. */
export function createAccess({ adminIds, employeeIds }: AccessLists, roles: Roles): Access {
  return {
    roleOf(userId) {
      if (adminIds.includes(userId)) return "admin";
      return employeeIds.includes(userId) ? "employee" : (roles.roleOf(userId) ?? "citizen");
    },
    fixed: () => [...new Set([...adminIds, ...employeeIds])],
    admins: () => {
      const given = roles.list().filter(({ role }) => role === "admin");
      return [...new Set([...adminIds, ...given.map(({ user }) => user)])];
    },
  };
}

/** Which documents are read for somebody; what they may see is what is opened for them. */
export function audienceOf(role: Role): Audience {
  return role === "citizen" ? "citizen" : "employee";
}

/** In whose name Telegram delivers what an anonymous administrator of a group writes. */
const ANONYMOUS_ADMINISTRATOR = 1_087_968_824;

/**
 * Who wrote a message to the bot.
 *
 * @returns The person's number; for anonymous administrators of a group the one they share. null for what no person
 * wrote to the bot: posts of channels and of other groups, bots, messages made by inline bots, and commands that were
 * forwarded. Such messages are not answered.
 */
export function senderOf(message: Message): number | null {
  const { from, chat, sender_chat: senderChat } = message;
  if (from === undefined || chat.type === "channel" || message.via_bot !== undefined) return null;
  if (message.forward_origin !== undefined && message.text?.startsWith("/")) return null;
  if (senderChat !== undefined) return senderChat.id === chat.id ? ANONYMOUS_ADMINISTRATOR : null;
  return from.is_bot ? null : from.id;
}
