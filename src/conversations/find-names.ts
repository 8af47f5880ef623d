import type { Language, Span } from "../language/language.js";

/** A name in a question, with the words that tie it to the sentence. */
export interface FoundName extends Span {
  /** The name alone: "krz Forum 2016". */
  readonly name: string;
  /** In small letters, null where there is none: `in` of "in der Stadt". */
  readonly preposition: string | null;
  /** Where preposition and article begin; the name's own start where it has neither. */
  readonly phraseStart: number;
  /** Certainly a name and no mere noun: capitals within, digits, no vowels, or several capitalised words in a row. */
  readonly isSure: boolean;
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:[-‐‑&/.][\p{L}\p{M}\p{N}]+)*/gu;

/** Preposition, article or both, right before a name. */
const TIE: Readonly<Record<Language, RegExp>> = {
  de: /(?:\b(in|im|ins|an|am|auf|aus|bei|beim|von|vom|für|mit|zu|zum|zur|nach|vor|über)\s+)?(?:\b(?:der|die|das|den|dem|des|einer?|eines?|einem|einen)\s+)?$/iu,
  en: /(?:\b(in|at|on|of|for|with|by|from|to|about)\s+)?(?:\b(?:the|an?)\s+)?$/iu,
};

/** Common words without a vowel, which are no abbreviations. */
const NO_ABBREVIATION = /^(?:my|by|why|hmm|pls|bzw|usw|vgl|ggf)$/i;

/**
 * Finds what a question names: bodies, places, events, people; in German, where every noun has a capital letter, also
 * the things it is about.
 *
 * The first word counts only where more than its capital letter speaks for a name. Nothing is found in text without
 * capital letters but abbreviations ("krz") and numbers.
 */
export function findNames(text: string, language: Language): readonly FoundName[] {
  const runs: Run[] = [];
  for (const { 0: word, index: start } of text.matchAll(WORD)) {
    const isCapital = /^\p{Lu}/u.test(word) && start > 0 && word !== "I";
    if (!isCapital && !isAbbreviation(word)) continue;
    const end = start + word.length;
    const last = runs.at(-1);
    if (last !== undefined && /^[ \u00a0]$/.test(text.slice(last.end, start))) {
      runs[runs.length - 1] = { ...last, end, words: [...last.words, word] };
    } else runs.push({ start, end, words: [word] });
  }
  return runs.map((run) => describeName(text, run, language));
}

/** Words of a name with one blank between them. */
interface Run extends Span {
  readonly words: readonly string[];
}

function describeName(text: string, { start, end, words }: Run, language: Language): FoundName {
  const tie = TIE[language].exec(text.slice(0, start));
  const isSure = language === "en" || words.length > 1 || words.some(isAbbreviation);
  const preposition = tie?.[1]?.toLowerCase() ?? null;
  return { start, end, name: text.slice(start, end), preposition, phraseStart: tie?.index ?? start, isSure };
}

function isAbbreviation(word: string): boolean {
  if (/\d/.test(word) || /\p{Lu}.*\p{Lu}/u.test(word)) return true;
  return /^[^aeiouyäöü\d]{3,}$/iu.test(word) && !NO_ABBREVIATION.test(word);
}
