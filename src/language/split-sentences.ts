import {
  CLOSING_ABBREVIATIONS,
  CONTINUING_ABBREVIATIONS,
  NUMBER_ABBREVIATIONS,
  SENTENCE_STARTERS,
} from "./abbreviations.js";
import type { Span } from "./language.js";

/** A line end, or full stops and marks with the quotation marks, brackets and footnote numbers that belong to them. */
const BREAK = /[\n\r\u2028\u2029]|[.!?…][.!?…)\]}"'»«“”‘’›‹¹²³⁴-⁹⁰]*(?:\[\d{1,3}\])*/gu;

/** How far is looked back for the word before a full stop, and for an opening bracket: keeps the whole linear. */
const WORD_WINDOW = 40;
const BRACKET_WINDOW = 300;
const MARKER_WINDOW = 12;

/** What stands before the full stop of a list marker: "1", "2.3", "a", "IV". */
const LIST_MARKER = /^\s*(?:[-–•*]\s*)?(?:\d{1,3}(?:\.\d{1,3})*|\p{L}|[IVX]{1,5})$/u;

/** A number that follows one of these words, or ends a word or a range of years ("A-18", "1740–42"), is not an ordinal. */
const NUMBERED =
  /(?:§|\b(?:Nr\.?|Seite|Kapitel|Absatz|Artikel|Paragra(?:ph|f)|Zimmer|Raum|Haus|Version|Stand|Punkt|Teil|Platz|No\.|page|chapter|room|section|part|number|version|level|[Ss]tep))\s*\d+$|(?:\p{L}-|\d{4}[-–])\d+$/u;

/**
 * Cuts a text into sentences, German or English.
 *
 * A line end always ends a sentence. Otherwise `.`, `!`, `?` and `…` do, unless they belong to an abbreviation ("z. B.",
 * "Dr."), an initial, an ordinal ("15. Forum", "1. Januar"), a list marker at the start of a line or a number, or unless the
 * text goes on in lower case. Closing quotation marks and brackets stay with their sentence. Takes linear time.
 *
 * @returns Spans in the order of the text, trimmed, never empty, without overlap; every character that is not white space
 * lies in exactly one of them.
 */
export function splitSentences(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  let lineStart = 0;
  const close = (end: number): void => {
    const span = trim(text, start, end);
    if (span.start < span.end) spans.push(span);
    start = end;
  };
  for (const match of text.matchAll(BREAK)) {
    const end = match.index + match[0].length;
    if (/^[\n\r\u2028\u2029]/.test(match[0])) {
      close(match.index);
      lineStart = end;
    } else if (end === text.length || /\s/.test(text.charAt(end))) {
      if (endsSentence(text, { start, lineStart, mark: match.index, end })) close(end);
    }
  }
  close(text.length);
  return spans;
}

interface Candidate {
  /** Where the sentence and its line begin. */
  readonly start: number;
  readonly lineStart: number;
  /** Offsets of the first mark and after the last character that belongs to it. */
  readonly mark: number;
  readonly end: number;
}

type Next = "none" | "lower" | "name" | "upper" | "starter" | "digit";

function endsSentence(text: string, { start, lineStart, mark, end }: Candidate): boolean {
  const next = nextKind(text, end);
  if (next === "none") return false;
  const run = text.slice(mark, end);
  const closers = run.replace(/^[.!?…]+/u, "");
  if (/[)\]}]/.test(closers) && opensInside(text, start, mark)) return next === "starter";
  if (/[!?]/.test(run)) return next !== "lower" || closers === "";
  const window = text.slice(Math.max(lineStart, mark - WORD_WINDOW), mark);
  if (run.startsWith("…") || run.startsWith("..")) {
    if (/[\p{L}\p{N}]$/u.test(window)) return next === "upper" || next === "starter" || next === "name";
    return next === "starter";
  }
  const word = /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}.,:]*$/u.exec(window)?.[0] ?? "";
  if (mark - lineStart <= MARKER_WINDOW && LIST_MARKER.test(text.slice(lineStart, mark))) return false;
  const verdict = judgeWord(word, window, next);
  if (verdict === "continues") return false;
  if (verdict === "open") return next === "starter";
  return next !== "lower";
}

/** What the word before a single full stop says: the sentence ends, goes on, or only a sentence starter tells. */
function judgeWord(word: string, window: string, next: Next): "ends" | "continues" | "open" {
  if (word === "") return "ends";
  if (/\p{N}$/u.test(word)) {
    if (!/^(?:\d{1,3}|\d{1,2}\.\d{1,2})$/.test(word) || NUMBERED.test(window)) return "ends";
    return next === "digit" || next === "name" ? "continues" : "open";
  }
  if (/^[IVX]{2,5}$/.test(word)) return next === "upper" || next === "starter" ? "open" : "continues";
  const key = joinInitials(word, window).toLowerCase();
  if (NUMBER_ABBREVIATIONS.has(word) && next !== "upper" && next !== "starter") return "continues";
  if (CONTINUING_ABBREVIATIONS.has(key)) return "continues";
  if (key === "usw" || key === "etc") return next === "upper" || next === "starter" ? "ends" : "continues";
  const short = CLOSING_ABBREVIATIONS.has(key) || key.endsWith("str") || /(?:^|\.)\p{L}$/u.test(key);
  if (short) return next === "digit" || next === "name" ? "continues" : "open";
  return "ends";
}

/** Joins "z. B" to "z.B", so that spaced and unspaced abbreviations are looked up alike; other words stay as they are. */
function joinInitials(word: string, window: string): string {
  const joined = /(?:^|[^\p{L}\p{N}.])((?:\p{L}\.\s?){1,4}\p{L}{1,3})$/u.exec(window)?.[1]?.replace(/\s/g, "");
  if (joined === undefined) return word;
  const key = joined.toLowerCase();
  return CONTINUING_ABBREVIATIONS.has(key) || CLOSING_ABBREVIATIONS.has(key) ? joined : word;
}

/** Whether a bracket that closes at the mark was opened after the sentence had begun. */
function opensInside(text: string, start: number, mark: number): boolean {
  const window = text.slice(Math.max(start, mark - BRACKET_WINDOW), mark);
  const open = Math.max(window.lastIndexOf("("), window.lastIndexOf("["), window.lastIndexOf("{"));
  return open >= 0 && /[\p{L}\p{N}]/u.test(window.slice(0, open));
}

/**
 * What follows on the same line; a dash counts as a digit, as in "Mo. - Fr.".
 *
 * A lower-case word is a name, and may begin a sentence, if it holds a capital or a digit or has no vowel ("krz",
 * "eGovernment", "ekom21").
 */
function nextKind(text: string, end: number): Next {
  const rest = /^[^\p{L}\p{N}\n\r\u2028\u2029]{0,8}([\p{L}\p{N}][\p{L}\p{M}\p{N}]{0,30})(\.?)/u.exec(
    text.slice(end, end + 48),
  );
  const word = rest?.[1];
  if (word === undefined) return "none";
  const initial = rest?.[2] === ".";
  if (/^\p{N}/u.test(word)) return "digit";
  if (/^\s*[-–—]\s/.test(text.slice(end, end + 6)) && !/^\p{Ll}/u.test(word)) return "digit";
  if (!/^\p{Ll}/u.test(word))
    return SENTENCE_STARTERS.has(word) && !(initial && word.length === 1) ? "starter" : "upper";
  const name = /[\p{Lu}\p{N}]/u.test(word) || (!initial && /^[^aeiouyäöü]{2,}$/u.test(word));
  return name ? "name" : "lower";
}

function trim(text: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return { start, end };
}
