import type { Citation } from "./answer.js";

/** A passage that joins neighbours grows no longer than this, in characters. */
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
 * Joins passages that stand side by side in a document, drops those that say what another one says, and limits how many come from one
 * document.
 *
 * @param citations Best first.
 * @returns Best first, their markers as before; a joined passage stands at the place of the better one.
 */
export function tidyCitations(citations: readonly Citation[], options: TidyOptions): Citation[] {
  const { textOf, prefers, perDocument } = options;
  const kept: Citation[] = [];
  for (const citation of citations) {
    const joined = joinNeighbour(kept, citation, textOf);
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

/** Lets a kept passage grow by its neighbour. @returns Whether there is one. */
function joinNeighbour(kept: Citation[], citation: Citation, textOf: TidyOptions["textOf"]): boolean {
  const text = textOf(citation.document);
  if (text === undefined) return false;
  const at = kept.findIndex((other) => {
    if (other.document !== citation.document) return false;
    const [first, second] = other.start <= citation.start ? [other, citation] : [citation, other];
    const end = Math.max(first.end, second.end);
    return text.slice(first.end, second.start).trim() === "" && end - first.start <= LONGEST;
  });
  const other = kept[at];
  if (other === undefined) return false;
  const start = Math.min(other.start, citation.start);
  const end = Math.max(other.end, citation.end);
  const { heading, page } = start === other.start ? other : citation;
  kept[at] = { ...other, heading, page, start, end, quote: text.slice(start, end) };
  return true;
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
