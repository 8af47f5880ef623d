import type { Span } from "../language/language.js";
import { bestBorder } from "./split-message.js";

/** Longest part in UTF-16 code units: fits a message with title and notes, and a screen. */
const PART_LENGTH = 1_800;
/** Text shown before and after a quote, as far as there is any. */
const CONTEXT_LENGTH = 450;

/** A text cut into parts for paging; together they are the whole text. */
export interface PassageParts {
  readonly parts: readonly Span[];
  /** Number of the part in which the quote begins, from 0. */
  readonly central: number;
}

/**
 * Cuts a document's text so that one part shows the quote with its neighbours, whole where it is not longer than a part.
 *
 * Parts end at paragraphs, lines, sentences or words, in this order of preference.
 */
export function passageParts(text: string, quote: Span): PassageParts {
  const start = borderAfter(text, Math.max(0, quote.start - CONTEXT_LENGTH), quote.start);
  const limit = Math.max(quote.end + CONTEXT_LENGTH, start + CONTEXT_LENGTH);
  const end = Math.min(text.length, cutAt(text, start, Math.min(limit, start + PART_LENGTH), quote.end));
  const before = cutAll(text, 0, start);
  return { parts: [...before, { start, end }, ...cutAll(text, end, text.length)], central: before.length };
}

/** Where the first sentence or line begins in a range; its end if none does. */
function borderAfter(text: string, from: number, to: number): number {
  if (from === 0) return 0;
  const begins = ["\n", ". ", "? ", "! "].flatMap((border) => {
    const at = text.indexOf(border, from);
    return at < 0 ? [] : [at + border.length];
  });
  return Math.min(to, ...begins);
}

/** Where to end a part that begins at `start`, at most at `limit`, and not before `least` if that can be. */
function cutAt(text: string, start: number, limit: number, least: number): number {
  if (limit >= text.length) return text.length;
  const cut = start + bestBorder(text.slice(start), limit - start);
  return cut >= least || least > limit ? cut : limit;
}

function cutAll(text: string, from: number, to: number): Span[] {
  const parts: Span[] = [];
  for (let start = from; start < to; ) {
    const end = to - start <= PART_LENGTH ? to : cutAt(text, start, start + PART_LENGTH, start);
    parts.push({ start, end });
    start = end;
  }
  return parts;
}
