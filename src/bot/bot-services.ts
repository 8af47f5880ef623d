import type { Api } from "grammy";
import type { UserFromGetMe } from "grammy/types";
import type { Assistant } from "../assistant/assistant.js";
import type { BotLogger } from "./bot-logger.js";
import type { BotTiming } from "./bot-timing.js";
import type { Command } from "./commands/command.js";
import { deliver } from "./deliver.js";
import type { FormattedText } from "./formatted-text.js";
import type { IncomingMessage } from "./incoming-message.js";

/** What the bot's handlers work with. */
export interface BotServices {
  readonly assistant: Assistant;
  readonly api: Api;
  readonly logger: BotLogger;
  readonly timing: BotTiming;
  readonly commands: readonly Command[];
  readonly me: UserFromGetMe;
  /** Whom to ask when the documents have no answer. */
  readonly contact: string | null;
  /** Host of the language model that questions go to; null where none does. */
  readonly languageModel: string | null;
  /** Address of the web page that answers the same questions and shows the sources; null where there is none. */
  readonly publicUrl: string | null;
  /** Ends what runs when the bot cannot wait any longer. */
  readonly signal: AbortSignal;
}

/**
 * Sends messages to where the incoming one came from: in groups as a reply to it, and to employees so that they cannot
 * be forwarded. A chat that cannot be reached any more is forgotten.
 */
export async function reply(
  message: IncomingMessage,
  messages: readonly FormattedText[],
  services: BotServices,
): Promise<void> {
  const destination = {
    chatId: message.chatId,
    threadId: message.threadId,
    replyTo: message.inGroup ? message.messageId : null,
    protect: message.audience === "employee",
  };
  const outcome = await deliver(destination, messages, services);
  if (outcome === "unreachable") services.assistant.forget(message.conversation);
}
