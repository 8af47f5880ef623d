import { z } from "zod";
import { detectLanguage } from "../language/detect-language.js";
import type { Language } from "../language/language.js";
import type { ReplyForm } from "../language-model/index.js";
import { locateQuote } from "./check-quotes.js";
import { foreignMarkup, hasInvisible } from "./generated-markup.js";
import { readObject } from "./generated-reply.js";
import { contentWords, wordSetOf } from "./statement-evidence.js";
import { isNegated } from "./statement-negation.js";
import { missingNumbers } from "./statement-numbers.js";

/** A question of a person, and what it follows. */
export interface AskedQuestion {
  readonly question: string;
  readonly language: Language;
  /** The standalone question before it in the conversation; null where it is the first. */
  readonly before: string | null;
  /** Whether it leans on the one before. */
  readonly isFollowUp: boolean;
}

/** The form of a reply with standalone questions. */
export const QUESTIONS_REPLY: ReplyForm = {
  name: "questions",
  schema: {
    type: "object",
    properties: { questions: { type: "array", items: { type: "string" } } },
    required: ["questions"],
    additionalProperties: false,
  },
};

/** Questions that one is split into. */
const MOST_PARTS = 3;
/** UTF-16 units of a rewritten question. */
const LONGEST = 400;

const schema = z.object({ questions: z.array(z.string().trim().min(5).max(LONGEST)).min(1).max(MOST_PARTS) });

const QUESTION_WORD: Readonly<Record<Language, RegExp>> = {
  de: /(?<!\p{L})(?:wann|wer|wen|wem|wessen|wo|woher|wohin|was|wie|warum|wieso|weshalb|wozu|womit|welche[rsmn]?)(?!\p{L})/giu,
  en: /(?<!\p{L})(?:who|whom|whose|when|where|what|which|why|how)(?!\p{L})/giu,
};

/** Whether a question seems to ask for several things: it has several question marks or question words. */
export function seemsCompound({ question, language }: Pick<AskedQuestion, "question" | "language">): boolean {
  return (question.match(/\?/g)?.length ?? 0) > 1 || (question.match(QUESTION_WORD[language])?.length ?? 0) > 1;
}

/**
 * Reads the questions that a model made of one.
 *
 * They may only have words that the question or the one before it has, and small words; all its names and numbers must
 * be in one of them.
 *
 * @returns null if they do not keep to it; the rules complete the question then.
 */
export function readQuestions(reply: string, asked: AskedQuestion): readonly string[] | null {
  const parsed = schema.safeParse(readObject(reply));
  if (!parsed.success) return null;
  const { language, question, isFollowUp } = asked;
  const before = isFollowUp ? asked.before : null;
  const questions = parsed.data.questions.map((each) => each.normalize("NFC").replace(/\s+/g, " "));
  const given = [question, ...(before === null ? [] : [before])].join("\n");
  const keeps = questions.every((each) => addsNothing(each, given, language)) && dropsNothing(questions, asked);
  return keeps ? questions : null;
}

function addsNothing(text: string, given: string, language: Language): boolean {
  if (hasInvisible(text) || foreignMarkup(text, given).length > 0 || detectLanguage(text) !== language) return false;
  if (missingNumbers({ text, language }, { text: given, language }).length > 0) return false;
  if (isNegated(text, language) && !isNegated(given, language)) return false;
  const known = wordSetOf([given], language);
  return contentWords(text, language).every((word) => known.has(word));
}

/** What the person asked must still be asked: every word with a meaning is in one of the questions. */
function dropsNothing(questions: readonly string[], { question, language }: AskedQuestion): boolean {
  const kept = wordSetOf(questions, language);
  return (
    contentWords(question, language).every((word) => kept.has(word)) &&
    isNegated(question, language) === questions.some((each) => isNegated(each, language))
  );
}

/**
 * What the model says is missing, in the person's own words; what is not taken from the question word for word, or is all
 * of it, is not repeated.
 */
export function ownWords(missing: readonly string[], questions: readonly string[]): readonly string[] {
  return missing.flatMap((part) => {
    for (const question of questions) {
      const span = locateQuote(question, part.replace(/[?.!\s]+$/u, ""));
      const words = span && question.slice(span.start, span.end);
      if (words && words.length < 0.8 * questions.join(" ").length) return [words];
    }
    return [];
  });
}
