import { spellingDistance } from "./spelling-distance.js";

/** A word that may be meant. */
export interface VocabularyWord {
  /** In the spelling of `normaliseWord`. */
  readonly word: string;
  /** How often the corpus has it; at least 1. */
  readonly frequency: number;
}

/** The word that a mistyped one most likely stands for. */
export interface NearestWord extends VocabularyWord {
  /** Slips between both, as `spellingDistance` counts them; above 0. */
  readonly distance: number;
}

/** Finds the words that mistyped ones stand for. */
export interface SpellingCorrector {
  /**
   * @param word In the spelling of `normaliseWord`.
   * @returns null where no word is near enough for its length, and for a word that is itself one of the vocabulary.
   *   Words that differ in more than two letters of length, or in more than five kinds of letters, are not looked at,
   *   however easy the slips between them are.
   */
  nearest(word: string): NearestWord | null;
}

/** Words of fewer letters are too like one another to tell a slip from another word. */
const SHORTEST_WORD = 4;

/** How many more times a word must be used to outweigh a whole slip: a factor of e to the inverse. */
const PRIOR = 0.12;

/** Most letters that one spelling may have more than the other, and most kinds of letters that only one of them has. */
const LENGTH_DIFFERENCE = 2;
const LETTERS_DIFFERENCE = 5;

/** Words of one length, with the set of letters of each as bits. */
interface Shelf {
  readonly words: VocabularyWord[];
  readonly letters: number[];
}

/**
 * Makes a corrector that knows no dictionary but a vocabulary.
 *
 * The words are kept by length with their sets of letters as bits, so that a look-up compares numbers and reads few words.
 */
export function createSpellingCorrector(vocabulary: Iterable<VocabularyWord>): SpellingCorrector {
  const shelves = new Map<number, Shelf>();
  const known = new Set<string>();
  for (const entry of vocabulary) {
    if (entry.word.length < SHORTEST_WORD || known.has(entry.word)) continue;
    known.add(entry.word);
    const shelf = shelves.get(entry.word.length) ?? { words: [], letters: [] };
    shelves.set(entry.word.length, shelf);
    shelf.words.push(entry);
    shelf.letters.push(letterBits(entry.word));
  }
  return {
    nearest(word) {
      const limit = limitFor(word.length);
      if (limit === 0 || known.has(word)) return null;
      const bits = letterBits(word);
      let best: NearestWord | null = null;
      for (let length = word.length - LENGTH_DIFFERENCE; length <= word.length + LENGTH_DIFFERENCE; length += 1) {
        const { words, letters } = shelves.get(length) ?? { words: [], letters: [] };
        for (let i = 0; i < words.length; i += 1) {
          if (countBits(bits ^ (letters[i] ?? 0)) > LETTERS_DIFFERENCE) continue;
          const candidate = words[i];
          if (candidate === undefined) continue;
          const distance = spellingDistance(word, candidate.word, limit);
          if (distance > limit) continue;
          if (best === null || compare({ ...candidate, distance }, best) < 0) best = { ...candidate, distance };
        }
      }
      return best;
    },
  };
}

/** Fewer slips first, but a far more frequent word outweighs part of one. */
function compare(a: NearestWord, b: NearestWord): number {
  const cost = ({ distance, frequency }: NearestWord) => distance - PRIOR * Math.log(frequency);
  return cost(a) - cost(b) || (a.word < b.word ? -1 : 1);
}

/** Most slips in a word of so many letters. */
function limitFor(length: number): number {
  if (length < SHORTEST_WORD) return 0;
  if (length < 8) return 1;
  return length < 12 ? 1.5 : 2;
}

/** One bit for each letter from a to z, and one for all others together. */
function letterBits(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i += 1) {
    const letter = word.charCodeAt(i) - 97;
    bits |= 1 << (letter >= 0 && letter < 26 ? letter : 26);
  }
  return bits;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
