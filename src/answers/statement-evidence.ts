import { createAnalyser } from "../language/analyse.js";
import type { Language } from "../language/language.js";
import { normaliseWord } from "../language/normalise.js";
import { remember } from "../language/remember.js";
import { STOP_WORDS } from "../language/stop-words.js";

/** The words that a claim is held against, whatever their form. */
export interface WordSet {
  /**
   * Whether a word stands there: the same, with another ending, or as a part of a longer one ("Rechenzentrum" in
   * "Rechenzentrumsbetrieb").
   */
  has(word: string): boolean;
}

/** A stem of so many letters may stand inside a longer word; shorter ones would be found anywhere. */
const SHORTEST_PART = 5;

/** Names that German and English write in different ways, normalised. */
const SAME_NAMES: readonly (readonly string[])[] = [
  ["ai", "ki"],
  ["german", "germany", "deutsch", "deutsche", "deutschen", "deutschland"],
  ["european", "europe", "europa", "europaische", "europaischen"],
  ["munich", "munchen"],
  ["cologne", "koln"],
  ["bavaria", "bayern"],
  ["saxony", "sachsen"],
  ["rhine", "rhein", "nordrhein"],
  ["westphalia", "westfalen"],
  ["vat", "mwst", "umsatzsteuer", "mehrwertsteuer"],
];

/** Sentences of the same documents are compared again and again; some 2 MB for each language. */
const WORDS_KEPT = 20_000;

const { analyse } = createAnalyser({});
const rememberStems = (language: Language) =>
  remember(WORDS_KEPT, (word: string): readonly string[] =>
    analyse(word, language).flatMap(({ term, kind }) => (kind === "word" ? [term] : [])),
  );
const STEMS: Readonly<Record<Language, (word: string) => readonly string[]>> = {
  de: rememberStems("de"),
  en: rememberStems("en"),
};

/**
 * Collects the words of texts.
 *
 * @param language Of the words that are asked for: it decides how they are stemmed.
 */
export function wordSetOf(texts: readonly string[], language: Language): WordSet {
  const stemsOf = STEMS[language];
  const words = new Set(texts.flatMap(wordsOf).flatMap((word) => spellingsOf(word, language)));
  const stems = new Set([...words].flatMap(stemsOf));
  const all = [...words].join(" ");
  const hasSpelling = (word: string) => {
    if (words.has(word)) return true;
    if (SAME_NAMES.some((names) => names.includes(word) && names.some((name) => words.has(name)))) return true;
    return stemsOf(word).some((stem) => stems.has(stem) || (stem.length >= SHORTEST_PART && all.includes(stem)));
  };
  return { has: (word) => spellingsOf(word, language).slice(0, 1).some(hasSpelling) };
}

/** Words with the hyphens, dots and slashes inside them. */
export function wordsOf(text: string): readonly string[] {
  return text.normalize("NFC").match(/[\p{L}\p{M}\p{N}]+(?:[-‐‑&/.][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
}

/** The words of a text that carry its meaning: those of the language's small words are left out. */
export function contentWords(text: string, language: Language): readonly string[] {
  return wordsOf(text).filter((word) => !STOP_WORDS[language].has(normaliseWord(word, language)));
}

/** The whole word without its hyphens, then its parts. */
function spellingsOf(word: string, language: Language): readonly string[] {
  const parts = word.split(/[-‐‑&/.]/u).map((part) => normaliseWord(part, language));
  return parts.length === 1 ? parts : [parts.join(""), ...parts];
}
