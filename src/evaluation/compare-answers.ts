import type { Embedder } from "../embeddings/embedder.js";
import type { AnswerComparison } from "../indexing/may-publish.js";
import type { Reader } from "../reading/reader.js";
import type { Calibration } from "../retrieval/calibration.js";
import type { SearchIndex } from "../search-index/search-index.js";
import { createAsker, isRefused } from "./asking.js";
import { type GoldenQuestion, isRight } from "./golden-questions.js";

/**
 * Asks two indexes the golden questions that the newer one can answer: those of which it holds an expected document.
 *
 * @param signal Ends it between two questions.
 */
export async function compareAnswers(
  next: SearchIndex,
  serving: SearchIndex,
  options: {
    readonly questions: readonly GoldenQuestion[];
    readonly embedder: Embedder;
    readonly reader: Reader | null;
    readonly calibration: Calibration;
    readonly signal: AbortSignal;
  },
): Promise<AnswerComparison> {
  const { questions, embedder, reader, calibration, signal } = options;
  const asked = questions.filter(({ expected }) => expected?.documents.some((path) => next.chunksOf(path).length > 0));
  const answersOf = async (index: SearchIndex) => {
    const ask = createAsker({ index, embedder, reader, calibration, signal });
    const right = new Set<GoldenQuestion>();
    for (const golden of asked) {
      signal.throwIfAborted();
      const answer = await ask(golden.question);
      if (!isRefused(answer) && isRight(golden, answer.citations)) right.add(golden);
    }
    return right;
  };
  const before = await answersOf(serving);
  const after = await answersOf(next);
  return {
    asked: asked.length,
    rightBefore: before.size,
    rightAfter: after.size,
    fell: [...before].filter((golden) => !after.has(golden)).map(({ id, question }) => `${id}: ${question}`),
  };
}
