import type { Message } from "grammy/types";

/** A command as it stands at the beginning of a message. */
export interface WrittenCommand {
  /** Without slash and bot name, in lower case. */
  readonly name: string;
  /** Lower-case user name of the bot it is meant for; null where it names none. */
  readonly target: string | null;
  readonly argument: string;
}

/** @returns null for a message that does not begin with a command. */
export function parseCommand({ text = "", entities = [] }: Pick<Message, "text" | "entities">): WrittenCommand | null {
  const entity = entities.find(({ type, offset }) => type === "bot_command" && offset === 0);
  if (entity === undefined) return null;
  const [name = "", target] = text.slice(1, entity.length).toLowerCase().split("@");
  return { name, target: target ?? null, argument: text.slice(entity.length).trim() };
}
