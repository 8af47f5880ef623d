import type { Language } from "../language/language.js";
import type { AnswerStatus, Citation } from "./answer.js";
import { ANSWER_PHRASES } from "./phrases.js";

/**
 * The text of an answer that consists of quotes: the headline, then each quote on lines of its own with its marker, then
 * what must be known of the sources.
 */
export function extractiveText(
  headline: string | null,
  citations: readonly Citation[],
  status: AnswerStatus,
  language: Language,
  notes: readonly string[],
): string {
  const phrases = ANSWER_PHRASES[language];
  const [open, close] = phrases.quotation;
  const quotes = citations.map(({ quote, marker }) => `${open}${quote}${close} [${marker}]`);
  const opening = [...(headline === null ? [] : [headline]), ...(status === "partial" ? [phrases.partial] : [])];
  return [...opening, ...quotes, ...notes].join("\n\n");
}
