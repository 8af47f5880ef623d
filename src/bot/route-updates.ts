import { Composer, type Context } from "grammy";
import type { ChatMemberUpdated, Message } from "grammy/types";
import type { AccessLists } from "./access.js";
import { type BotServices, reply } from "./bot-services.js";
import type { Command } from "./commands/command.js";
import { joinText } from "./formatted-text.js";
import {
  conversationKey,
  holdsMedia,
  type IncomingMessage,
  languageOf,
  questionInGroup,
  readIncomingMessage,
} from "./incoming-message.js";
import { parseCommand } from "./parse-command.js";
import { PHRASES } from "./phrases.js";
import { replyToQuestion } from "./reply-to-question.js";
import { telegramSignal } from "./telegram-client.js";

/** The kinds of update that {@link routeUpdates} handles; Telegram is asked for no others. */
export const HANDLED_UPDATES = ["message", "callback_query", "my_chat_member"] as const;

/** Leads each update to what answers it; anything else is passed over in silence. */
export function routeUpdates(services: BotServices, lists: AccessLists): Composer<Context> {
  const albums = new Set<string>();
  const composer = new Composer<Context>();

  composer.on("message", async (context) => {
    const message = readIncomingMessage(context.message, lists);
    if (message === null || isRestOfAlbum(context.message, albums)) return;
    await routeMessage(message, context.message, services);
  });

  composer.on("callback_query", async (context) => {
    const text = PHRASES[languageOf(context.from.language_code)].oldButton;
    // Too late an answer is refused, and the button has stopped waiting by then.
    await context.answerCallbackQuery({ text }, telegramSignal(services.signal)).catch(() => {});
  });

  composer.on("my_chat_member", (context) => {
    if (isGone(context.myChatMember)) services.assistant.forget(conversationKey(context.chat.id, null));
  });

  return composer;
}

async function routeMessage(message: IncomingMessage, written: Message, services: BotServices): Promise<void> {
  const phrases = PHRASES[message.language];
  const say = (text: string) => reply(message, [joinText([text])], services);
  const command = parseCommand(written);
  if (command !== null) {
    const addressed = command.target === services.me.username.toLowerCase();
    if (command.target !== null && !addressed) return;
    const known = services.commands.find((candidate) => triggers(candidate).includes(command.name));
    if (known !== undefined) return known.run(message, command.argument, services);
    // In a group, a command without a name may be meant for another bot.
    return addressed || !message.inGroup ? say(phrases.unknownCommand) : undefined;
  }
  if (message.inGroup) {
    const question = questionInGroup(written, services.me);
    if (question === null || written.text === undefined) return;
    return question === "" ? say(phrases.askUsage) : replyToQuestion(message, question, services);
  }
  if (written.text !== undefined) return replyToQuestion(message, written.text, services);
  if (holdsMedia(written)) return say(phrases.textOnly);
}

function triggers({ names, aliases }: Command): readonly string[] {
  return [...Object.values(names), ...aliases];
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
