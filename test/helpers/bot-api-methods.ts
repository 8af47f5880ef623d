import type { Chat, Message, MessageEntity, UserFromGetMe } from "grammy/types";
import { findTextFaults, type Refusal, refuseText } from "./bot-api-limits.js";

export type Parameters = Readonly<Record<string, unknown>>;

/** What the methods read and write. */
export interface BotApiState {
  readonly me: UserFromGetMe;
  readonly violations: string[];
  /** Every message of every chat, the bot's and other people's. */
  readonly messages: Message[];
  readonly blockedChats: Set<number>;
  webhook: boolean;
  chatOf(id: number): Chat;
  nextMessageId(): number;
  /** What people sent, by its `file_id`. */
  readonly files: Map<string, Uint8Array>;
  /** Callback queries that were not answered yet. */
  readonly openQueries: Set<string>;
  onSent(message: Message, parameters: Parameters): void;
  onEdited(message: Message, parameters: Parameters): void;
}

interface Method {
  /** Parameters that the method takes, all of them optional to this table. */
  readonly takes: readonly string[];
  readonly call: (parameters: Parameters, state: BotApiState) => unknown;
}

/** Thrown by a method to refuse its call. */
export class RefusedCall extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.description);
  }
}

function refuse(error_code: number, description: string): never {
  throw new RefusedCall({ error_code, description });
}

function checkText({ text, entities = [] }: Parameters, state: BotApiState): void {
  const refusal = refuseText(text);
  if (refusal !== null) throw new RefusedCall(refusal);
  state.violations.push(...findTextFaults(text as string, entities as MessageEntity[]));
}

