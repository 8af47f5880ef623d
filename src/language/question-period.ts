import { findIsoDates } from "./find-iso-dates.js";

/** The time that a question asks about; ISO dates of any precision. */
export interface QuestionPeriod {
  readonly start: string;
  readonly end: string;
  /** `given` by a date or year, `now` by a word like "derzeit" or "currently"; `none` says nothing, and today is taken. */
  readonly stated: "given" | "now" | "none";
}

const YEAR = /(?<![\p{N}.,])(?:19|20)\d\d(?!\p{N}|[.,]\d)/gu;

/** From then on. */
const SINCE = /(?:^|\P{L})(?:seit|since)\P{L}/iu;

const NOW =
  /(?<!\p{L})(?:derzeit|zurzeit|zur\s+zeit|heute|heutzutage|jetzt|inzwischen|mittlerweile|im\s+moment|(?:derzeitig|aktuell|momentan|gegenwärtig|heutig|jetzig|amtierend)(?:e[rsnm]?)?|current(?:ly)?|now|today|nowadays|presently|at\s+(?:present|the\s+moment)|these\s+days)(?!\p{L})/iu;

/**
 * Reads the time that a question asks about.
 *
 * @param today ISO date, `YYYY-MM-DD`.
 */
export function readPeriod(question: string, today: string): QuestionPeriod {
  const dates = [
    ...findIsoDates(question.normalize("NFC")).map(({ iso }) => iso),
    ...(question.match(YEAR) ?? []),
  ].sort();
  const [start] = dates;
  const end = dates.at(-1);
  if (start === undefined || end === undefined) {
    return { start: today, end: today, stated: NOW.test(question) ? "now" : "none" };
  }
  return { start, end: SINCE.test(question) && end < today ? today : end, stated: "given" };
}
