import type { Language } from "../language/language.js";
import { mean } from "./retrieval-metrics.js";

const ARTICLES: Readonly<Record<Language, ReadonlySet<string>>> = {
  de: new Set(["der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines"]),
  en: new Set(["a", "an", "the"]),
};

/**
 * The words of a short answer that count in a comparison: lower case, without punctuation and articles.
 *
 * @example answerWords("The 1. January, 2020", "en") // ["1", "january", "2020"]
 * @see the evaluation script of SQuAD v1.1; German articles as in MLQA, arXiv 1910.07475
 */
export function answerWords(text: string, language: Language): string[] {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/\p{P}/gu, "")
    .split(/\s+/u)
    .filter((word) => word !== "" && !ARTICLES[language].has(word));
}

/** Whether two short answers have the same words in the same order. */
export function isSameAnswer(given: string, right: string, language: Language): boolean {
  return answerWords(given, language).join(" ") === answerWords(right, language).join(" ");
}

/** Harmonic mean of the shares of words that two short answers have in common, in [0, 1]. */
export function wordF1(given: string, right: string, language: Language): number {
  const givenWords = answerWords(given, language);
  const left = answerWords(right, language);
  const total = givenWords.length + left.length;
  if (total === 0) return 1;
  let shared = 0;
  for (const word of givenWords) {
    const place = left.indexOf(word);
    if (place === -1) continue;
    left.splice(place, 1);
    shared++;
  }
  return (2 * shared) / total;
}

/** Exact match and mean F1 of short answers, each against the best of the right ones. */
export function spanQuality(
  answers: readonly { readonly given: string; readonly right: readonly string[]; readonly language: Language }[],
): { readonly exact: number; readonly f1: number } {
  return {
    exact: mean(
      answers.map(({ given, right, language }) => Number(right.some((each) => isSameAnswer(given, each, language)))),
    ),
    f1: mean(
      answers.map(({ given, right, language }) => Math.max(0, ...right.map((each) => wordF1(given, each, language)))),
    ),
  };
}
