import type { Language, Span } from "../language/language.js";
import { type Reader, type Readings, readBest } from "../reading/reader.js";
import type { Retrieval, Retriever } from "../retrieval/retriever.js";
import type { SearchIndex } from "../search-index/search-index.js";
import { headingTest } from "./heading-test.js";

/** Chunks whose sentences are judged, and most of them from one document. */
const CHUNKS_JUDGED = 8;
const CHUNKS_PER_DOCUMENT = 3;

/** What was found for a question, and what is known about it. */
export interface FoundChunks {
  /** Without the slips that the search corrected. */
  readonly question: string;
  readonly language: Language;
  readonly retrieval: Retrieval;
  /** What the reader says of the best of the retrieved chunks. */
  readonly readings: Readings;
  /** The chunks are a whole document: everything in it that belongs to the answer is quoted. */
  readonly wholeDocument: boolean;
  /** Whether a span of a document is one of its headings: a heading is never quoted by itself. */
  readonly isHeading: (document: string, span: Span) => boolean;
}

/** Retrieves the chunks that an answer may quote and has the best of them read. */
export async function findChunks(
  {
    question,
    language,
    document,
  }: Pick<FoundChunks, "question" | "language"> & { readonly document?: string | undefined },
  { index, retriever, reader }: { index: SearchIndex; retriever: Retriever; reader: Reader | null },
): Promise<FoundChunks> {
  const wholeDocument = document !== undefined;
  const limits = wholeDocument ? { top: 1000 } : { top: CHUNKS_JUDGED, perDocument: CHUNKS_PER_DOCUMENT };
  const retrieval = await retriever.retrieve({ question, language, document, ...limits });
  const readings = await readBest(reader, retrieval, wholeDocument);
  return { question: retrieval.question, language, retrieval, readings, wholeDocument, isHeading: headingTest(index) };
}
