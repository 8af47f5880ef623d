import type { Answer } from "../answers/answer.js";
import {
  type AnsweringOptions,
  type AnswerRequest,
  type AnswerTrace,
  answerQuestion,
  type QuestionTrace,
} from "../answers/answer-question.js";
import { equalMeanings } from "../answers/ask-which.js";
import type { AnswerGenerator } from "../answers/generator.js";
import { type Meaning, meaningsOf } from "../answers/meanings-of.js";
import { ANSWER_PHRASES } from "../answers/phrases.js";
import { withRewriting } from "../answers/rewriting.js";
import { type ScreenedReply, screenQuestion } from "../answers/screen-question.js";
import { completeQuestion } from "../conversations/complete-question.js";
import type { ConversationMemory } from "../conversations/conversation-memory.js";
import type { Audience } from "../documents/document.js";
import type { Embedder } from "../embeddings/embedder.js";
import { createAnalyser } from "../language/analyse.js";
import { detectLanguage } from "../language/detect-language.js";
import type { Language } from "../language/language.js";
import type { Reader } from "../reading/reader.js";
import type { Calibration } from "../retrieval/calibration.js";
import { createRetriever } from "../retrieval/retriever.js";
import { openSearchIndex } from "../search-index/search-index.js";
import type { AnswerEvent, Assistant, Question } from "./assistant.js";
import { openServingIndexes } from "./serving-indexes.js";
import { type Written, writeAnswer } from "./write-answer.js";

/** What an assistant is made of. */
export interface LocalAssistantOptions {
  readonly indexDir: string;
  readonly embedder: Embedder;
  /** Reads what was found with the question in mind; null where the embedding model has no reader. */
  readonly reader: Reader | null;
  readonly calibration: Calibration;
  readonly memory: ConversationMemory;
  /** Whom to ask when the documents have no answer. */
  readonly contact: string | null;
  /** Writes answers with a language model; null answers by quotes alone. */
  readonly generator: AnswerGenerator | null;
  /** Clock. Default: the system's. */
  readonly now?: () => Date;
  /** Opened at once; the other one is opened when somebody of it asks for the first time. */
  readonly audience?: Audience;
  /** Told how each question came to its answer, if anything was looked up for it. */
  readonly onTrace?: ((trace: QuestionTrace) => void) | undefined;
}

/**
 * Opens the index and answers from it, in this process. A generation that is published later answers within a second;
 * questions that are being answered are finished from the one they began with.
 *
 * A follow-up question is answered twice, as it stands and completed by the question before it; of both answers the
 * more certain one is given, and its `searchedFor` says which question it answers. One without a word to search for is
 * answered as completed only.
 *
 * @throws {IndexUnavailableError} There is no index, it is damaged, or it was built with another model.
 */
