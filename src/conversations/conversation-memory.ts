import type { Language } from "../language/language.js";
import { createFleetingMap, type FleetingMapOptions } from "./fleeting-map.js";

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

/** Makes an empty memory; what it holds is gone when the program ends. */
export function createConversationMemory(options: FleetingMapOptions = {}): ConversationMemory {
  const turns = createFleetingMap<Turn>(options);
  return {
    recall: (conversation) => turns.get(conversation) ?? null,
    remember: (conversation, turn) => turns.set(conversation, turn),
    forget: (conversation) => turns.delete(conversation),
  };
}
