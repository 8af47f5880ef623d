import { createAnalyser } from "../language/analyse.js";
import type { Language } from "../language/language.js";
import type { Turn } from "./conversation-memory.js";

/** A question of at most so many content words may lean on the question before it. */
const FEW_WORDS = 3;

const LEANING: Readonly<Record<Language, RegExp>> = {
  de: /^(?:und|aber|sowie|auch|oder)\b|\b(?:er|sie|es|ihn|ihm|ihr|ihnen|dort|davon|dafür|dazu|damit|dabei|darüber|deren|dessen|diese[rsmn]?|jene[rsmn]?|das)\b/iu,
  en: /^(?:and|but|also|or|what about|how about)\b|\b(?:he|she|it|its|they|them|their|there|this|that|these|those|his|her)\b/iu,
};

/** Words that open a question, and that a German question writes with a capital letter. */
const OPENING =
  /^(?:und|aber|auch|wann|wer|wen|wem|wo|woher|wohin|was|wie|warum|wieso|weshalb|welche[rsmn]?|wozu|seit|ab|in|an|auf|für|von|mit|who|when|where|what|which|how|why|and|did|does|is|are|was|were|the)$/iu;

/**
 * Completes a follow-up question by the topic of the question before it: "Und wo?" after "Wann hat die OWL-IT ihren
 * Betrieb aufgenommen?" gives "Und wo? (OWL-IT, Betrieb)".
 *
 * @returns null where the question stands on its own.
 */
export function completeQuestion(question: string, language: Language, before: Turn): string | null {
  const { analyse } = createAnalyser({});
  const words = new Set(analyse(question, language).map(({ surface }) => surface));
  const leans = LEANING[language].test(question.trim());
  if (words.size > FEW_WORDS && !leans) return null;
  if (words.size > 2 * FEW_WORDS) return null;
  const present = new Set([...words].map((word) => word.toLowerCase()));
  const topic = topicWords(before, analyse).filter((word) => !present.has(word.toLowerCase()));
  return topic.length === 0 ? null : `${question.trim()} (${topic.join(", ")})`;
}

/** Names and nouns of a question: in German what has a capital letter or a digit, in English every content word. */
function topicWords(turn: Turn, analyse: ReturnType<typeof createAnalyser>["analyse"]): string[] {
  const surfaces = new Set(analyse(turn.question, turn.language).map(({ surface }) => surface));
  const isTopic = (word: string) => turn.language === "en" || /[\p{Lu}\d]/u.test(word) || /^krz$/iu.test(word);
  return [...surfaces].filter((word) => isTopic(word) && !OPENING.test(word));
}
