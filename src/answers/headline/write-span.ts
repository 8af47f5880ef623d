import type { Language } from "../../language/language.js";
import type { NumberQualifier, NumberSpan } from "./find-numbers.js";

const qualifierWords: Readonly<Record<Language, Readonly<Record<NumberQualifier, string>>>> = {
  de: {
    "more than": "über",
    "less than": "weniger als",
    about: "rund",
    almost: "knapp",
    "at least": "mindestens",
    "up to": "bis zu",
  },
  en: {
    "more than": "more than",
    "less than": "fewer than",
    about: "about",
    almost: "almost",
    "at least": "at least",
    "up to": "up to",
  },
};

const smallNumbers: Readonly<Record<Language, readonly string[]>> = {
  de: "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(" "),
  en: "zero one two three four five six seven eight nine ten eleven twelve".split(" "),
};

/**
 * Writes a number, with its qualifier and unit, in the language of the question: `über 500`, `more than 500`,
 * `1,5 Millionen Euro`, `1.5 million euros`.
 *
 * A number that was written as a word stays one up to twelve. In the text's own language the text's own spelling stays.
 */
export function writeNumber(number: NumberSpan, text: string, from: Language, to: Language): string {
  const written = text.slice(number.start, number.end);
  const qualifier = number.qualifier ? `${qualifierWords[to][number.qualifier]} ` : "";
  if (from === to) return qualifier + text.slice(number.start, number.unitEnd);
  const range = number.last === null ? "" : `${to === "de" ? " bis " : " to "}${writeValue(number.last, to)}`;
  const word = /^\p{L}/u.test(written) ? smallNumbers[to][number.value] : undefined;
  const unit = number.unit ? (number.unit.kind === "percent" ? "%" : (number.unit.names[to][0] ?? "")) : "";
  const space = unit === "%" && to === "en" ? "" : " ";
  return `${qualifier}${word ?? writeValue(number.value, to)}${range}${unit === "" ? "" : space + unit}`;
}

function writeValue(value: number, language: Language): string {
  const [factor, word] =
    value >= 1e9 && value % 1e7 === 0
      ? [1e9, language === "de" ? (value === 1e9 ? " Milliarde" : " Milliarden") : " billion"]
      : value >= 1e6 && value % 1e4 === 0
        ? [1e6, language === "de" ? (value === 1e6 ? " Million" : " Millionen") : " million"]
        : [1, ""];
  return value / factor === 0
    ? "0"
    : new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(value / factor) + word;
}
