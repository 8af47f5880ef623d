import type { Language } from "../language/language.js";

/** What is remembered of one question, for the follow-up question after it. */
export interface Turn {
  /** The standalone question. */
  readonly question: string;
  readonly language: Language;
  /** What the reply stated as the answer (a date, a name ...); null where it stated none. */
  readonly headline: string | null;
  /** What the reply offered for the person to choose from, each with the question that it makes. */
  readonly choices: readonly { readonly name: string; readonly question: string }[];
}

/** The last question of each conversation, in memory only. */
export interface ConversationMemory {
  /** The last question; null where there was none, or it was too long ago. */
  recall(conversation: string): Turn | null;
  remember(conversation: string, turn: Turn): void;
  forget(conversation: string): void;
}

/**
 * Makes an empty memory; what it holds is gone when the program ends.
 *
 * @param options.minutes Time after which a conversation is forgotten. Default: 30.
 * @param options.most Most conversations; the one that was silent longest goes first. Default: 10,000.
 * @param options.now Clock in milliseconds.
 */
export function createConversationMemory(
  options: { readonly minutes?: number; readonly most?: number; readonly now?: () => number } = {},
): ConversationMemory {
  const { minutes = 30, most = 10_000, now = Date.now } = options;
  const turns = new Map<string, { turn: Turn; time: number }>();
  const purge = () => {
    // The map is in the order of the last turns, so that the oldest come first.
    for (const [conversation, { time }] of turns) {
      if (turns.size <= most && now() - time < minutes * 60_000) return;
      turns.delete(conversation);
    }
  };
  return {
    recall(conversation) {
      purge();
      return turns.get(conversation)?.turn ?? null;
    },
    remember(conversation, turn) {
      turns.delete(conversation);
      turns.set(conversation, { turn, time: now() });
      purge();
    },
    forget(conversation) {
      turns.delete(conversation);
    },
  };
}
