import type { Language } from "../language/language.js";
import type { AnswerStatus, Citation } from "./answer.js";
import { findHeadline } from "./headline/find-headline.js";
import { ANSWER_PHRASES } from "./phrases.js";
import type { Evidence } from "./select-evidence.js";

/**
 * The shortest span that answers, taken from the sentences that are quoted.
 *
 * @returns null where the question asks for none, or none is sure.
 */
export function extractiveHeadline(question: string, language: Language, { passages }: Evidence): string | null {
  const evidence = passages
    .flatMap(({ sentences }) => sentences)
    .sort((a, b) => b.probability - a.probability)
    .map(({ text, chunk, probability }) => ({ text, language: chunk.document.language, score: probability }));
  return findHeadline({ question, language, evidence });
}

/**
 * The text of an answer that consists of quotes: the headline, then each quote on lines of its own with its marker.
 */
export function extractiveText(
  headline: string | null,
  citations: readonly Citation[],
  status: AnswerStatus,
  language: Language,
): string {
  const phrases = ANSWER_PHRASES[language];
  const [open, close] = phrases.quotation;
  const quotes = citations.map(({ quote, marker }) => `${open}${quote}${close} [${marker}]`);
  return [...(headline === null ? [] : [headline]), ...(status === "partial" ? [phrases.partial] : []), ...quotes].join(
    "\n\n",
  );
}
