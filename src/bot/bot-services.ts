import type { Api } from "grammy";
import type { UserFromGetMe } from "grammy/types";
import type { Assistant } from "../assistant/assistant.js";
import type { createSuggestions } from "../assistant/suggest-questions.js";
import type { RecentQuestions } from "../conversations/recent-questions.js";
import type { State } from "../conversations/state.js";
import type { Audience } from "../documents/document.js";
import type { IndexingService } from "../indexing/indexing-service.js";
import type { Access } from "./access.js";
import type { BotLogger } from "./bot-logger.js";
import type { BotTiming } from "./bot-timing.js";
import type { Command } from "./commands/command.js";
import { type Delivery, deliver } from "./deliver.js";
import type { DocumentDesk } from "./document-desk.js";
import { joinText } from "./formatted-text.js";
import type { IncomingMessage } from "./incoming-message.js";
import type { IndexJob } from "./index-job.js";
import type { IndexedFiles } from "./indexed-files.js";
import type { OutgoingMessage } from "./outgoing-message.js";
import type { QuestionLimit } from "./question-limit.js";
import type { Traffic } from "./traffic.js";

/** What the bot's handlers work with. */
export interface BotServices {
  readonly assistant: Assistant;
  readonly suggest: ReturnType<typeof createSuggestions>;
  readonly state: State;
  readonly access: Access;
  readonly recent: RecentQuestions;
  readonly limit: QuestionLimit;
  readonly traffic: Traffic;
  /** Whether an administrator has paused the bot; over with a restart. */
  readonly maintenance: { paused: boolean };
  readonly indexing: IndexingService;
  readonly job: IndexJob;
  readonly api: Api;
  readonly logger: BotLogger;
  readonly timing: BotTiming;
  readonly commands: readonly Command[];
  readonly me: UserFromGetMe;
  /** Whom to ask when the documents have no answer. */
  readonly contact: string | null;
  /** Host of the language model that questions go to; null where none does. */
  readonly languageModel: string | null;
  /** Whether a language model words answers. */
  readonly writesAnswers: boolean;
  /** Address of the web page that answers the same questions and shows the sources; null where there is none. */
  readonly publicUrl: string | null;
  readonly desk: DocumentDesk;
  readonly files: IndexedFiles;
  /** Content of a file that was sent, by its `file_id`. */
  readonly download: (fileId: string) => Promise<Uint8Array>;
  /** Folder of the documents of each audience; null where there are none. */
  readonly corpus: Readonly<Record<Audience, string | null>>;
  /** Whether what is stored is encrypted. */
  readonly encrypted: boolean;
  /** Number of updates that wait for their turn. */
  readonly waiting: () => number;
  /** Ends what runs when the bot cannot wait any longer. */
  readonly signal: AbortSignal;
}

/**
 * Sends messages to where the incoming one came from: in groups as a reply to it, and to employees so that they cannot
 * be forwarded. A chat that cannot be reached any more is forgotten.
 *
 * @param replaced Earlier messages of the bot to write over, see {@link deliver}.
 */
export async function reply(
  message: IncomingMessage,
  messages: readonly OutgoingMessage[],
  services: BotServices,
  replaced: readonly number[] = [],
): Promise<Delivery> {
  const destination = {
    chatId: message.chatId,
    threadId: message.threadId,
    replyTo: message.inGroup ? message.messageId : null,
    protect: message.audience === "employee",
  };
  const delivery = await deliver(destination, messages, services, replaced);
  if (delivery.outcome === "unreachable") forgetChat(message.chatId, message.conversation, services);
  return delivery;
}

/** Sends a sentence or a few, without formats, as {@link reply} does. */
export function say(
  message: IncomingMessage,
  text: string,
  services: BotServices,
  replaced: readonly number[] = [],
): Promise<Delivery> {
  return reply(message, [joinText([text])], services, replaced);
}

/** Forgets a chat: the conversation, and what is stored under the chat's number. */
export function forgetChat(chatId: number, conversation: string, { assistant, recent, state }: BotServices): void {
  assistant.forget(conversation);
  recent.forget(conversation);
  state.erase(chatId);
}
