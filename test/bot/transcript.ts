import type { Chat, Message, User } from "grammy/types";
import type { BotApiServer, SentMessage } from "../helpers/bot-api-server.js";

/** What a person sees of a conversation, line by line, as it goes on. */
export interface Transcript {
  /** A person writes, and the bot answers with this many messages. Default: 1. */
  write(from: User, text: string, answers?: number): Promise<SentMessage>;
  /** A person sends something that is no text, and the bot answers. */
  send(from: User, kind: "sticker" | "voice"): Promise<SentMessage>;
  /** A person sends a file, and the bot answers. */
  sendFile(from: User, name: string, content: string, caption?: string): Promise<SentMessage>;
  /** A person presses a button below a message; then the bot sends a message, edits one, or only shows a note. */
  press(from: User, messageId: number, label: string, then: "sends" | "edits" | "nothing"): Promise<SentMessage | null>;
  /** Writes down the next edit that matches. */
  edited(pattern: RegExp): Promise<SentMessage>;
  /** The whole, with what differs each time replaced. */
  readonly text: string;
}

/** Begins the transcript of a chat. */
export function createTranscript(server: BotApiServer, chat: Chat): Transcript {
  const lines: string[] = [];
  const show = (who: string, message: Pick<SentMessage, "message_id" | "text" | "entities">) => {
    const buttons = server.chat(chat.id).find(({ message_id }) => message_id === message.message_id)?.reply_markup;
    lines.push(`${who}:`, ...indent(markQuotes(message)), ...indent(showButtons(buttons)), "");
  };
  return {
    async write(from, text, answers = 1) {
      server.sendText({ chat, from, text });
      lines.push(`${from.first_name}:`, ...indent(text), "");
      let last: SentMessage | undefined;
      for (let n = 0; n < answers; n++) {
        last = await server.nextMessage(chat.id);
        show("Auskunft", last);
      }
      if (last === undefined) throw new Error("the bot was not to answer");
      return last;
    },
    async send(from, kind) {
      server.sendMessage({ chat, from, [kind]: { file_id: kind } });
      lines.push(`${from.first_name}:`, ...indent(`(${kind === "voice" ? "Sprachnachricht" : "Sticker"})`), "");
      const answer = await server.nextMessage(chat.id);
      show("Auskunft", answer);
      return answer;
    },
    async sendFile(from, name, content, caption = "") {
      server.sendFile({ chat, from, name, content, caption });
      lines.push(`${from.first_name}:`, ...indent(`(Datei ${name}) ${caption}`.trim()), "");
      const answer = await server.nextMessage(chat.id);
      show("Auskunft", answer);
      return answer;
    },
    async press(from, messageId, label, then) {
      lines.push(`${from.first_name} drückt [${label}]`);
      const note = await server.press(from, chat.id, messageId, label);
      if (note !== "") lines.push(...indent(`(Hinweis: ${note})`));
      lines.push("");
      if (then === "nothing") return null;
      const message = then === "sends" ? await server.nextMessage(chat.id) : await server.nextEdit(chat.id);
      show(then === "sends" ? "Auskunft" : "Auskunft ändert die Nachricht", message);
      return message;
    },
    async edited(pattern) {
      for (;;) {
        const edit = await server.nextEdit(chat.id);
        if (!pattern.test(edit.text)) continue;
        show("Auskunft ändert die Nachricht", edit);
        return edit;
      }
    },
    get text() {
      return `${lines.join("\n")}`
        .replace(/\d{1,2}\.\d{1,2}\.\d{4}, \d{1,2}:\d\d Uhr/g, "‹Zeit›")
        .replace(/\d{1,2} \w{3,4} \d{4}, \d{1,2}:\d\d/g, "‹time›")
        .replace(/(Quittung|Receipt) [0-9A-F]{8}/g, "$1 ‹Nummer›")
        .replace(/\d+ Sekunden?/g, "‹Dauer›");
    },
  };
}

const indent = (text: string) => text.split("\n").map((line) => (line === "" ? "" : `  ${line}`));

function markQuotes({ text, entities }: Pick<SentMessage, "text" | "entities">): string {
  const quotes = entities.filter(({ type }) => type === "blockquote" || type === "expandable_blockquote");
  let from = 0;
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    const quoted = quotes.some(({ offset, length }) => from >= offset && from < offset + length);
    lines.push(quoted ? `| ${line}`.trimEnd() : line);
    from += line.length + 1;
  }
  return lines.join("\n");
}

function showButtons(markup: Message["reply_markup"]): string {
  const rows = markup?.inline_keyboard ?? [];
  return rows.map((row) => row.map(({ text }) => `[${text}]`).join(" ")).join("\n");
}
