import { stemGerman } from "../../language/cistem.js";
import type { Span } from "../../language/language.js";
import { remember } from "../../language/remember.js";
import { STOP_WORDS } from "../../language/stop-words.js";
import { conceptsOf } from "./word-concepts.js";

/** A word of a text with what is needed to compare it. */
export interface Word extends Span {
  readonly text: string;
  /** Lower case, umlauts and accents dropped, ss for ß. */
  readonly folded: string;
  readonly concepts: ReadonlySet<number>;
}

/** Words that ask, and verbs that only connect; what a text is about stands in the others. */
const stopWords = new Set([
  ...STOP_WORDS.de,
  ...STOP_WORDS.en,
  ...`wieviel wieviele viel viele vielen laut heisst lautet hiess name namens rund eigentlich genau richtig uberhaupt denn ungefahr exactly actually really roughly how many much did call called`.split(
    " ",
  ),
]);

/** Each word of a question is compared with each word of many sentences; some 2 MB. */
const STEMS_KEPT = 20_000;

/** Splits a text into words; "OWL-IT" and "krz" are one word each. */
export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+(?:[-'’.,/&][\p{L}\p{N}]+)*/gu)].map((match) => {
    const folded = fold(match[0]);
    return {
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
      folded,
      concepts: conceptsOf(folded),
    };
  });
}

/** The words of a question that say what it is about: without articles, pronouns, auxiliaries and question words. */
export function contentWords(text: string): readonly Word[] {
  return wordsOf(text).filter((word) => !stopWords.has(word.folded));
}

/** Whether a word carries no meaning of its own in a question. */
export function isStopWord(word: Word): boolean {
  return stopWords.has(word.folded);
}

/**
 * How surely a word says what another asks for: 1 for the same word, another form of it or one joined to others by
 * hyphens, 0.9 where one is a part of the
 * other, 0.8 for words of one concept ("Gemeinden", "municipalities"), 0.7 for a slip of one letter, else 0. Of what is
 * asked for with hyphens a part says less, 0.6: "Spiel" is not yet "AFC-Championship-Spiel".
 */
export function similarity(asked: Word, told: Word): number {
  if (asked.folded === told.folded || sameStem(asked.folded, told.folded)) return 1;
  if (told.folded.split("-").includes(asked.folded)) return 1;
  if (inCompound(told.folded, asked.folded)) return asked.folded.includes("-") ? 0.6 : 0.9;
  if (inCompound(asked.folded, told.folded)) return 0.9;
  for (const concept of asked.concepts) if (told.concepts.has(concept)) return 0.8;
  return differByOneLetter(asked.folded, told.folded) ? 0.7 : 0;
}

/** Whether two longer words differ by one letter too many, too few or wrong; numbers never do. */
function differByOneLetter(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > 1 || /\d/.test(a + b)) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  if (same < 2) return false;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/['’]s$/, "");
}

/** A rough stem for both languages: CISTEM after the endings it leaves, and without the "ge" inside a participle. */
const stem = remember(STEMS_KEPT, (word: string): string => {
  if (word.length < 5 || /\d/.test(word)) return word;
  const bare = word.replace(/^(an|auf|aus|ein|ab|zu|um|mit|vor)ge(?=[a-z]{4})/, "$1");
  return stemGerman(bare.replace(/(?<=\w{3})(?:ungen|ung|innen|in|ing|ed|ies|y)$/, ""));
});

function sameStem(a: string, b: string): boolean {
  const [left, right] = [stem(a), stem(b)];
  if (left === right) return left.length >= 3;
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short.length >= 5 && long.startsWith(short) && long.length - short.length <= 3;
}

function inCompound(part: string, whole: string): boolean {
  const base = stem(part);
  return base.length >= 4 && whole.length >= base.length + 3 && (whole.startsWith(base) || stem(whole).endsWith(base));
}
