import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Chat, Message, MessageEntity, Update, User, UserFromGetMe } from "grammy/types";
import { typedEntities } from "./bot-api-limits.js";
import { type BotApiState, METHODS, type Parameters, RefusedCall } from "./bot-api-methods.js";
import { type ChatRates, createRateLimit, TELEGRAM_RATES } from "./bot-api-rates.js";
import { createUpdateStore } from "./bot-api-updates.js";
import { readMultipart } from "./read-multipart.js";

/** What the server does instead of carrying out a call. */
export interface Fault {
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
  /** Cuts the connection: without a word (`before`), or after the call was carried out (`after`). */
  readonly drop?: "before" | "after";
  /** Takes the call and never says anything, as a connection does whose other end is gone. */
  readonly silent?: boolean;
  /** Number of calls it happens to. Default: 1. */
  readonly times?: number;
  /** Which calls it happens to. Default: all. */
  readonly when?: (parameters: Parameters) => boolean;
}

export interface Call {
  readonly method: string;
  readonly parameters: Parameters;
  /** When it came, in milliseconds of the process's clock. */
  readonly at: number;
}

/** A message of the bot, with the call that sent or edited it. */
export interface SentMessage {
  readonly message_id: number;
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  readonly parameters: Parameters;
}

export interface TypedMessage {
  readonly chat: Chat;
  readonly from: User;
  readonly text: string;
  readonly [field: string]: unknown;
}

export const ANNA: User = { id: 11, is_bot: false, first_name: "Anna", language_code: "de" };
export const BEN: User = { id: 12, is_bot: false, first_name: "Ben", language_code: "en-GB" };
export const GROUP: Chat.SupergroupChat = { id: -1001, type: "supergroup", title: "Rathaus" };
export const privateChat = (user: User): Chat => ({ id: user.id, type: "private", first_name: user.first_name });

const ME: UserFromGetMe = {
  id: 999,
  is_bot: true,
  first_name: "Auskunft",
  username: "auskunft_bot",
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
};

