import type { Language } from "../language/language.js";
import type { AnswerStatus, Citation } from "./answer.js";
import { ANSWER_PHRASES } from "./phrases.js";

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
