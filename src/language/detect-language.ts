import { FOREIGN_LANGUAGES } from "./foreign-words.js";
import type { Language } from "./language.js";
import { ENGLISH_TRIPLES, ENGLISH_WORDS, GERMAN_TRIPLES, GERMAN_WORDS, WEAK_GERMAN_WORDS } from "./language-cues.js";

/** Longer texts are judged by their beginning. */
const SAMPLE_LENGTH = 20_000;

/** How much each cue counts; a function word outweighs any name with German or English letters in it. */
const FUNCTION_WORD = 2;
const UMLAUT = 1;
const WEAK_WORD = 0.5;
const TRIPLE = 0.15;

/** A text is foreign when this share of its words, and this many different words, belong to one foreign language. */
const FOREIGN_SHARE = 0.3;
const FOREIGN_WORDS = 2;

/**
 * Tells German from English, for a question of a few words as for a whole document.
 *
 * Function words weigh most, then umlauts, then typical letter triples. "die" alone does not make a text German.
 *
 * @returns `de` when nothing tells ("krz Forum 2016?"), also for a text in a third language without English cues.
 */
export function detectLanguage(text: string): Language {
  let balance = 0;
  for (const word of tokens(text)) balance += weigh(word);
  return balance < 0 ? "en" : "de";
}

/**
 * Whether a text is certainly in neither German nor English; in doubt false.
 *
 * Other scripts (Cyrillic, Arabic ...) are told by their letters; languages in Latin letters by at least two words, one of
 * them a function word and the other one at least spelt in letters of that language, and never below four words.
 */
export function isForeign(text: string): boolean {
  const sample = text.slice(0, SAMPLE_LENGTH).normalize("NFC");
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const latin = sample.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters >= 2 && latin < letters / 3) return true;
  const list = tokens(sample);
  if (list.length < 4 && !sample.includes("¿")) return false;
  const inverted = sample.includes("¿") ? 1 : 0;
  return FOREIGN_LANGUAGES.some(({ words, letters: own }) => {
    const hits = new Set(list.filter((word) => words.has(word) || own.test(word)));
    const telling = [...hits].filter((word) => word.length > 1 && !isKnown(word)).length + inverted;
    if (telling < FOREIGN_WORDS || !list.some((word) => words.has(word) && !isKnown(word))) return false;
    const count = list.filter((word) => hits.has(word)).length;
    const known = list.filter((word) => isKnown(word) && !hits.has(word)).length;
    return count > 2 * known && count >= FOREIGN_SHARE * list.length;
  });
}

/** Positive for German, negative for English. */
function weigh(word: string): number {
  if (GERMAN_WORDS.has(word)) return FUNCTION_WORD;
  if (ENGLISH_WORDS.has(word)) return -FUNCTION_WORD;
  if (WEAK_GERMAN_WORDS.has(word)) return WEAK_WORD;
  const padded = ` ${word} `;
  let balance = /[äöüß]/.test(word) ? UMLAUT : 0;
  for (let i = 0; i + 3 <= padded.length; i += 1) {
    const triple = padded.slice(i, i + 3);
    if (GERMAN_TRIPLES.has(triple)) balance += TRIPLE;
    else if (ENGLISH_TRIPLES.has(triple)) balance -= TRIPLE;
  }
  return balance;
}

function isKnown(word: string): boolean {
  return GERMAN_WORDS.has(word) || ENGLISH_WORDS.has(word) || WEAK_GERMAN_WORDS.has(word);
}

/** Lower case; hyphenated words stay whole and abbreviations are left out, so that neither "OWL-IT" nor "IT" counts as "it". */
function tokens(text: string): readonly string[] {
  const sample = text.slice(0, SAMPLE_LENGTH).normalize("NFC").replaceAll("’", "'");
  const words = sample.match(/\p{L}[\p{L}\p{M}]*(?:['-]\p{L}[\p{L}\p{M}]*)*/gu) ?? [];
  const shouted = !/\p{Ll}/u.test(sample);
  return words.filter((word) => shouted || !/^\p{Lu}{2,}$/u.test(word)).map((word) => word.toLowerCase());
}
