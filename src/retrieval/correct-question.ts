import { aliasKey } from "../language/alias-entries.js";
import type { Aliases } from "../language/aliases.js";
import { createAnalyser } from "../language/analyse.js";
import { createCompoundSplitter } from "../language/compounds.js";
import type { Language } from "../language/language.js";
import { normaliseWord } from "../language/normalise.js";
import { createSpellingCorrector, type SpellingCorrector } from "../language/spelling-corrector.js";
import { STOP_WORDS } from "../language/stop-words.js";
import type { SearchIndex } from "../search-index/search-index.js";
import { spellingInIndex } from "./spelling-in-index.js";

/** A word of the question that was taken for a slip, and the word that was searched for in its place. */
export interface Correction {
  readonly from: string;
  readonly to: string;
}

/** A question as it is searched for. */
export interface CorrectedQuestion {
  readonly text: string;
  /** In the order of the text; empty where nothing was corrected. */
  readonly corrections: readonly Correction[];
}

/** Most words of the corpus that a slip may stand for: the most frequent ones. */
const VOCABULARY = 150_000;

/** How often a name in `aliases.yaml` is taken to occur: people ask for what has a name of its own. */
const NAME_FREQUENCY = 5;

/** Shortest word that is looked at, and shortest misspelt part of a compound. */
const SHORTEST_WORD = 4;
const SHORTEST_PART = 5;

/** Most slips in a part of a compound whose other part is right. */
const PART_DISTANCE = 1;

const LANGUAGES: readonly Language[] = ["de", "en"];

/**
 * Makes a function that corrects the slips of a question by the words of an index.
 *
 * Only a word is corrected that neither the index nor the language knows: none of the corpus, no part of a name, no compound of
 * known parts, no stop word, nothing with a digit, and no word that the embedding model has as one token, for those are the common
 * words of a language. The word in its place must have fewer tokens than it: a slip tears a word into pieces.
 *
 * @param options.countTokens Tokens of the embedding model for a text.
 */
export function createQuestionCorrector(options: {
  readonly index: SearchIndex;
  readonly countTokens: (text: string) => number;
}): (question: string) => CorrectedQuestion {
  const { index, countTokens } = options;
  const { analyse } = createAnalyser({});
  const splitCompound = createCompoundSplitter((word) => index.wordFrequency(word));
  const names = nameWords(index.aliases);
  const frame = countTokens("a") - 1;
  const pieces = (word: string) => Math.min(...bothCases(word).map((form) => countTokens(form) - frame));
  let made: SpellingCorrector | undefined;
  // Most questions have no slip: the vocabulary is read when the first one comes.
  const corrector = () => {
    made ??= createSpellingCorrector([
      ...[...names.keys()].map((word) => ({ word, frequency: NAME_FREQUENCY + index.wordFrequency(word) })),
      ...index.words(VOCABULARY),
    ]);
    return made;
  };

  /** One token of the embedding model, as it stands, with an umlaut less or with an ending more. */
  const isCommon = (word: string, shortestStem: number): boolean =>
    [word, word.normalize("NFD").replace(/\p{M}/gu, "")].some(
      (form) =>
        pieces(form) === 1 ||
        ENDINGS.some((ending) => {
          const stem = form.slice(0, -ending.length);
          return form.endsWith(ending) && stem.length >= shortestStem && pieces(stem) === 1;
        }),
    );

  const isKnown = (word: string): boolean =>
    LANGUAGES.some((language) => {
      const normal = normaliseWord(word, language);
      if (STOP_WORDS[language].has(normal) || names.has(normal) || index.wordFrequency(normal) > 0) return true;
      return analyse(word, language).some(({ term }) => index.documentFrequency(term) > 0);
    }) || splitCompound(normaliseWord(word, "de")).length > 0;

  /** Whether the documents have the word as a whole: "OWL-TI" is not known by its "OWL". */
  const isWritten = (word: string): boolean =>
    LANGUAGES.some((language) =>
      analyse(word, language).some(({ term, kind }) => kind === "word" && index.documentFrequency(term) > 0),
    );

  /** With the umlauts of the documents, where a keyboard had none: "Geschaeftsfuehrer" says the same to the index, but not to a model. */
  const respell = (word: string): string => {
    if (!/[aou]e|ss/iu.test(word) || index.wordFrequency(normaliseWord(word, "de")) === 0) return word;
    const spelling = spellingInIndex(normaliseWord(word, "de"), index);
    if (spelling === null || !/[äöüß]/iu.test(spelling)) return word;
    return /^\p{Ll}/u.test(word) ? spelling : matchCase(spelling, word);
  };

  const correctWord = (word: string): string | null => {
    if (word.length < SHORTEST_WORD || /\p{N}/u.test(word) || /^\p{Lu}{2,5}$/u.test(word)) return null;
    if (isKnown(word) || isCommon(word, LONG_STEM)) return null;
    const found = corrector().nearest(normaliseWord(word, "de"));
    if (found === null) return correctPart(word);
    const name = names.get(found.word);
    const to = name ?? spellingInIndex(found.word, index);
    if (to === null) return null;
    const isEasy = found.distance < 1;
    if (!isEasy && isCommon(word, SHORT_STEM)) return null;
    // Names are torn into pieces whether they are spelt right or not.
    const most = pieces(word) + (name !== undefined ? 1 : isEasy ? 0 : -1);
    return pieces(to) <= most ? matchCase(to, word) : null;
  };

  /** A compound of which one part is known, and the other one nearly. */
  const correctPart = (word: string): string | null => {
    const known = (part: string) =>
      [part, part.replace(/s$/u, "")].some((form) => index.wordFrequency(normaliseWord(form, "de")) > 0);
    let best: { readonly distance: number; readonly text: string } | null = null;
    for (let cut = SHORTEST_WORD; cut <= word.length - SHORTEST_WORD; cut += 1) {
      const head = word.slice(0, cut);
      const tail = word.slice(cut);
      if (known(head) === known(tail)) {
        if (known(head)) return null;
        continue;
      }
      const part = known(head) ? tail : head;
      if (part.length < SHORTEST_PART || isKnown(part) || isCommon(part, SHORT_STEM)) continue;
      const found = corrector().nearest(normaliseWord(part, "de"));
      if (found === null || found.distance > PART_DISTANCE || found.distance >= (best?.distance ?? 9)) continue;
      const to = spellingInIndex(found.word, index);
      if (to === null || pieces(to) >= pieces(part)) continue;
      best = { distance: found.distance, text: part === tail ? head + to.toLowerCase() : matchCase(to, word) + tail };
    }
    return best?.text ?? null;
  };

  return (question) => {
    const corrections: Correction[] = [];
    const correct = (from: string, to: string | null): string => {
      if (to === null || to === from) return respell(from);
      corrections.push({ from, to });
      return to;
    };
    const text = question.normalize("NFC").replace(WORD, (whole) => {
      if (/[@/.]/u.test(whole)) return whole;
      const name = isWritten(whole) ? null : misspeltName(whole, index.aliases);
      if (name !== null || !whole.includes("-")) return correct(whole, name ?? correctWord(whole));
      if (index.aliases.byKey.has(aliasKey(whole))) return whole;
      return whole
        .split("-")
        .map((part) => correct(part, correctWord(part)))
        .join("-");
    });
    return { text, corrections };
  };
}

