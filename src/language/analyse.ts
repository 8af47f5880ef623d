import { stemmer } from "stemmer";
import { stemGerman } from "./cistem.js";
import { findIsoDates } from "./find-iso-dates.js";
import type { Language } from "./language.js";
import { normaliseWord } from "./normalise.js";
import { remember } from "./remember.js";
import { STOP_WORDS } from "./stop-words.js";
import { listTokens } from "./tokens.js";

/** What the keyword index holds and a question asks for. */
export interface Term {
  /** Lower case, folded and stemmed; letters, digits, `-` in dates, `.` in decimals and `:` in times. Never empty. */
  readonly term: string;
  /** The text it comes from, as it stands there. */
  readonly surface: string;
  /** `part` stands beside the word it is a part of; `date` is `YYYY-MM-DD` or `YYYY-MM`, beside the words of the date. */
  readonly kind: "word" | "part" | "date" | "number";
}

/** Turns texts into terms, the same way for documents and questions. */
export interface Analyser {
  /**
   * @param language Decides stop words, stemmer and compounds; names, numbers and dates come out alike in both.
   * @returns In the order of the text, repeated as often as they occur.
   */
  analyse(text: string, language: Language): readonly Term[];
}

/** Longer words are addresses, keys or noise that nobody asks for; in letters. */
const LONGEST_WORD = 80;

/** Words whose forms are kept in memory: a corpus says the same ones again and again. */
const REMEMBERED_WORDS = 50_000;

/** Numbers people write as words; "ein" and "one" are articles and pronouns more often. */
const NUMBER_WORDS: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  de: numbered("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", "de"),
  en: numbered("two three four five six seven eight nine ten eleven twelve", "en"),
};

/**
 * Makes an analyser.
 *
 * Words are normalised, freed of stop words and stemmed (CISTEM for German, Porter for English). Compounds, and words with
 * hyphens, slashes or "@", give their parts beside the whole: "OWL-IT" gives `owlit`, `owl`, `it`.
 *
 * @param options.splitCompound Parts of a normalised German word, none if it is no compound; without it nothing is split.
 */
export function createAnalyser(options: { splitCompound?: (word: string) => readonly string[] }): Analyser {
  const splitCompound = remember(REMEMBERED_WORDS, options.splitCompound ?? (() => []));
  const forms = {
    de: { normalise: rememberNormal("de"), stem: remember(REMEMBERED_WORDS, stemGerman) },
    en: { normalise: rememberNormal("en"), stem: remember(REMEMBERED_WORDS, stemmer) },
  };

  const analyseWords = (
    surface: string,
    parts: readonly string[],
    language: Language,
    isAcronym: (word: string) => boolean,
  ): readonly Term[] => {
    const { normalise, stem } = forms[language];
    const toTerm = (word: string, kind: Term["kind"]): Term => ({
      term: /\p{N}/u.test(word) ? word : stem(word),
      surface,
      kind,
    });
    const words = parts.map(normalise);
    if (words.every((word, index) => STOP_WORDS[language].has(word) && !isAcronym(parts[index] ?? ""))) return [];
    const whole = normalise(parts.join(""));
    const terms = [toTerm(whole, "word")];
    const number = NUMBER_WORDS[language].get(whole);
    if (number !== undefined) terms.push({ term: number, surface, kind: "number" });
    for (const word of words) {
      if (words.length > 1 && word.length > 1) terms.push(toTerm(word, "part"));
      if (language === "de") terms.push(...splitCompound(word).map((piece) => toTerm(piece, "part")));
    }
    return terms.filter(({ term }) => term.length <= LONGEST_WORD);
  };

  return {
    analyse(text, language) {
      const normal = text.normalize("NFC");
      const dates = findIsoDates(normal);
      const isAcronym = /\p{Ll}/u.test(normal) ? (word: string) => /^\p{Lu}{2,}$/u.test(word) : () => false;
      const terms: Term[] = [];
      let next = 0;
      let numericEnd = 0;
      const addDatesUpTo = (offset: number): void => {
        for (let date = dates[next]; date !== undefined && date.start <= offset; date = dates[++next]) {
          const mention = normal.slice(date.start, date.end);
          terms.push(...dateTerms(date.iso, mention));
          if (!/\p{L}/u.test(mention)) numericEnd = date.end;
        }
      };
      for (const { surface, start, kind, parts } of listTokens(normal)) {
        addDatesUpTo(start);
        if (start < numericEnd) continue;
        if (kind === "number") terms.push(...parts.map((term) => ({ term, surface, kind })));
        else terms.push(...analyseWords(surface, parts, language, isAcronym));
      }
      addDatesUpTo(normal.length);
      return terms;
    },
  };
}

function rememberNormal(language: Language): (word: string) => string {
  return remember(REMEMBERED_WORDS, (word: string) => normaliseWord(word, language));
}

/** A day also answers for its month; a date in figures gives its year too, which a written one has as a word of its own. */
function dateTerms(iso: string, surface: string): readonly Term[] {
  const terms: Term[] = [{ term: iso, surface, kind: "date" }];
  if (iso.length > 7) terms.push({ term: iso.slice(0, 7), surface, kind: "date" });
  if (!/\p{L}/u.test(surface)) terms.push({ term: iso.slice(0, 4), surface, kind: "number" });
  return terms;
}

function numbered(words: string, language: Language): ReadonlyMap<string, string> {
  return new Map(words.split(" ").map((word, index) => [normaliseWord(word, language), String(index + 2)]));
}
