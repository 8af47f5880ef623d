import type { Document } from "../documents/document.js";
import { stemGerman } from "../language/cistem.js";
import { listWordsSplitAnew } from "../language/compounds.js";
import { countWords } from "./analyse-chunks.js";
import type { ChunkedDocument } from "./chunk-documents.js";
import type { StoredPart } from "./stored-part.js";

/** Frequencies of the words of a part's documents, and which stored terms do not hold with them. */
export interface UpdatedLexicon {
  readonly words: ReadonlyMap<string, number>;
  /** Whether a stored document may have other terms by now, because one of its compounds is split otherwise. */
  readonly isStale: (path: string) => boolean;
}

/**
 * Counts the words of documents: those of what has come and gone, and the rest from the stored part.
 *
 * @param documents Those that come without chunks are the stored ones that stay.
 * @param stored Null where its words and terms were made by other rules, or there is none.
 */
export function updateLexicon(documents: readonly ChunkedDocument[], stored: StoredPart | null): UpdatedLexicon {
  if (stored === null) return { words: countWords(documents.map(({ document }) => document)), isStale: () => true };
  const { passages, keywords } = stored;
  const staying = new Set(documents.filter(({ chunks }) => chunks === null).map(({ document }) => document.path));
  const leaving = passages.documents().flatMap(({ path }): Document[] => {
    const document = staying.has(path) ? undefined : passages.document(path);
    return document === undefined ? [] : [document];
  });
  const coming = documents.filter(({ chunks }) => chunks !== null).map(({ document }) => document);
  const before = new Map(keywords.words(Number.MAX_SAFE_INTEGER).map(({ word, frequency }) => [word, frequency]));
  const words = new Map(before);
  for (const [counted, sign] of [
    [countWords(coming), 1],
    [countWords(leaving), -1],
  ] as const) {
    for (const [word, times] of counted) words.set(word, (words.get(word) ?? 0) + sign * times);
  }
  for (const [word, frequency] of words) if (frequency === 0) words.delete(word);

  const splitAnew = listWordsSplitAnew(before, words);
  // Only of these letters it is certain that the index has a word as one term.
  if (!splitAnew.every((word) => /^[a-z]+$/.test(word))) return { words, isStale: () => true };
  const hits = keywords.search(splitAnew.map(stemGerman), Number.MAX_SAFE_INTEGER);
  const stale = new Set(hits.map(({ id }) => passages.chunk(id).chunk.document));
  return { words, isStale: (path) => stale.has(path) };
}
