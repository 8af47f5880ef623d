import { type FoundChunks, findChunks } from "../answers/find-chunks.js";
import type { Embedder } from "../embeddings/embedder.js";
import type { Language } from "../language/language.js";
import type { Reader } from "../reading/reader.js";
import type { Calibration } from "../retrieval/calibration.js";
import { createRetriever, type Retriever } from "../retrieval/retriever.js";
import type { SearchIndex } from "../search-index/search-index.js";
import { evaluationDay } from "./evaluation-day.js";

/** What answering finds and reads for a question in an index, or in one of its documents. */
export type Find = (
  index: SearchIndex,
  asked: { readonly question: string; readonly language: Language; readonly document?: string | undefined },
) => Promise<FoundChunks>;

/** Finds as answering does, each question once: reading takes longest, and several models are fitted on what it says. */
export function rememberFound(options: {
  readonly embedder: Embedder;
  readonly reader: Reader;
  readonly calibration: Calibration;
}): Find {
  const { reader } = options;
  const opened = new Map<SearchIndex, { readonly retriever: Retriever; readonly found: Map<string, FoundChunks> }>();
  return async (index, asked) => {
    const known = opened.get(index) ?? {
      retriever: createRetriever({ ...options, index, now: evaluationDay }),
      found: new Map<string, FoundChunks>(),
    };
    opened.set(index, known);
    const key = JSON.stringify([asked.question, asked.language, asked.document]);
    const found = known.found.get(key) ?? (await findChunks(asked, { index, retriever: known.retriever, reader }));
    known.found.set(key, found);
    return found;
  };
}
