import { join } from "node:path";
import { type KeywordIndex, openKeywordIndex } from "../search-index/keyword-index.js";
import { openPassageStore, type PassageStore } from "../search-index/passage-store.js";

/** One part of a generation as it lies on disk, with what was withdrawn since, for a build that takes over from it. */
export interface StoredPart {
  /** File of the passages. */
  readonly file: string;
  readonly passages: PassageStore;
  readonly keywords: KeywordIndex;
  close(): void;
}

/** Opens a part whose bytes were verified before. */
export function openStoredPart(directory: string, dimension: number): StoredPart {
  const file = join(directory, "passages.db");
  const passages = openPassageStore(file, dimension);
  const keywords = openKeywordIndex(join(directory, "keywords.db"));
  return {
    file,
    passages,
    keywords,
    close() {
      keywords.close();
      passages.close();
    },
  };
}
