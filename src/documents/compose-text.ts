import type { Block } from "./block.js";
import type { Document, Heading, Page } from "./document.js";
import { normaliseText } from "./normalise-text.js";

/**
 * Puts blocks together to a document's text; each is normalised first, so every offset counts in the stored text.
 *
 * Blocks without visible characters are left out; a text of such blocks only is "".
 */
export function composeText(blocks: readonly Block[]): Pick<Document, "text" | "headings" | "pages"> {
  let text = "";
  const headings: Heading[] = [];
  const pages: Page[] = [];
  for (const block of blocks) {
    const piece = normaliseText(block.text);
    if (piece === "") continue;
    if (text !== "") text += block.separator;
    const start = text.length;
    text += piece;
    if (block.headingLevel !== null) headings.push({ level: block.headingLevel, text: piece, start });
    if (block.page === null) continue;
    const page = pages.at(-1);
    if (page?.number === block.page) pages[pages.length - 1] = { ...page, end: text.length };
    else pages.push({ number: block.page, start, end: text.length });
  }
  return { text, headings, pages: pages.length > 0 ? pages : null };
}
