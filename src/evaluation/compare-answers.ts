import { answerQuestion } from "../answers/answer-question.js";
import { findChunks } from "../answers/find-chunks.js";
import type { Embedder } from "../embeddings/embedder.js";
import type { AnswerComparison } from "../indexing/may-publish.js";
import { detectLanguage } from "../language/detect-language.js";
import type { Reader } from "../reading/reader.js";
import type { Calibration } from "../retrieval/calibration.js";
import { createRetriever, type Retriever } from "../retrieval/retriever.js";
import type { SearchIndex } from "../search-index/search-index.js";
import { isRefused } from "./asking.js";
import { evaluationDay } from "./evaluation-day.js";
import { type GoldenQuestion, isRight } from "./golden-questions.js";
import { inTurn } from "./in-turn.js";
import { memoiseEmbedder } from "./memoise-embedder.js";
import { memoiseReader } from "./memoise-reader.js";

/** What the comparison works with. */
export interface ComparisonOptions {
  readonly questions: readonly GoldenQuestion[];
  readonly embedder: Embedder;
  /** Called once, as soon as a question has to be asked. */
  readonly openReader: () => Promise<Reader | null>;
  readonly calibration: Calibration;
  /** Told of every question that is settled. */
  readonly onProgress: (done: number, total: number) => void;
  /** Ends it between two questions. */
  readonly signal: AbortSignal;
}

/**
 * Compares how two indexes answer the golden questions that the newer one can answer: those of which it holds an
 * expected document.
 *
 * Only questions that find other passages than before, or the same ones in another order, are asked: the others are
 * answered as before. Where a document has changed these are few, and to find takes far less time than to read.
 */
export async function compareAnswers(
  next: SearchIndex,
  serving: SearchIndex,
  options: ComparisonOptions,
): Promise<AnswerComparison> {
  const { onProgress, signal } = options;
  const questions = options.questions.filter(({ expected }) =>
    expected?.documents.some((path) => next.chunksOf(path).length > 0),
  );
  const embedder = memoiseEmbedder(options.embedder);
  let reader: Promise<Reader | null> | undefined;
  const openReader = () => {
    reader ??= options.openReader().then((opened) => opened && memoiseReader(opened));
    return reader;
  };
  const before = openAsked(serving, { ...options, embedder, openReader });
  const after = openAsked(next, { ...options, embedder, openReader });
  const fell: string[] = [];
  let [done, asked, rightBefore, rightAfter] = [0, 0, 0, 0];
  if (questions.length > 0) onProgress(done, questions.length);
  for await (const golden of inTurn(questions, signal)) {
    const [was, is] = [await before(golden), await after(golden)];
    if (was.passages !== is.passages) {
      const [wasRight, isRightNow] = [await was.isRight(), await is.isRight()];
      asked++;
      rightBefore += Number(wasRight);
      rightAfter += Number(isRightNow);
      if (wasRight && !isRightNow) fell.push(`${golden.id}: ${golden.question}`);
    }
    onProgress(++done, questions.length);
  }
  return { questions: questions.length, asked, rightBefore, rightAfter, fell };
}

/** Searches an index for a question; what it finds is what the question is then answered from. */
function openAsked(index: SearchIndex, { embedder, openReader, calibration }: ComparisonOptions) {
  const retriever = createRetriever({ index, embedder, calibration, now: evaluationDay });
  return async (golden: GoldenQuestion) => {
    const { question } = golden;
    const asked = { question, language: detectLanguage(question) };
    const { retrieval } = await findChunks(asked, { index, retriever, reader: null });
    return {
      /** What an answer is made of, with what is known about the documents; what else these say is of no account. */
      passages: JSON.stringify(retrieval.chunks.map(({ document, chunk }) => [{ ...document, textHash: "" }, chunk])),
      async isRight(): Promise<boolean> {
        const found: Retriever = { ...retriever, retrieve: async () => retrieval };
        const answering = { index, retriever: found, reader: await openReader(), calibration, contact: null };
        const answer = await answerQuestion({ ...asked, searchedFor: question }, answering);
        return !isRefused(answer) && isRight(golden, answer.citations);
      },
    };
  };
}
