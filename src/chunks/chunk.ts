import type { Span } from "../language/language.js";

/**
 * A passage of a document: what is embedded, searched and shown as one piece.
 *
 * `text === document.text.slice(start, end)`, always; the chunks of a document are in order, do not overlap and
 * together hold every character of the text that is not white space.
 */
export interface Chunk extends Span {
  /** Path of the document. */
  readonly document: string;
  /** Position among the document's chunks, from 0. */
  readonly position: number;
  readonly text: string;
  /** Headings above the chunk, outermost first; without the document's title. */
  readonly headings: readonly string[];
  /** Page on which the chunk starts; null where the document has no pages. */
  readonly page: number | null;
  /** Sentences, list items, table rows and headings of the chunk, as offsets into the document's text, in order. */
  readonly sentences: readonly Span[];
}