function checkButtons({ reply_markup }: Parameters): void {
  const keyboard = (reply_markup as { inline_keyboard?: InlineButton[][] } | undefined)?.inline_keyboard ?? [];
  for (const { text, callback_data, url } of keyboard.flat()) {
    if (text.trim() === "") refuse(400, "Bad Request: text buttons are unallowed in the inline keyboard");
    if ((callback_data === undefined) === (url === undefined)) refuse(400, "Bad Request: BUTTON_TYPE_INVALID");
    const bytes = Buffer.byteLength(callback_data ?? "x");
    if (bytes < 1 || bytes > 64) refuse(400, "Bad Request: BUTTON_DATA_INVALID");
    if (url !== undefined && !/^https?:\/\/[^/]+\.[^/]+/.test(url)) {
      refuse(400, `Bad Request: inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
    }
  }
}

interface InlineButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
}

function reachableChat({ chat_id }: Parameters, state: BotApiState): Chat {
  const chat = state.chatOf(chat_id as number);
  if (state.blockedChats.has(chat.id)) refuse(403, "Forbidden: bot was blocked by the user");
  return chat;
}

function sendMessage(parameters: Parameters, state: BotApiState): Message {
  const chat = reachableChat(parameters, state);
  checkText(parameters, state);
  checkButtons(parameters);
  const reply = parameters.reply_parameters as
    | { message_id: number; allow_sending_without_reply?: boolean }
    | undefined;
  const target = state.messages.find(
    ({ chat: { id }, message_id }) => id === chat.id && message_id === reply?.message_id,
  );
  if (reply !== undefined && target === undefined && reply.allow_sending_without_reply !== true) {
    refuse(400, "Bad Request: message to be replied not found");
  }
  const message = {
    message_id: state.nextMessageId(),
    date: Math.floor(Date.now() / 1000),
    chat,
    from: state.me,
    text: parameters.text,
    ...(parameters.entities !== undefined && { entities: parameters.entities }),
    ...(parameters.reply_markup !== undefined && { reply_markup: parameters.reply_markup }),
    ...(parameters.message_thread_id !== undefined && { message_thread_id: parameters.message_thread_id }),
  } as unknown as Message.TextMessage;
  state.messages.push(message);
  state.onSent(message, parameters);
  return message;
}

const UNCHANGED =
  "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

function ownMessage(parameters: Parameters, state: BotApiState): { readonly index: number; readonly old: Message } {
  const chat = reachableChat(parameters, state);
  const index = state.messages.findIndex((m) => m.chat.id === chat.id && m.message_id === parameters.message_id);
  const old = state.messages[index];
  if (old === undefined) return refuse(400, "Bad Request: message to edit not found");
  if (old.from?.id !== state.me.id) refuse(400, "Bad Request: message can't be edited");
  return { index, old };
}

function replaceMessage(parameters: Parameters, state: BotApiState, content: Partial<Message>): Message {
  const { index, old } = ownMessage(parameters, state);
  const { reply_markup: _, ...kept } = old;
  const markup = parameters.reply_markup === undefined ? {} : { reply_markup: parameters.reply_markup };
  const edited = { ...kept, ...content, ...markup } as Message;
  const shown = ({ text, entities, reply_markup }: Message) =>
    JSON.stringify([text, entities ?? [], reply_markup ?? null]);
  if (shown(old) === shown(edited)) refuse(400, UNCHANGED);
  state.messages[index] = edited;
  state.onEdited(edited, parameters);
  return edited;
}

function editMessageText(parameters: Parameters, state: BotApiState): Message {
  ownMessage(parameters, state);
  checkText(parameters, state);
  checkButtons(parameters);
  const { text, entities } = parameters;
  return replaceMessage(parameters, state, { text, entities } as Partial<Message>);
}

function editMessageReplyMarkup(parameters: Parameters, state: BotApiState): Message {
  checkButtons(parameters);
  return replaceMessage(parameters, state, {});
}

function deleteMessage(parameters: Parameters, state: BotApiState): true {
  const chat = reachableChat(parameters, state);
  const index = state.messages.findIndex((m) => m.chat.id === chat.id && m.message_id === parameters.message_id);
  if (index < 0) refuse(400, "Bad Request: message to delete not found");
  state.messages.splice(index, 1);
  return true;
}

function sendDocument(parameters: Parameters, state: BotApiState): Message {
  const chat = reachableChat(parameters, state);
  checkButtons(parameters);
  const { document, caption = "" } = parameters as { document?: File; caption?: string };
  if (!(document instanceof File)) return refuse(400, "Bad Request: there is no document in the request");
  if (document.size === 0) refuse(400, "Bad Request: file must be non-empty");
  if (caption.length > 1024) refuse(400, "Bad Request: message caption is too long");
  const message = {
    message_id: state.nextMessageId(),
    date: Math.floor(Date.now() / 1000),
    chat,
    from: state.me,
    document: { file_id: document.name, file_unique_id: document.name, file_name: document.name },
    caption,
  } as unknown as Message;
  state.messages.push(message);
  state.onSent(message, parameters);
  return message;
}

function answerCallbackQuery(parameters: Parameters, state: BotApiState): true {
  limited("text", 200)(parameters, state);
  if (!state.openQueries.delete(String(parameters.callback_query_id))) {
    refuse(400, "Bad Request: query is too old and response timeout expired or query ID is invalid");
  }
  return true;
}

function setMyCommands({ commands, scope }: Parameters, state: BotApiState): true {
  const { chat_id } = (scope ?? {}) as { readonly chat_id?: number };
  if (chat_id !== undefined) state.chatOf(chat_id);
  const list = commands as { command: string; description: string }[];
  if (list.length > 100) state.violations.push("more than 100 commands");
  for (const { command, description } of list) {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) refuse(400, "Bad Request: BOT_COMMAND_INVALID");
    if (description.length < 1 || description.length > 256) refuse(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");
  }
  return true;
}

function limited(name: string, most: number): Method["call"] {
  return (parameters, state) => {
    const { length } = String(parameters[name] ?? "");
    if (length > most) state.violations.push(`${name} of ${length} characters; the limit is ${most}`);
    return true;
  };
}

const TEXT = ["text", "entities", "link_preview_options", "reply_markup"];

/** The methods that the server knows, but for `getUpdates`; `parse_mode` is left out because the bot must not use it. */
export const METHODS: Readonly<Record<string, Method>> = {
  getMe: { takes: [], call: (_, { me }) => me },
  deleteWebhook: {
    takes: ["drop_pending_updates"],
    call: ({ drop_pending_updates }, state) => {
      if (drop_pending_updates === true) state.violations.push("deleteWebhook drops updates");
      state.webhook = false;
      return true;
    },
  },
  sendMessage: {
    takes: ["chat_id", "message_thread_id", ...TEXT, "reply_parameters", "protect_content"],
    call: sendMessage,
  },
  editMessageText: { takes: ["chat_id", "message_id", ...TEXT], call: editMessageText },
  editMessageReplyMarkup: { takes: ["chat_id", "message_id", "reply_markup"], call: editMessageReplyMarkup },
  deleteMessage: { takes: ["chat_id", "message_id"], call: deleteMessage },
  sendDocument: {
    takes: ["chat_id", "message_thread_id", "document", "caption", "reply_markup", "protect_content"],
    call: sendDocument,
  },
  sendChatAction: {
    takes: ["chat_id", "message_thread_id", "action"],
    call: (parameters, state) => {
      reachableChat(parameters, state);
      if (parameters.action !== "typing") refuse(400, "Bad Request: wrong parameter action in request");
      return true;
    },
  },
  getFile: {
    takes: ["file_id"],
    call: ({ file_id }, state) => {
      const file = state.files.get(String(file_id));
      if (file === undefined) return refuse(400, "Bad Request: wrong file_id or the file is temporarily unavailable");
      if (file.length > 20_000_000) refuse(400, "Bad Request: file is too big");
      return { file_id, file_unique_id: file_id, file_size: file.length, file_path: `documents/${file_id}` };
    },
  },
  setMyCommands: { takes: ["commands", "scope", "language_code"], call: setMyCommands },
  deleteMyCommands: {
    takes: ["scope", "language_code"],
    call: (parameters, state) => setMyCommands({ ...parameters, commands: [] }, state),
  },
  setMyDescription: { takes: ["description", "language_code"], call: limited("description", 512) },
  setMyShortDescription: { takes: ["short_description", "language_code"], call: limited("short_description", 120) },
  answerCallbackQuery: {
    takes: ["callback_query_id", "text", "show_alert", "url", "cache_time"],
    call: answerCallbackQuery,
  },
  setWebhook: {
    takes: ["url", "secret_token", "allowed_updates", "max_connections", "ip_address", "drop_pending_updates"],
    call: ({ url, secret_token, drop_pending_updates }, state) => {
      if (!/^https:\/\//.test(String(url)))
        refuse(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
      if (!/^[A-Za-z0-9_-]{1,256}$/.test(String(secret_token))) state.violations.push("setWebhook without a secret");
      if (drop_pending_updates === true) state.violations.push("setWebhook drops updates");
      state.webhook = true;
      return true;
    },
  },
};
