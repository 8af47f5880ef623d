import type { Answer } from "../answers/answer.js";
import { type AnsweringOptions, answerQuestion } from "../answers/answer-question.js";
import type { AnswerGenerator } from "../answers/generated-answer.js";
import { ANSWER_PHRASES } from "../answers/phrases.js";
import { screenQuestion } from "../answers/screen-question.js";
import { completeQuestion } from "../conversations/complete-question.js";
import type { ConversationMemory } from "../conversations/conversation-memory.js";
import type { Audience } from "../documents/document.js";
import type { Embedder } from "../embeddings/embedder.js";
import { detectLanguage } from "../language/detect-language.js";
import type { Calibration } from "../retrieval/calibration.js";
import { createRetriever } from "../retrieval/retriever.js";
import { openSearchIndex } from "../search-index/search-index.js";
import type { AnswerEvent, Assistant, Question } from "./assistant.js";

/** What an assistant is made of. */
export interface LocalAssistantOptions {
  readonly indexDir: string;
  readonly embedder: Embedder;
  readonly calibration: Calibration;
  readonly memory: ConversationMemory;
  /** Whom to ask when the documents have no answer. */
  readonly contact: string | null;
  /** Writes answers with a language model; null answers by quotes alone. */
  readonly generator: AnswerGenerator | null;
  /** Opened at once; the other one is opened when somebody of it asks for the first time. */
  readonly audience?: Audience;
}

/**
 * Opens the index and answers from it, in this process.
 *
 * @throws {IndexUnavailableError} There is no index, it is damaged, or it was built with another model.
 */
export async function createLocalAssistant(options: LocalAssistantOptions): Promise<Assistant> {
  const { indexDir, embedder, calibration, memory, contact, generator } = options;
  const open = async (audience: Audience): Promise<AnsweringOptions> => {
    const index = await openSearchIndex(indexDir, audience, embedder.id);
    return { index, retriever: createRetriever({ index, embedder, calibration }), calibration, contact, generator };
  };
  // Citizens' and employees' requests each have an index of their own: what is not open cannot leak.
  const opened = new Map<Audience, AnsweringOptions>();
  const answeringFor = async (audience: Audience): Promise<AnsweringOptions> => {
    const answering = opened.get(audience) ?? (await open(audience));
    opened.set(audience, answering);
    return answering;
  };
  const first = await answeringFor(options.audience ?? "citizen");

  async function* ask(question: Question, signal?: AbortSignal): AsyncGenerator<AnswerEvent> {
    const text = question.text.normalize("NFC").trim();
    const before = question.conversation === null ? null : memory.recall(question.conversation);
    const language = languageOf(text, before?.language);
    const screened = screenQuestion(text, language);
    if (screened !== null) {
      yield { type: "answer", answer: unsearched(question.text, language, screened) };
      return;
    }
    yield { type: "progress", stage: "searching" };
    const answering = await answeringFor(question.audience);
    const { document } = question;
    if (document !== undefined && answering.index.chunksOf(document).length === 0) {
      const text = ANSWER_PHRASES[language].documentUnknown(document);
      yield { type: "answer", answer: unsearched(question.text, language, { status: "clarify", text }) };
      return;
    }
    const request = { question: question.text, language, document, signal };
    const completed = before && completeQuestion(text, language, before);
    // Quotes alone decide which reading of a follow-up the documents support; the language model writes one answer.
    const readings = completed === null ? [text] : [text, completed];
    const extractive = await Promise.all(
      readings.map((searchedFor) => answerQuestion({ ...request, searchedFor, extractive: true }, answering)),
    );
    let answer = extractive.reduce((best, other) => (other.confidence > best.confidence ? other : best));
    signal?.throwIfAborted();
    if (generator !== null && question.extractive !== true && answer.status !== "not_found") {
      yield { type: "progress", stage: "writing" };
      answer = await answerQuestion({ ...request, searchedFor: answer.searchedFor }, answering);
      yield { type: "progress", stage: "checking" };
    }
    if (question.conversation !== null)
      memory.remember(question.conversation, { question: answer.searchedFor, language });
    yield { type: "answer", answer };
  }

  return {
    ask,
    readDocument(path, audience) {
      return opened.get(audience)?.index.document(path);
    },
    forget: (conversation) => memory.forget(conversation),
    generation: first.index.generation,
    async close() {
      for (const { index } of opened.values()) index.close();
      await embedder.close();
    },
  };
}

/** Of a question of a word or two, the conversation says the language better than the words. */
function languageOf(text: string, before: "de" | "en" | undefined) {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return before !== undefined && words.length === 1 ? before : detectLanguage(text);
}

function unsearched(question: string, language: Answer["language"], reply: Pick<Answer, "status" | "text">): Answer {
  return {
    question,
    searchedFor: question,
    language,
    ...reply,
    headline: null,
    citations: [],
    related: [],
    confidence: reply.status === "small_talk" ? 1 : 0,
    generator: "extractive",
    ms: { embed: 0, retrieve: 0, answer: 0, total: 0 },
  };
}
