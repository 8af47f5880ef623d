import type { Span } from "../language/language.js";

/**
 * Cuts a passage in halves until each part fits: between words, and inside a word only if it alone does not fit.
 *
 * @returns Parts in order, without white space around them. Never cuts a surrogate pair.
 * @throws RangeError if a single character does not fit.
 */
export function cutSpan(text: string, span: Span, fits: (text: string) => boolean): Span[] {
  const { start, end } = trimmed(text, span);
  const passage = text.slice(start, end);
  if (passage === "") return [];
  if (fits(passage)) return [{ start, end }];
  const cut = start + (blankNearestMiddle(passage) ?? characterNearestMiddle(passage));
  if (cut <= start || cut >= end) {
    throw new RangeError("Not even one character fits into a chunk; raise maxTokens.");
  }
  return [...cutSpan(text, { start, end: cut }, fits), ...cutSpan(text, { start: cut, end }, fits)];
}

/** Without white space at either end. */
export function trimmed(text: string, { start, end }: Span): Span {
  const passage = text.slice(start, end);
  const first = start + passage.length - passage.trimStart().length;
  return { start: first, end: Math.max(first, start + passage.trimEnd().length) };
}

function blankNearestMiddle(passage: string): number | null {
  const middle = passage.length / 2;
  let nearest: number | null = null;
  for (const { index } of passage.matchAll(/\s/gu)) {
    if (nearest !== null && Math.abs(index - middle) >= Math.abs(nearest - middle)) break;
    nearest = index;
  }
  return nearest;
}

function characterNearestMiddle(passage: string): number {
  const middle = Math.floor(passage.length / 2);
  const first = passage.codePointAt(middle - 1) ?? 0;
  return first > 0xffff ? middle + 1 : middle;
}
