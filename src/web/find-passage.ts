import type { Document } from "../documents/document.js";
import type { Span } from "../language/language.js";

/**
 * What can be said of the passage that a link names: `found` marks it; `changed` because the text is another one than
 * when the link was made; `unknown` because the link names no passage of this text; `none` because it names none at all.
 */
export type Passage =
  | { readonly kind: "found"; readonly span: Span }
  | { readonly kind: "changed" | "unknown" | "none" };

/**
 * Finds the passage that a link names in a document's present text.
 *
 * @param start Decimal UTF-16 offset of the first character, as it stands in the link; likewise `end`, after the last.
 * @param hash `textHash` of the text for which the offsets were made.
 */
export function findPassage(document: Document, start?: string, end?: string, hash?: string): Passage {
  // Offsets hold for one text only: in another one they would mark words that nobody quoted.
  if (hash !== undefined && hash !== document.textHash) return { kind: "changed" };
  if (start === undefined && end === undefined) return { kind: "none" };
  const span = { start: offset(start), end: offset(end) };
  if (hash === undefined || !(span.start < span.end && span.end <= document.text.length)) return { kind: "unknown" };
  if (splitsCharacter(document.text, span.start) || splitsCharacter(document.text, span.end))
    return { kind: "unknown" };
  return { kind: "found", span };
}

function offset(text: string | undefined): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

/** True between the two UTF-16 halves of one character. */
function splitsCharacter(text: string, index: number): boolean {
  return /[\uD800-\uDBFF]/.test(text.charAt(index - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(index));
}
