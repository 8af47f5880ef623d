import { Composer, type Context } from "grammy";
import type { ChatMemberUpdated, Message } from "grammy/types";
import { answerPress } from "./answer-press.js";
import { type BotServices, forgetChat, say } from "./bot-services.js";
import type { Command } from "./commands/command.js";
import {
  conversationKey,
  holdsMedia,
  type IncomingMessage,
  questionInGroup,
  readIncomingMessage,
} from "./incoming-message.js";
import { parseCommand } from "./parse-command.js";
import { PHRASES } from "./phrases.js";
import { receiveUpload } from "./receive-upload.js";
import { replyToQuestion } from "./reply-to-question.js";
import { tellFailure } from "./tell-failure.js";

/** The kinds of update that {@link routeUpdates} handles; Telegram is asked for no others. */
export const HANDLED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"] as const;

/** Leads each update to what answers it; anything else is passed over in silence. */
export function routeUpdates(services: BotServices): Composer<Context> {
  const { access, state } = services;
  const reading = { access, readers: state.readers };
  const albums = new Set<string>();
  const composer = new Composer<Context>();

  composer.on("message:migrate_to_chat_id", ({ message }) => {
    const { chat, migrate_to_chat_id: moved } = message;
    services.assistant.forget(conversationKey(chat.id, null));
    state.readers.move(chat.id, moved);
  });

  composer.on("message", async (context) => {
    const message = readIncomingMessage(context.message, reading);
    if (message === null) return;
    await tellFailure(message, services, () => routeMessage(message, context.message, albums, services));
  });

  composer.on("edited_message", async (context) => {
    const message = readIncomingMessage(context.editedMessage, reading);
    if (message === null) return;
    const question = questionIn(context.editedMessage, message, services);
    if (question === null || question === "") return;
    await tellFailure(message, services, () => replyToQuestion(message, question, services));
  });

  composer.on("callback_query", (context) => answerPress(context.callbackQuery, services));

  composer.on("my_chat_member", (context) => {
    const { chat } = context;
    if (isGone(context.myChatMember)) forgetChat(chat.id, conversationKey(chat.id, null), services);
  });

  return composer;
}

async function routeMessage(
  message: IncomingMessage,
  written: Message,
  albums: Set<string>,
  services: BotServices,
): Promise<void> {
  const phrases = PHRASES[message.language];
  const command = parseCommand(written);
  if (command !== null) {
    const addressed = command.target === services.me.username.toLowerCase();
    if (command.target !== null && !addressed) return;
    const known = findCommand(command.name, message, services);
    if (known !== undefined) return known.run(message, command.argument, services);
    // In a group, a command without a name may be meant for another bot.
    if (addressed || !message.inGroup) await say(message, phrases.unknownCommand, services);
    return;
  }
  const { caption = "", document } = written;
  if (message.role === "admin" && document !== undefined && written.animation === undefined) {
    return receiveUpload(message, document, caption, services);
  }
  const question = questionIn(written, message, services);
  if (question === "") await say(message, phrases.askUsage, services);
  else if (question !== null) await replyToQuestion(message, question, services);
  else if (!message.inGroup && holdsMedia(written) && !isRestOfAlbum(written, albums)) {
    await say(message, phrases.textOnly, services);
  }
}

/** The question that a message asks; empty where it calls the bot and asks nothing, null where it is no question. */
function questionIn(written: Message, message: IncomingMessage, services: BotServices): string | null {
  const { text } = written;
  if (text === undefined) return null;
  const command = parseCommand(written);
  if (command !== null) {
    const addressed = command.target === null || command.target === services.me.username.toLowerCase();
    return addressed && findCommand(command.name, message, services)?.asks === true ? command.argument : null;
  }
  return message.inGroup ? questionInGroup(written, services.me) : text;
}

/** A command by any of its names, as far as this person may use it here; those of administrators come first. */
function findCommand(name: string, { role }: IncomingMessage, { commands }: BotServices): Command | undefined {
  const named = commands.filter(({ names, aliases }) => [...Object.values(names), ...aliases].includes(name));
  const isForAdmins = ({ listedIn }: Command) => listedIn.includes("admin");
  return (role === "admin" ? named.find(isForAdmins) : undefined) ?? named.find((command) => !isForAdmins(command));
}

const REMEMBERED_ALBUMS = 1_000;

/** Every picture of an album is a message of its own; one reply is enough. */
function isRestOfAlbum({ media_group_id }: Message, seen: Set<string>): boolean {
  if (media_group_id === undefined) return false;
  if (seen.has(media_group_id)) return true;
  if (seen.size >= REMEMBERED_ALBUMS) seen.clear();
  seen.add(media_group_id);
  return false;
}

function isGone({ new_chat_member }: ChatMemberUpdated): boolean {
  return new_chat_member.status === "kicked" || new_chat_member.status === "left";
}
