import type { Citation } from "../answers/answer.js";

/** A part of an answer as a page shows it: the reply's own words, or a quotation in a block of its own. */
export type AnswerSegment =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "quote"; readonly citation: Citation };

const BEFORE_QUOTE = /^\s*(?:[-–•*]\s+)?[„“”"»«]?\s*/;
const AFTER_QUOTE = /^[“”"»«]?[^\S\n]*(?:\[\d+\][^\S\n]*)*/;
const LINE_END = /^(?:\n+|$)/;

/**
 * Splits an answer's text so that every citation stands in a quotation block exactly once.
 *
 * Quotes that fill lines of the text take their place there; a quote inside a sentence leaves the sentence whole and
 * follows at the end, like a quote that the text does not repeat.
 *
 * @returns In reading order; words are never empty and have no white space around them.
 */
export function splitAnswerText(text: string, citations: readonly Citation[]): readonly AnswerSegment[] {
  const segments: AnswerSegment[] = [];
  let waiting: readonly Citation[] = citations;
  let words = "";
  const endWords = () => {
    if (words.trim() !== "") segments.push({ kind: "words", text: words.trim() });
    words = "";
  };
  for (let position = 0; position < text.length; ) {
    const quoted = quotedLines(text, position, waiting);
    if (quoted === null) {
      const lineEnd = text.indexOf("\n", position);
      const next = lineEnd < 0 ? text.length : lineEnd + 1;
      words += text.slice(position, next);
      position = next;
      continue;
    }
    endWords();
    segments.push(...quoted.citations.map((citation) => ({ kind: "quote" as const, citation })));
    waiting = waiting.filter((citation) => !quoted.citations.includes(citation));
    position = quoted.end;
  }
  endWords();
  return [...segments, ...waiting.map((citation) => ({ kind: "quote" as const, citation }))];
}

/** Quotes that fill one or more whole lines from `position` on; null if the line holds anything else. */
function quotedLines(
  text: string,
  position: number,
  citations: readonly Citation[],
): { readonly citations: readonly Citation[]; readonly end: number } | null {
  const found: Citation[] = [];
  for (let at = position; ; ) {
    const quoteStart = at + matchLength(BEFORE_QUOTE, text.slice(at));
    const citation = citations
      .filter((candidate) => !found.includes(candidate) && text.startsWith(candidate.quote, quoteStart))
      .toSorted((a, b) => b.quote.length - a.quote.length)[0];
    if (citation === undefined) return null;
    found.push(citation);
    at = quoteStart + citation.quote.length;
    at += matchLength(AFTER_QUOTE, text.slice(at));
    const lineEnd = LINE_END.exec(text.slice(at));
    if (lineEnd !== null) return { citations: found, end: at + lineEnd[0].length };
  }
}

function matchLength(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.[0].length ?? 0;
}
