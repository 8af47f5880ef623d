import { type Api, GrammyError } from "grammy";
import type { BotCommand } from "grammy/types";
import type { Language } from "../language/language.js";
import type { BotLogger } from "./bot-logger.js";
import type { BotServices } from "./bot-services.js";
import type { Command, CommandPlace } from "./commands/command.js";
import { describeError } from "./describe-error.js";
import { PHRASES } from "./phrases.js";
import { telegramSignal } from "./telegram-client.js";

/** People whose Telegram speaks another language see the entry without a language. */
const PROFILE_LANGUAGES = [{ language: "en" }, { language: "de", code: "de" }, { language: "en", code: "en" }] as const;

/**
 * Tells Telegram the menu of commands, for private chats, for groups and for each administrator, and the descriptions,
 * in every language.
 *
 * A failure is logged, not thrown: the bot answers without a menu as well.
 */
export async function publishProfile(
  api: Api,
  commands: readonly Command[],
  logger: BotLogger,
  signal: AbortSignal,
  admins: readonly number[],
): Promise<void> {
  const until = telegramSignal(signal);
  try {
    for (const entry of PROFILE_LANGUAGES) {
      const { language } = entry;
      const code = "code" in entry ? { language_code: entry.code } : {};
      await api.setMyCommands(menu(commands, "private", language), code, until);
      await api.setMyCommands(
        menu(commands, "group", language),
        { ...code, scope: { type: "all_group_chats" } },
        until,
      );
      await api.setMyDescription(PHRASES[language].description, code, until);
      await api.setMyShortDescription(PHRASES[language].shortDescription, code, until);
    }
  } catch (error) {
    if (!signal.aborted) logger.warn({ error: describeError(error) }, "the bot's menu and description are not set");
  }
  for (const admin of admins) await publishMenu(admin, true, { api, commands, logger, signal });
}

/**
 * Tells Telegram the menu of one person's private chat: an administrator's, or again that of everybody. A failure is
 * logged, but for that of a person who has not written to the bot yet.
 */
export async function publishMenu(
  chat_id: number,
  isAdmin: boolean,
  { api, commands, logger, signal }: Pick<BotServices, "api" | "commands" | "logger" | "signal">,
): Promise<void> {
  const until = telegramSignal(signal);
  const scope = { type: "chat", chat_id } as const;
  try {
    for (const { language, ...code } of PROFILE_LANGUAGES) {
      const place = { scope, ...("code" in code && { language_code: code.code }) };
      const own = [...menu(commands, "private", language), ...menu(commands, "admin", language)];
      if (isAdmin) await api.setMyCommands(own, place, until);
      else await api.deleteMyCommands(place, until);
    }
  } catch (error) {
    const isUnknown = error instanceof GrammyError && error.error_code === 400;
    if (!signal.aborted && !isUnknown) logger.warn({ error: describeError(error) }, "a person's menu is not set");
  }
}

function menu(commands: readonly Command[], kind: CommandPlace, language: Language): BotCommand[] {
  return commands
    .filter(({ listedIn }) => listedIn.includes(kind))
    .map(({ names, description }) => ({ command: names[language], description: description[language] }));
}
