import type { Citation } from "./answer.js";

/** A passage is not joined with one beside it to more than this, in characters. */
const LONGEST = 1000;

/** A passage says nothing new when another one has so much of its words, and all of its numbers. */
const SAME = 0.9;

/** What it takes to tidy citations. */
export interface TidyOptions {
  readonly textOf: (path: string) => string | undefined;
  /** Of two passages that say the same, whether the second one's document is to be preferred. */
  readonly prefers: (first: string, second: string) => boolean;
  /** Most passages of one document. */
  readonly perDocument: number;
}

/**
 * Joins passages that overlap or stand side by side in a document, drops those that say what another one says, and limits how many come from one
 * document.
 *
 * @param citations Best first.
 * @returns Best first, their markers as before; a joined passage stands at the place of the better one.
 */
export function tidyCitations(citations: readonly Citation[], options: TidyOptions): Citation[] {
  const { textOf, prefers, perDocument } = options;
  const kept: Citation[] = [];
  for (const citation of citations) {
    const joined = joinNeighbours(kept, citation, textOf);
    const twin = joined ? -1 : kept.findIndex((other) => says(other.quote, citation.quote));
    const other = kept[twin];
    if (other && prefers(other.document, citation.document) && says(citation.quote, other.quote)) kept[twin] = citation;
    if (!joined && other === undefined) kept.push(citation);
  }
  const counts = new Map<string, number>();
  return kept.filter(({ document }) => {
    const count = (counts.get(document) ?? 0) + 1;
    counts.set(document, count);
    return count <= perDocument;
  });
}

/** Lets a kept passage grow by those it overlaps or stands beside. @returns Whether there is one. */
function joinNeighbours(kept: Citation[], citation: Citation, textOf: TidyOptions["textOf"]): boolean {
  const text = textOf(citation.document);
  if (text === undefined) return false;
  let joined = citation;
  let place = kept.length;
  // Grown by one, it may reach the next.
  for (let at = neighbourOf(joined, kept, text); at >= 0; at = neighbourOf(joined, kept, text)) {
    const [other = joined] = kept.splice(at, 1);
    const [better, first] = [at < place ? other : joined, other.start <= joined.start ? other : joined];
    const { start, heading, page } = first;
    const end = Math.max(other.end, joined.end);
    joined = { ...better, heading, page, start, end, quote: text.slice(start, end) };
    place = Math.min(place, at);
  }
  if (joined === citation) return false;
  kept.splice(place, 0, joined);
  return true;
}

/** Place of a passage that overlaps another one, or stands beside it where both are not too long; -1 where none does. */
function neighbourOf({ document, start, end }: Citation, kept: readonly Citation[], text: string): number {
  return kept.findIndex((other) => {
    if (other.document !== document) return false;
    const [from, to] = [Math.min(start, other.start), Math.max(end, other.end)];
    if (start < other.end && other.start < end) return true;
    const between = text.slice(Math.min(end, other.end), Math.max(start, other.start));
    return between.trim() === "" && to - from <= LONGEST;
  });
}

/** Whether a passage says what another one says. */
function says(passage: string, other: string): boolean {
  const held = new Set(wordsOf(passage));
  const words = wordsOf(other);
  const missing = words.filter((word) => !held.has(word));
  return missing.length <= (1 - SAME) * words.length && !missing.some((word) => /\p{N}/u.test(word));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
