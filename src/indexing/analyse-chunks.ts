import type { Chunk } from "../chunks/chunk.js";
import type { Document, DocumentInfo } from "../documents/document.js";
import { createAnalyser } from "../language/analyse.js";
import { createCompoundSplitter } from "../language/compounds.js";
import type { Language } from "../language/language.js";
import { listWords, normaliseWord } from "../language/normalise.js";
import type { PassageRow } from "../search-index/passage-store.js";

/** Grows when text becomes other terms than before. */
export const ANALYSIS_VERSION = 1;

/** The words of the documents with their frequencies, normalised and unstemmed. */
export function countWords(documents: readonly Document[]): Map<string, number> {
  const words = new Map<string, number>();
  const count = (of: Map<string, number>, word: string, times: number) => of.set(word, (of.get(word) ?? 0) + times);
  // As they stand there first: a corpus says the same words again and again, and each is normalised once.
  const written: Readonly<Record<Language, Map<string, number>>> = { de: new Map(), en: new Map() };
  for (const { text, title, language } of documents) {
    for (const word of listWords(`${title}\n${text}`)) count(written[language], word, 1);
  }
  for (const language of ["de", "en"] as const) {
    for (const [word, times] of written[language]) count(words, normaliseWord(word, language), times);
  }
  return words;
}

/** A chunk in terms. */
export type AnalysedChunk = Pick<PassageRow, "titleTerms" | "headingTerms" | "sentenceTerms">;

/**
 * Makes the analyser of the chunks of documents; compounds are split with the lexicon learnt from all of them.
 *
 * @param words Frequencies of the documents' words.
 */
export function createChunkAnalyser(
  words: ReadonlyMap<string, number>,
): (document: DocumentInfo, chunk: Chunk) => AnalysedChunk {
  const { analyse } = createAnalyser({ splitCompound: createCompoundSplitter((word) => words.get(word) ?? 0) });
  return (document, chunk) => {
    const terms = (text: string) => analyse(text, document.language).map(({ term }) => term);
    const { publisher, date } = document.frontMatter;
    return {
      titleTerms: terms([document.title, publisher, date].filter((part) => part !== undefined).join("\n")),
      headingTerms: terms(chunk.headings.join("\n")),
      sentenceTerms: chunk.sentences.map(({ start, end }) =>
        terms(chunk.text.slice(start - chunk.start, end - chunk.start)),
      ),
    };
  };
}