/** Endings of German and English words. */
const ENDINGS = [
  "e",
  "n",
  "s",
  "t",
  "en",
  "er",
  "es",
  "em",
  "te",
  "st",
  "ern",
  "ten",
  "ung",
  "lich",
  "ed",
  "ing",
  "ly",
];

/** In letters: a longer stem makes a word sure to be no slip, a shorter one only where the slip is no easy one. */
const LONG_STEM = 5;
const SHORT_STEM = 4;

function bothCases(word: string): string[] {
  const small = word.toLowerCase();
  return [small, `${small.charAt(0).toUpperCase()}${small.slice(1)}`];
}

/** Words with what they may be joined to; addresses and the like are one. */
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-@/.][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/** The words of all names, in the spelling of `normaliseWord`, as the file writes them. */
function nameWords(aliases: Aliases): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const entry of aliases.entries.values()) {
    for (const name of [entry.name, ...entry.names]) {
      for (const word of name.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []) {
        const normal = normaliseWord(word, "de");
        if (!words.has(normal)) words.set(normal, word);
      }
    }
  }
  return words;
}

/** Letters of an abbreviation or a hyphenated name of a body in the wrong order: "kzr", "OWL-TI". */
function misspeltName(word: string, aliases: Aliases): string | null {
  const isAbbreviation = /^[^aeiouäöüy]{3,4}$/iu.test(word) || /^\p{Lu}+-\p{Lu}+$/u.test(word);
  const key = aliasKey(word);
  if (!isAbbreviation || aliases.byKey.has(key)) return null;
  for (let i = 0; i + 1 < key.length; i += 1) {
    const swapped = `${key.slice(0, i)}${key[i + 1]}${key[i]}${key.slice(i + 2)}`;
    const [match] = aliases.byKey.get(swapped) ?? [];
    if (match !== undefined) return match.spelling;
  }
  return null;
}

/** Gives a word that begins with a small letter the capital one that the person wrote. */
function matchCase(word: string, like: string): string {
  return /^\p{Lu}/u.test(like) ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : word;
}
