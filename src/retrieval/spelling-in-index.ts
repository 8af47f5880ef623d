import { createAnalyser } from "../language/analyse.js";
import type { Language } from "../language/language.js";
import { normaliseWord } from "../language/normalise.js";
import type { SearchIndex } from "../search-index/search-index.js";

/** Chunks that are read for the way a word is written. */
const CHUNKS = 8;

const LANGUAGES: readonly Language[] = ["de", "en"];

/**
 * How the documents write a word that the index holds in its normal form: `betriebsaufnahme` is "Betriebsaufnahme".
 *
 * @returns With a small letter at its beginning where the documents ever write it so; null where no chunk shows it.
 */
export function spellingInIndex(word: string, index: SearchIndex): string | null {
  const { analyse } = createAnalyser({});
  let spelling: string | null = null;
  for (const language of LANGUAGES) {
    const terms = analyse(word, language).map(({ term }) => term);
    for (const { id } of index.searchKeywords(terms, CHUNKS)) {
      const { chunk, document } = index.chunk(id);
      const text = [document.title, ...chunk.headings, chunk.text].join("\n");
      for (const [surface] of text.matchAll(/\p{L}[\p{L}\p{M}]*/gu)) {
        if (normaliseWord(surface, document.language) !== word) continue;
        if (/^\p{Ll}/u.test(surface)) return surface;
        spelling = surface;
      }
    }
  }
  return spelling;
}