async function readParameters(request: IncomingMessage): Promise<Parameters> {
  const type = request.headers["content-type"] ?? "";
  const body = await buffer(request);
  if (!type.startsWith("multipart/form-data")) return body.length === 0 ? {} : JSON.parse(body.toString());
  const fields = Object.entries(readMultipart(body, type)).map(([name, value]) => {
    const isJson = typeof value === "string" && /^(?:-?\d+|true|false|[[{].*)$/s.test(value);
    return [name, isJson ? JSON.parse(value) : value];
  });
  return Object.fromEntries(fields);
}

/**
 * A strict Telegram: answers over HTTP on loopback, keeps updates until they are confirmed, and refuses or records what
 * Telegram would refuse or silently change. A test ends with `expect(server.violations).toEqual([])`.
 */
export async function startBotApiServer(rates: ChatRates = TELEGRAM_RATES) {
  const token = "123456789:AAtest-token_of_no_real_bot_0123456789";
  const tooSoon = createRateLimit(rates);
  const updates = createUpdateStore();
  const calls: Call[] = [];
  const faults: { method: string; fault: Fault; left: number; happened: () => void }[] = [];
  const sent = new Map<number, SentMessage[]>();
  const edited = new Map<number, SentMessage[]>();
  const readEdits = new Map<number, number>();
  const read = new Map<number, number>();
  const chats = new Map<number, Chat>();
  let listeners: (() => void)[] = [];
  let lastMessageId = 100;
  let lastQueryId = 0;

  const state: BotApiState = {
    me: ME,
    violations: [],
    messages: [],
    blockedChats: new Set(),
    webhook: false,
    chatOf(id) {
      const chat = chats.get(id);
      if (chat === undefined) throw new RefusedCall({ error_code: 400, description: "Bad Request: chat not found" });
      return chat;
    },
    openQueries: new Set(),
    files: new Map(),
    nextMessageId: () => ++lastMessageId,
    onSent: (message, parameters) => note(sent, message, parameters),
    onEdited: (message, parameters) => note(edited, message, parameters),
  };

  function note(lists: Map<number, SentMessage[]>, message: Message, parameters: Parameters): void {
    const list = lists.get(message.chat.id) ?? [];
    const { message_id, text = message.caption ?? "", entities = [] } = message;
    list.push({ message_id, text, entities, parameters });
    lists.set(message.chat.id, list);
  }

  function notify(): void {
    const waiting = listeners;
    listeners = [];
    for (const listener of waiting) listener();
  }

  async function carryOut(method: string, parameters: Parameters, gone: AbortSignal): Promise<unknown> {
    if (method === "getUpdates") {
      if (state.webhook) {
        const description =
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
        throw new RefusedCall({ error_code: 409, description });
      }
      if (!Array.isArray(parameters.allowed_updates) && parameters.limit !== 1) {
        state.violations.push("getUpdates without allowed_updates");
      }
      return updates.get(parameters, gone);
    }
    const known = METHODS[method];
    if (known === undefined) throw new RefusedCall({ error_code: 404, description: "Not Found: method not found" });
    for (const name of Object.keys(parameters)) {
      if (!known.takes.includes(name)) state.violations.push(`${method} does not take ${name}`);
    }
    const refusal = tooSoon(method, parameters.chat_id);
    if (refusal !== null) throw new RefusedCall(refusal);
    return known.call(parameters, state);
  }

  function takeFault(method: string, parameters: Parameters): Fault | undefined {
    const found = faults.find(
      ({ method: m, fault, left }) => m === method && left > 0 && (fault.when?.(parameters) ?? true),
    );
    if (found === undefined) return undefined;
    found.left--;
    found.happened();
    return found.fault;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, bot, method = ""] = (request.url ?? "").split("/");
    const file = state.files.get(/^\/file\/bot([^/]+)\/documents\/(.+)$/.exec(request.url ?? "")?.[2] ?? "");
    if (file !== undefined && request.url?.startsWith(`/file/bot${token}/`)) return void response.end(file);
    const parameters = await readParameters(request);
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    let status = 200;
    let reply: object;
    try {
      if (bot !== `bot${token}`) throw new RefusedCall({ error_code: 401, description: "Unauthorized" });
      calls.push({ method, parameters, at: performance.now() });
      notify();
      const fault = takeFault(method, parameters);
      if (fault?.silent === true) return;
      if (fault?.drop === "before") return void request.socket.destroy();
      if (fault?.error_code !== undefined) {
        const { error_code, description = "Internal Server Error", parameters: more } = fault;
        status = error_code;
        reply = { ok: false, error_code, description, ...(more !== undefined && { parameters: more }) };
      } else {
        reply = { ok: true, result: await carryOut(method, parameters, gone.signal) };
        if (fault?.drop === "after") return void request.socket.destroy();
      }
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      status = error.refusal.error_code;
      reply = { ok: false, ...error.refusal };
    } finally {
      notify();
    }
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(reply));
  }

  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      state.violations.push(`the server failed: ${String(error)}`);
      request.socket.destroy();
    });
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");

  async function until<T>(found: () => T | undefined): Promise<T> {
    for (;;) {
      const value = found();
      if (value !== undefined) return value;
      await new Promise<void>((resolve) => listeners.push(resolve));
    }
  }

  function sendMessage(fields: { chat: Chat; from?: User; [field: string]: unknown }): Message & { update_id: number } {
    chats.set(fields.chat.id, fields.chat);
    const message = { message_id: ++lastMessageId, date: Math.floor(Date.now() / 1000), ...fields } as Message;
    state.messages.push(message);
    return { ...message, update_id: updates.push({ message } as Omit<Update, "update_id">) };
  }

  return {
    token,
    apiRoot: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    me: ME,
    calls: calls as readonly Call[],
    violations: state.violations as readonly string[],
    updates,
    /** A message of any kind arrives for the bot. */
    sendMessage,
    /** A person writes to the bot; commands and mentions are marked as Telegram's programs do. */
    sendText: (message: TypedMessage) => sendMessage({ entities: typedEntities(message.text), ...message }),
    /** A person sends a file to the bot. */
    sendFile(fields: {
      chat: Chat;
      from: User;
      name: string;
      content: string | Uint8Array;
      caption?: string;
      media_group_id?: string;
    }) {
      const { name, content, ...message } = fields;
      const file_id = `file${++lastMessageId}`;
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      state.files.set(file_id, bytes);
      const document = { file_id, file_unique_id: file_id, file_name: name, file_size: bytes.length };
      return sendMessage({ ...message, document });
    },
    /** Everything the bot sent to a chat. */
    messages: (chatId: number): readonly SentMessage[] => sent.get(chatId) ?? [],
    /** The next message the bot sends to a chat, in order; waits for it. */
    async nextMessage(chatId: number): Promise<SentMessage> {
      const index = read.get(chatId) ?? 0;
      read.set(chatId, index + 1);
      return until(() => sent.get(chatId)?.[index]);
    },
    /** What stands last in the chat of a message once the bot is done with it: its answer, after all edits. */
    async answerTo({ chat, update_id }: Message & { update_id: number }): Promise<Omit<SentMessage, "parameters">> {
      await updates.confirmed(update_id);
      const last = state.messages.findLast((message) => message.chat.id === chat.id);
      if (last?.from?.id !== ME.id) throw new Error("The bot answered nothing.");
      const { message_id, text = "", entities = [] } = last;
      return { message_id, text, entities };
    },
    /** The next edit of a message in a chat, in order; waits for it. */
    async nextEdit(chatId: number): Promise<SentMessage> {
      const index = readEdits.get(chatId) ?? 0;
      readEdits.set(chatId, index + 1);
      return until(() => edited.get(chatId)?.[index]);
    },
    /** What a chat shows at present, the bot's messages and other people's, oldest first. */
    chat: (chatId: number): readonly Message[] => state.messages.filter(({ chat }) => chat.id === chatId),
    /** A message is removed, as its sender may do. */
    remove(chatId: number, messageId: number): void {
      const index = state.messages.findIndex((m) => m.chat.id === chatId && m.message_id === messageId);
      state.messages.splice(index, 1);
    },
    /** A person changes the text of their message. */
    editText(message: Message, changed: string): number {
      const edit_date = Math.floor(Date.now() / 1000);
      const edited_message = { ...message, edit_date, text: changed, entities: typedEntities(changed) };
      const { update_id: _, ...update } = { ...edited_message, update_id: 0 };
      return updates.push({ edited_message: update } as never);
    },
    /**
     * A person presses the button of this label below a message of the bot.
     *
     * @returns The note that is shown for it, empty if there is none; waits for it.
     */
    async press(from: User, chatId: number, messageId: number, label: string): Promise<string> {
      const message = state.messages.find((m) => m.chat.id === chatId && m.message_id === messageId);
      const buttons = (message?.reply_markup?.inline_keyboard ?? []).flat();
      const button = buttons.find(({ text: shown }) => shown === label);
      if (message === undefined || button === undefined || !("callback_data" in button)) {
        throw new Error(`There is no button "${label}" but ${buttons.map((b) => b.text).join(", ") || "none"}.`);
      }
      const id = String(++lastQueryId);
      state.openQueries.add(id);
      updates.push({ callback_query: { id, from, message, chat_instance: "1", data: button.callback_data } } as never);
      const answered = ({ method, parameters }: Call) =>
        method === "answerCallbackQuery" && parameters.callback_query_id === id;
      const { parameters } = await until(() => calls.find(answered));
      return String(parameters.text ?? "");
    },
    /** Waits for the `count`-th call of a method, from the start of the server. */
    call: (method: string, count = 1): Promise<Call> =>
      until(() => calls.filter((call) => call.method === method)[count - 1]),
    /** The next calls of a method go wrong. Resolves when the first has. */
    fail(method: string, fault: Fault): Promise<void> {
      return new Promise((resolve) => faults.push({ method, fault, left: fault.times ?? 1, happened: resolve }));
    },
    block: (chatId: number) => state.blockedChats.add(chatId),
    unblock: (chatId: number) => state.blockedChats.delete(chatId),
    knowChat: (chat: Chat) => chats.set(chat.id, chat),
    setWebhook(): void {
      state.webhook = true;
    },
    async close(): Promise<void> {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

export type BotApiServer = Awaited<ReturnType<typeof startBotApiServer>>;
