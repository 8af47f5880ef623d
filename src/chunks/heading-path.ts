import type { Document, Heading } from "../documents/document.js";
import type { Span } from "../language/language.js";

/**
 * Names the headings that hold for a whole passage, outermost first, without the document's title.
 *
 * A heading with which the passage begins counts; where the passage holds several sections, only what is above all of
 * them does.
 */
export function headingPath(document: Document, passage: Span): string[] {
  let path: Heading[] = [];
  // Up to here the passage holds nothing but headings.
  let contentStart = passage.start;
  for (const heading of document.headings) {
    if (heading.start >= passage.end) break;
    path = path.filter((outer) => outer.level < heading.level);
    if (document.text.slice(contentStart, heading.start).trim() !== "") continue;
    path.push(heading);
    contentStart = Math.max(contentStart, heading.start + heading.text.length);
  }
  const texts = path.map((heading) => heading.text);
  return texts[0] === document.title ? texts.slice(1) : texts;
}
