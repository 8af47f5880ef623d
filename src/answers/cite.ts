import type { Span } from "../language/language.js";
import type { RetrievedChunk } from "../retrieval/retrieved-chunk.js";
import type { Citation } from "./answer.js";

/**
 * Makes the citation of a place in a retrieved chunk.
 *
 * @param span Offsets into the document's text, within the chunk.
 * @param marker From 1.
 */
export function cite(
  { chunk, document }: Pick<RetrievedChunk, "chunk" | "document">,
  { start, end }: Span,
  marker: number,
  generation: string,
): Citation {
  return {
    marker,
    document: document.path,
    title: document.title,
    heading: [...chunk.headings],
    page: chunk.page,
    date: document.frontMatter.date ?? null,
    quote: chunk.text.slice(start - chunk.start, end - chunk.start),
    start,
    end,
    textHash: document.textHash,
    generation,
    url: document.frontMatter.url ?? null,
  };
}
