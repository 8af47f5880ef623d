import type { Answer } from "../answers/answer.js";
import { type AnsweringOptions, type AnswerTrace, answerQuestion } from "../answers/answer-question.js";
import type { Embedder } from "../embeddings/embedder.js";
import { detectLanguage } from "../language/detect-language.js";
import type { Reader } from "../reading/reader.js";
import type { Calibration } from "../retrieval/calibration.js";
import { createRetriever } from "../retrieval/retriever.js";
import type { SearchIndex } from "../search-index/search-index.js";
import { evaluationDay } from "./evaluation-day.js";

/** What it takes to ask an index. */
export interface AskedIndex {
  readonly index: SearchIndex;
  readonly embedder: Embedder;
  readonly reader: Reader | null;
  readonly calibration: Calibration;
  readonly signal: AbortSignal;
}

/** The same calibration with nothing refused, to see what would have been quoted. */
export function withoutRefusal(calibration: Calibration): Calibration {
  const { corpus, document } = calibration.confidence;
  const always = { answeredFrom: 0, partialFrom: 0 };
  return { ...calibration, confidence: { corpus: { ...corpus, ...always }, document: { ...document, ...always } } };
}

/** Answers by quotes alone, in the language that the question is taken to be in, as it is done for a person. */
export function createAsker(
  { index, embedder, reader, calibration }: AskedIndex,
  onTrace?: (trace: AnswerTrace) => void,
): (question: string, document?: string) => Promise<Answer> {
  const retriever = createRetriever({ index, embedder, calibration, now: evaluationDay });
  const answering: AnsweringOptions = { index, retriever, reader, calibration, contact: null, onTrace };
  return (question, document) =>
    answerQuestion({ question, searchedFor: question, language: detectLanguage(question), document }, answering);
}

/** Whether nothing is quoted as an answer. */
export function isRefused({ status }: Pick<Answer, "status">): boolean {
  return status !== "answered" && status !== "partial";
}
