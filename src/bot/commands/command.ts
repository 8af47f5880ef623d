import type { Language } from "../../language/language.js";
import type { BotServices } from "../bot-services.js";
import type { IncomingMessage } from "../incoming-message.js";

/** A kind of chat. */
export type CommandPlace = "private" | "group" | "admin";

/** A command of the bot. Each is one file and one line in the table of commands. */
export interface Command {
  /** The name that the menu shows in each language; 1 to 32 of a-z, 0-9 and _. Either works in both languages. */
  readonly names: Readonly<Record<Language, string>>;
  /** Other names that work but are not shown. */
  readonly aliases: readonly string[];
  /** What it does, for menu and help; at most 256 characters. */
  readonly description: Readonly<Record<Language, string>>;
  /**
   * The kinds of chat whose menu and help list it; it works in all. `admin` is the private chat of an administrator, and
   * a command listed there works nowhere else.
   */
  readonly listedIn: readonly CommandPlace[];
  /** Whether what follows it is a question; an edited message then has its answer edited. Default: false. */
  readonly asks?: boolean;
  /** @param argument What follows the command, trimmed; empty if nothing does. */
  run(message: IncomingMessage, argument: string, services: BotServices): Promise<void>;
}
