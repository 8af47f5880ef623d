/**
 * A paragraph, heading, list, table or code listing, as a loader finds it in a file.
 *
 * A newline in `text` is meant: list items, table rows and lines that stand on their own. Loaders need not normalise.
 */
export interface Block {
  readonly text: string;
  /** 1 (title) to 6; null for anything that is no heading. */
  readonly headingLevel: number | null;
  /** Page it stands on, from 1; null where the format has no pages. */
  readonly page: number | null;
  /** What stands between this block and the one before; a blank line unless a paragraph goes on across a page break. */
  readonly separator: "\n\n" | "\n" | " " | "";
}

/** Paragraph, list, table or code of a format without pages. */
export function textBlock(text: string): Block {
  return { text, headingLevel: null, page: null, separator: "\n\n" };
}

/** Heading of a format without pages; its white space becomes single blanks, as a heading is one line. */
export function headingBlock(text: string, level: number): Block {
  return { text: text.replace(/\s+/g, " "), headingLevel: level, page: null, separator: "\n\n" };
}

/** A line break that was asked for, in the text of a block; becomes a newline when the text is normalised. */
export const LINE_BREAK = "\u2028";
