import { z } from "zod";
import { detectLanguage, isForeign } from "../language/detect-language.js";
import type { ReplyForm } from "../language-model/index.js";
import { foreignMarkup, hasInvisible } from "./generated-markup.js";
import { readObject } from "./generated-reply.js";
import { isNegated } from "./statement-negation.js";
import { missingNumbers, type WrittenText } from "./statement-numbers.js";

/** The form of a reply with translations. */
export const TRANSLATIONS_REPLY: ReplyForm = {
  name: "translations",
  schema: {
    type: "object",
    properties: { translations: { type: "array", items: { type: "string" } } },
    required: ["translations"],
    additionalProperties: false,
  },
};

const schema = z.object({ translations: z.array(z.string()) });

/** A translation that is so many times as long as its quote says more than that. */
const LONGEST_RATIO = 2.5;

/**
 * Reads translations of quotes into `language`.
 *
 * A translation must have the numbers of its quote and no others, deny something exactly if the quote does, hold no link
 * or markup of its own and be in the right language. Whether it is well made nobody checks: it is shown as a machine's.
 *
 * @returns One for each quote; null where there is none that may be shown.
 */
export function readTranslations(
  reply: string,
  quotes: readonly WrittenText[],
  language: WrittenText["language"],
): readonly (string | null)[] {
  const parsed = schema.safeParse(readObject(reply));
  const translations = parsed.success ? parsed.data.translations : [];
  // One too many or too few, and nobody knows which belongs to which.
  if (translations.length !== quotes.length) return quotes.map(() => null);
  return quotes.map((quote, index) => {
    const text = (translations[index] ?? "").normalize("NFC").replace(/\s+/g, " ").trim();
    return fits({ text, language }, quote) ? text : null;
  });
}

function fits(translation: WrittenText, quote: WrittenText): boolean {
  const { text, language } = translation;
  return (
    text !== "" &&
    text.length <= LONGEST_RATIO * quote.text.length + 40 &&
    !hasInvisible(text) &&
    foreignMarkup(text, quote.text).length === 0 &&
    !isForeign(text) &&
    detectLanguage(text) === language &&
    missingNumbers(translation, quote).length === 0 &&
    missingNumbers(quote, translation).length === 0 &&
    isNegated(text, language) === isNegated(quote.text, quote.language)
  );
}
