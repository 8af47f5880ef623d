import type { Answer } from "../answers/answer.js";
import { type AnsweringOptions, type AnswerRequest, answerQuestion } from "../answers/answer-question.js";
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

/**
 * Has a language model write an answer from the passages that a search finds for the question and its parts; tells that
 * it writes as soon as there is something to write from.
 *
 * @returns null if nothing can be written that is proven.
 * @throws The signal's reason, if it is aborted.
 */
export async function* writeAnswer(
  { generator, answering, request, extractive, parts }: WriteOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<ProgressEvent, Answer | null> {
  const { index, retriever } = answering;
  const { language, document } = request;
  const answered = await Promise.all(
    parts.map(async (part) => ({ part, answer: await answerQuestion({ ...request, searchedFor: part }, answering) })),
  );
  const supported = answered.filter(({ answer }) => answer.status !== "not_found");
  const byQuotes = extractive.status === "not_found" ? supported[0]?.answer : extractive;
  if (byQuotes === undefined) return null;
  yield { type: "progress", stage: "writing" };
  const found = supported.map(({ part }) => part);
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
    extractive: found.length > 0 ? { ...byQuotes, searchedFor: found.join(" ") } : byQuotes,
    // One part left is the whole question that the model is asked.
    parts: found.length > 1 ? found : [],
    missing: found.length > 0 ? missing : [],
    ...{ passages, generation: index.generation },
    textOf: (path: string) => index.document(path),
    similarity: retriever.similarity,
  };
  const written = yield* relayEvents((onEvent, stop) => generator.write({ ...writing, signal: stop, onEvent }), signal);
  if (written === null) return null;
  const times = { question: byQuotes.searchedFor, language, today, aliases: index.aliases };
  const notes = sourceNotes(written.citations, { ...times, documentOf: writing.textOf });
  return { ...written, notes, text: [written.text, ...notes].join("\n\n") };
}
