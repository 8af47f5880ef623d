import type { Answer } from "../answers/answer.js";
import { type AnsweringOptions, type AnswerRequest, answerQuestion } from "../answers/answer-question.js";
import { extractiveText } from "../answers/extractive-answer.js";
import type { AnswerGenerator } from "../answers/generator.js";
import { sourceNotes } from "../answers/source-notes.js";
import type { RetrievedChunk } from "../retrieval/retrieved-chunk.js";
import type { ProgressEvent } from "./assistant.js";
import { relayEvents } from "./relay-events.js";

/** Passages that a language model is given for one question, for each of several, and most from one document. */
const PASSAGES = 5;
const PASSAGES_OF_PART = 3;
const PASSAGES_PER_DOCUMENT = 3;

/** What is to be written, and from what. */
export interface WriteOptions {
  readonly generator: AnswerGenerator;
  readonly answering: AnsweringOptions;
  readonly request: Pick<AnswerRequest, "question" | "language" | "document">;
  /** The answer by quotes alone; where it is a refusal, one of the parts may still be answered. */
  readonly extractive: Answer;
  /** Standalone questions that the person's question consists of; empty where it is one. */
  readonly parts: readonly string[];
}

/** What came of having an answer written. */
export interface Written {
  /** In the language model's words; by quotes where it proves nothing. */
  readonly answer: Answer;
  /** By quotes alone: of the whole question, or where that is refused of the surest of its parts. */
  readonly byQuotes: Answer;
  /** What the model was given to write from; null where it was not asked. */
  readonly passages: readonly RetrievedChunk[] | null;
}

/**
 * Has a language model write an answer from the passages that a search finds for the question and its parts; tells that
 * it writes as soon as there is something to write from.
 *
 * @throws The signal's reason, if it is aborted.
 */
export async function* writeAnswer(
  { generator, answering, request, extractive, parts }: WriteOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<ProgressEvent, Written> {
  const { index, retriever } = answering;
  const { language, document } = request;
  const answers = await Promise.all(parts.map((searchedFor) => answerQuestion({ ...request, searchedFor }, answering)));
  const supported = answers.filter(({ status }) => status !== "not_found");
  const [surest = extractive] = [...supported].sort((a, b) => b.confidence - a.confidence);
  const byQuotes = extractive.status === "not_found" ? surest : extractive;
  if (byQuotes.status === "not_found") return { answer: byQuotes, byQuotes, passages: null };
  yield { type: "progress", stage: "writing" };
  const found = supported.map(({ searchedFor }) => searchedFor);
  const leastSure = Math.min(...supported.map(({ confidence }) => confidence));
  const missing = parts.filter((part) => !found.includes(part));
  const searches = found.length > 0 ? found : [byQuotes.searchedFor];
  const top = found.length > 1 ? PASSAGES_OF_PART : PASSAGES;
  const passages: RetrievedChunk[] = [];
  let today = "";
  for (const question of searches) {
    const limits = document === undefined ? { top, perDocument: PASSAGES_PER_DOCUMENT } : { top, document };
    const retrieval = await retriever.retrieve({ question, language, ...limits });
    today = retrieval.today;
    const { chunks } = retrieval;
    passages.push(...chunks.filter(({ id }) => passages.every((passage) => passage.id !== id)));
  }
  const writing = {
    // Quotes for several parts answer all of them no more surely than the least sure one.
    extractive: found.length > 0 ? { ...byQuotes, searchedFor: found.join(" "), confidence: leastSure } : byQuotes,
    // One part left is the whole question that the model is asked.
    parts: found.length > 1 ? found : [],
    missing: found.length > 0 ? missing : [],
    ...{ passages, generation: index.generation },
    textOf: (path: string) => index.document(path),
    similarity: retriever.similarity,
  };
  const written = yield* relayEvents((onEvent, stop) => generator.write({ ...writing, signal: stop, onEvent }), signal);
  if (written === null) return { answer: byQuotes === extractive ? extractive : asPart(byQuotes), byQuotes, passages };
  const times = { question: byQuotes.searchedFor, language, today, aliases: index.aliases };
  const notes = sourceNotes(written.citations, { ...times, documentOf: writing.textOf });
  return { answer: { ...written, notes, text: [written.text, ...notes].join("\n\n") }, byQuotes, passages };
}

/** The quotes for a part of a question, which answer no more than this part. */
function asPart(answer: Answer): Answer {
  const { citations, language, notes } = answer;
  const text = extractiveText(null, citations, "partial", language, notes);
  return { ...answer, status: "partial", headline: null, text };
}
