import type { Span } from "../language/language.js";
import type { SearchIndex } from "../search-index/search-index.js";

/** Makes the test whether a span of a document is one of its headings; reads each document's headings once. */
export function headingTest(index: Pick<SearchIndex, "headings">): (document: string, span: Span) => boolean {
  const starts = new Map<string, ReadonlySet<number>>();
  return (document, span) => {
    const known = starts.get(document) ?? new Set(index.headings(document).map(({ start }) => start));
    starts.set(document, known);
    return known.has(span.start);
  };
}