export async function createLocalAssistant(options: LocalAssistantOptions): Promise<Assistant> {
  const { indexDir, embedder, reader, calibration, memory, contact, generator, onTrace } = options;
  const { now = () => new Date() } = options;
  const firstAudience = options.audience ?? "citizen";
  const { analyse } = createAnalyser({});
  const openFor = async (audience: Audience): Promise<AnsweringOptions> => {
    const index = await openSearchIndex(indexDir, audience, embedder.id);
    const retriever = createRetriever({ index, embedder, calibration, now });
    return { index, retriever, reader, calibration, contact };
  };
  const indexes = await openServingIndexes({ indexDir, first: firstAudience, open: openFor });
  const hasTerms = (text: string, language: Language) => analyse(text, language).length > 0;
  const fits = (text: string) => embedder.countTokens(text, "query") <= embedder.maxTokens;

  /** A reply that needs no search, or the index to search. */
  async function prepare({ document, audience }: Question, text: string, completed: string | null, language: Language) {
    const phrases = ANSWER_PHRASES[language];
    const clarify = (text: string): ScreenedReply => ({ status: "clarify", text });
    // Whatever is asked, nothing else can be said of a document that is not there.
    const isUnknown = document !== undefined && (await indexes.open(audience)).index.chunksOf(document).length === 0;
    if (isUnknown) return clarify(phrases.documentUnknown(document));
    const screened = screenQuestion(text, language);
    if (screened !== null) return screened;
    // Figures and signs are a token each.
    if (!fits(text)) return clarify(phrases.tooLong(Math.floor(text.length / 2)));
    if (completed === null && !hasTerms(text, language)) return clarify(phrases.incomplete);
    return indexes.open(audience);
  }

  /** The bodies that the question may mean, where their answers are equally good; none where it is clear. */
  async function choicesFor(
    request: Omit<AnswerRequest, "searchedFor">,
    asItStands: Answer,
    answering: AnsweringOptions,
  ): Promise<readonly Meaning[]> {
    const { question, language, document } = request;
    if (document !== undefined) return [];
    const { index } = answering;
    const today = now().toISOString().slice(0, 10);
    const sources = { aliases: index.aliases, documents: index.documents(), today };
    const meanings = meaningsOf(question, language, sources);
    const answered = await Promise.all(
      meanings.map(async (meaning) => {
        const answer = await answerQuestion({ ...request, searchedFor: meaning.question }, answering);
        return { meaning, answer };
      }),
    );
    return equalMeanings(answered, asItStands, index.aliases);
  }

  async function* ask(question: Question, signal?: AbortSignal): AsyncGenerator<AnswerEvent> {
    const { conversation } = question;
    const text = question.text.normalize("NFC").trim();
    const document = question.document?.normalize("NFC");
    const before = conversation === null ? null : memory.recall(conversation);
    const language = languageOf(text, before?.language);
    const completed = before && completeQuestion(text, language, before);
    signal?.throwIfAborted();
    const prepared = await prepare({ ...question, document }, text, completed, language);
    if ("text" in prepared) {
      yield { type: "answer", answer: unsearched(question.text, language, prepared) };
      return;
    }
    const lookups: AnswerTrace[] = [];
    const answering = onTrace ? { ...prepared, onTrace: (trace: AnswerTrace) => void lookups.push(trace) } : prepared;
    yield { type: "progress", stage: "searching" };
    const request = { question: question.text, language, document };
    const writer = question.extractive === true ? null : generator;
    const isFollowUp = completed !== null;
    const asked = { question: text, language, before: before?.question ?? null, isFollowUp };
    const asking = performance.now();
    const rewriting = (await writer?.rewrite(asked, signal)) ?? null;
    let waited = performance.now() - asking;
    const parts = rewriting?.questions ?? [];
    // "And where?" alone finds nothing but chance hits, and a name that was chosen is no question.
    const isChoice = before?.choices.some((choice) => choice.question === completed) === true;
    const asItStands = completed === null || (hasTerms(text, language) && !isChoice) ? [text] : [];
    // Only a follow-up is rewritten; any other question is searched for as it stands.
    const completions = completed === null ? [] : [completed, ...(parts.length === 1 ? parts : [])].filter(fits);
    const questions = completions.length > 0 ? [...asItStands, ...completions] : [text];
    // Quotes alone decide which of the questions the documents support; the language model writes one answer.
    const answers = await Promise.all(
      questions.map((searchedFor) => answerQuestion({ ...request, searchedFor }, answering)),
    );
    const extractive = answers.reduce((best, other) => (isPreferred(other, best) ? other : best));
    const trace = ({ answer, byQuotes, passages }: Written) => {
      const chosen = lookups.find((lookup) => lookup.answer === byQuotes);
      if (chosen !== undefined) onTrace?.({ answer, chosen, lookups, passages });
    };
    const choices = completed === null ? await choicesFor(request, extractive, answering) : [];
    signal?.throwIfAborted();
    if (choices.length > 0) {
      if (conversation !== null) memory.remember(conversation, { question: text, language, headline: null, choices });
      const reply = ANSWER_PHRASES[language].which(choices.map(({ name }) => name));
      const answer = unsearched(question.text, language, { status: "clarify", text: reply });
      trace({ answer, byQuotes: extractive, passages: null });
      yield { type: "answer", answer };
      return;
    }
    const { searchedFor } = extractive;
    let written: Written = { answer: extractive, byQuotes: extractive, passages: null };
    if (writer !== null) {
      const several = parts.length > 1 && parts.every(fits) ? parts : [];
      const started = performance.now();
      const writing = { generator: writer, answering, request, extractive, parts: several };
      written = yield* writeAnswer(writing, signal);
      waited += performance.now() - started;
      const answer = rewriting === null ? written.answer : withRewriting(written.answer, rewriting);
      // Also where the model proved nothing, or only made questions.
      written = { ...written, answer: { ...answer, ms: withWait(extractive.ms, waited) } };
    }
    trace(written);
    const { answer } = written;
    if (conversation !== null) {
      // A refused follow-up keeps its topic: the next one may lean on it as well.
      const topic = answer.status === "not_found" ? (questions.at(-1) ?? text) : searchedFor;
      const said = answer.headline ?? (completed === null ? null : (before?.headline ?? null));
      memory.remember(conversation, { question: topic, language, headline: said, choices: [] });
    }
    yield { type: "answer", answer };
  }

  return {
    ask: (question, signal) => indexes.keepOpen(ask(question, signal)),
    readDocument: async (path, audience) => (await indexes.open(audience)).index.document(path),
    forget: (conversation) => memory.forget(conversation),
    get generation() {
      return indexes.generation;
    },
    get degraded() {
      return indexes.degraded;
    },
    get damaged() {
      return indexes.damaged;
    },
    restarts: 0,
    async close() {
      indexes.close();
      await embedder.close();
    },
  };
}

/** Counts the wait for a language model among the times of the answer by quotes. */
function withWait(ms: Answer["ms"], waited: number): Answer["ms"] {
  const rounded = Math.round(waited * 10) / 10;
  return { ...ms, answer: ms.answer + rounded, total: ms.total + rounded };
}

/** Below such a difference of confidence, two answers that quote the same are as certain. */
const AS_CERTAIN = 0.02;

/** Whether a completed question is answered better; where both quote the same, it says how the question was understood. */
function isPreferred(completed: Answer, other: Answer): boolean {
  const [[first], [second]] = [completed.citations, other.citations];
  const isSame = first?.document === second?.document && first?.start === second?.start;
  return completed.confidence > other.confidence - (first !== undefined && isSame ? AS_CERTAIN : 0);
}

/** Of a question of one word, the conversation says the language better than the word. */
function languageOf(text: string, before: Language | undefined): Language {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return before !== undefined && words.length === 1 ? before : detectLanguage(text);
}

function unsearched(question: string, language: Answer["language"], reply: Pick<Answer, "status" | "text">): Answer {
  return {
    question,
    searchedFor: question,
    corrections: [],
    language,
    ...reply,
    headline: null,
    citations: [],
    notes: [],
    related: [],
    confidence: reply.status === "small_talk" ? 1 : 0,
    generator: "extractive",
    ms: { embed: 0, retrieve: 0, answer: 0, total: 0 },
  };
}
