import type { Language } from "../language/language.js";
import { formatIsoDate, isoDate } from "./headline/dates.js";
import { findDates } from "./headline/find-dates.js";
import { ANSWER_PHRASES } from "./phrases.js";
import { contentWords, wordSetOf } from "./statement-evidence.js";
import { isNegated } from "./statement-negation.js";
import { missingNumbers } from "./statement-numbers.js";

/** A sentence and the document that says it. */
export interface SourcedSentence {
  readonly text: string;
  readonly language: Language;
  readonly document: string;
}

/** A sentence of an answer. */
export interface Statement extends SourcedSentence {
  /** The n of the marker `[n]` of its citation. */
  readonly marker: number;
  /** ISO date of the document; undefined where it has none. */
  readonly date: string | undefined;
}

/** Share of content words that two statements about the same have in common, where both seem to answer the question. */
const SAME_SHARE = 0.6;

/**
 * Says which documents contradict each other.
 *
 * @param language Of the notes.
 * @returns One note with markers and dates for each pair of sources.
 */
export function contradictionNotes(statements: readonly Statement[], language: Language): readonly string[] {
  const phrases = ANSWER_PHRASES[language];
  const side = ({ marker, date }: Statement) =>
    `[${marker}] (${date === undefined ? phrases.undated : formatIsoDate(date, language)})`;
  const notes = statements.flatMap((one, index) =>
    statements
      .slice(index + 1)
      .filter((other) => contradict(one, other))
      .map((other) => phrases.conflict(side(one), side(other))),
  );
  return [...new Set(notes)];
}

/**
 * Whether two documents say the same of the same, but with other numbers or dates, or one of them denies it.
 *
 * "2019 kamen 120 Gäste" and "2021 kamen 150 Gäste" do not: figures of other times may differ.
 *
 * @param share Share of the content words of each that the other one must have. Default: 0.6.
 */
export function contradict(one: SourcedSentence, other: SourcedSentence, share = SAME_SHARE): boolean {
  const { language } = one;
  if (other.document === one.document || other.language !== language) return false;
  if (!differ(one, other) && isNegated(one.text, language) === isNegated(other.text, language)) return false;
  if (otherTimes(one, other) && differ(withoutDates(one), withoutDates(other))) return false;
  return sharedWords(one, other) >= share && sharedWords(other, one) >= share;
}

/** Whether each has a number that the other one does not have. */
function differ(one: SourcedSentence, other: SourcedSentence): boolean {
  return missingNumbers(one, other).length > 0 && missingNumbers(other, one).length > 0;
}

/** Whether both name dates, and none that the other one names. */
function otherTimes(one: SourcedSentence, other: SourcedSentence): boolean {
  const [dates, others] = [one, other].map(({ text }) => findDates(text).map(({ date }) => isoDate(date)));
  return dates?.length !== 0 && others?.length !== 0 && others?.some((date) => dates?.includes(date)) === false;
}

function withoutDates(statement: SourcedSentence): SourcedSentence {
  const { text } = statement;
  const dates = [...findDates(text)].reverse();
  return { ...statement, text: dates.reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text) };
}

/** Share of the content words of a statement that another one has. */
function sharedWords({ text, language }: SourcedSentence, other: SourcedSentence): number {
  const words = contentWords(text, language).filter((word) => !/\d/.test(word));
  const known = wordSetOf([other.text], language);
  return words.filter((word) => known.has(word)).length / (words.length || 1);
}
