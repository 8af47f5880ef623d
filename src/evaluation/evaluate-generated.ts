import type { AnswerGenerator, Draft } from "../answers/generator.js";
import { askOnce } from "../assistant/assistant.js";
import { createLocalAssistant } from "../assistant/local-assistant.js";
import { writeAnswer } from "../assistant/write-answer.js";
import { createConversationMemory } from "../conversations/conversation-memory.js";
import type { Embedder } from "../embeddings/embedder.js";
import { detectLanguage } from "../language/detect-language.js";
import type { Reader } from "../reading/reader.js";
import type { Calibration } from "../retrieval/calibration.js";
import { createRetriever } from "../retrieval/retriever.js";
import { type AskedIndex, createAsker } from "./asking.js";
import type { EvaluationSet } from "./datasets/evaluation-set.js";
import { linesOfSpans } from "./evidence-metrics.js";
import { type GoldenQuestions, isRight } from "./golden-questions.js";
import { documentPath } from "./index-documents.js";
import { type GeneratedCase, type GeneratedFigures, measureGenerated, spread } from "./measure-generated.js";

/** A language model whose answers are measured. */
export interface MeasuredGenerator {
  readonly generator: AnswerGenerator;
  /** Name of the language model. */
  readonly model: string;
  /** Most questions of each set, spread over it; null asks all. */
  readonly limit: number | null;
}

/** Asks the golden questions that nothing was tuned on, as any channel would. */
export async function evaluateGeneratedGolden(
  { generator, model, limit }: MeasuredGenerator,
  options: {
    readonly golden: GoldenQuestions;
    readonly indexDir: string;
    readonly embedder: Embedder;
    readonly reader: Reader | null;
    readonly calibration: Calibration;
    readonly signal: AbortSignal;
  },
): Promise<GeneratedFigures> {
  const { golden, indexDir, reader, calibration, signal } = options;
  const { recording, drafts } = recordDrafts(generator);
  // An assistant closes its embedder; this one is needed further.
  const embedder = { ...options.embedder, close: async () => {} };
  const memory = createConversationMemory();
  const answering = { indexDir, embedder, reader, calibration };
  const assistant = await createLocalAssistant({ ...answering, memory, contact: null, generator: recording });
  const questions = golden.questions.filter(({ split }) => split === "test");
  const cases = spread(questions, limit).map((question): GeneratedCase => {
    const right = (citations: Parameters<GeneratedCase["recall"]>[0]) => isRight(question, citations);
    const { question: text, expected, id } = question;
    return {
      page: expected?.documents[0] ?? id,
      answerable: expected !== null,
      ask: (extractive) => askOnce(assistant, { text, conversation: null, audience: "citizen", extractive }, signal),
      isRight: (citation) => right([citation]),
      recall: (citations) => Number(right(citations)),
    };
  });
  try {
    return await measureGenerated("golden test", cases, { model, drafts }, signal);
  } finally {
    await assistant.close();
  }
}

/** Asks each question of its own page. */
export function evaluateGeneratedEvidence(
  { generator, model, limit }: MeasuredGenerator,
  name: string,
  set: EvaluationSet,
  asked: AskedIndex,
): Promise<GeneratedFigures> {
  const { index, reader, calibration, signal } = asked;
  const { recording, drafts } = recordDrafts(generator);
  const answering = { index, reader, calibration, contact: null, retriever: createRetriever(asked) };
  const askPlain = createAsker(asked);
  const cases = spread(set.questions, limit).map(({ question, document, lines }): GeneratedCase => {
    const page = documentPath(document);
    const text = index.document(page)?.text ?? "";
    const right = new Set(lines ?? []);
    const quoted = (citations: Parameters<GeneratedCase["recall"]>[0]) =>
      [...linesOfSpans(text, citations)].filter((line) => right.has(line)).length;
    return {
      page,
      answerable: right.size > 0,
      async ask(extractive) {
        const plain = await askPlain(question, page);
        if (extractive) return plain;
        const request = { question, language: detectLanguage(question), document: page };
        const writing = writeAnswer({ generator: recording, answering, request, extractive: plain, parts: [] }, signal);
        for (let step = await writing.next(); ; step = await writing.next()) {
          if (step.done) return step.value.answer;
        }
      },
      isRight: (citation) => quoted([citation]) > 0,
      recall: (citations) => (right.size === 0 ? 0 : quoted(citations) / right.size),
    };
  });
  return measureGenerated(name, cases, { model, drafts }, signal);
}

/** Keeps what the model writes: whether answers are given hides most of what a weak one does. */
function recordDrafts(generator: AnswerGenerator) {
  const drafts: Draft[] = [];
  const recording: AnswerGenerator = {
    ...generator,
    write: (request) => generator.write({ ...request, onDraft: (draft) => void drafts.push(draft) }),
  };
  return { recording, drafts };
}
