import type { Api } from "grammy";
import type { BotCommand } from "grammy/types";
import type { Language } from "../language/language.js";
import type { BotLogger } from "./bot-logger.js";
import type { Command } from "./commands/command.js";
import { describeError } from "./describe-error.js";
import { PHRASES } from "./phrases.js";
import { telegramSignal } from "./telegram-client.js";

/** People whose Telegram speaks another language see the entry without a language. */
const PROFILE_LANGUAGES = [{ language: "en" }, { language: "de", code: "de" }, { language: "en", code: "en" }] as const;

/**
 * Tells Telegram the menu of commands, for private chats and for groups, and the descriptions, in every language.
 *
 * A failure is logged, not thrown: the bot answers without a menu as well.
 */
export async function publishProfile(
  api: Api,
  commands: readonly Command[],
  logger: BotLogger,
  signal: AbortSignal,
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
}

function menu(commands: readonly Command[], kind: "private" | "group", language: Language): BotCommand[] {
  return commands
    .filter(({ listedIn }) => listedIn.includes(kind))
    .map(({ names, description }) => ({ command: names[language], description: description[language] }));
}
