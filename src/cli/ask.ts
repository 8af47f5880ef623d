import type { QuestionTrace } from "../answers/answer-question.js";
import { readCited } from "../assistant/assistant.js";
import type { Config } from "../config.js";
import type { Audience } from "../documents/document.js";
import { ConfigurationError } from "../errors.js";
import { explainAnswer } from "../explain/explanation.js";
import { renderExplanation } from "../explain/render-explanation.js";
import { detectLanguage } from "../language/detect-language.js";
import type { Logger } from "../logging.js";
import { retrieveAndRerank } from "../reading/rerank.js";
import { createRetriever } from "../retrieval/retriever.js";
import { openSearchIndex } from "../search-index/search-index.js";
import { converse } from "./converse.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import { calibrationFor, openAssistant, openEmbedder, openReader } from "./open-assistant.js";
import { type AskedQuestion, badLine, readQuestions } from "./read-questions.js";
import { renderAnswer } from "./render-terminal.js";
import { tellAnswer, terminalScreen } from "./tell-answer.js";

/** Options of the command `ask`. */
export interface AskOptions {
  readonly question: string | null;
  /** JSON Lines `{"id", "question", "document"?}`; `-` is standard input. */
  readonly questionsFile: string | null;
  /** Looks into the document of this path only; a line of the file may name another one. */
  readonly document: string | null;
  readonly audience: Audience;
  /** Never calls a language model. */
  readonly extractive: boolean;
  /** Prints retrieved chunks instead of answers, so many; null answers. */
  readonly retrieve: number | null;
  /** Prints what every stage said, with the answer. */
  readonly explain: boolean;
  /** Words, or the path of a document, that should have been quoted: the explanation says where they were lost. */
  readonly expect: string | null;
  readonly json: boolean;
}

/** Gives what is printed for one question. */
interface Answerer {
  ask(asked: AskedQuestion): Promise<string>;
  close(): Promise<void>;
}

/**
 * The command `ask`: one question, a file of questions, or a conversation in the terminal.
 *
 * @param signal Ends a file of questions after the present one, and a conversation at once.
 */
export async function runAsk(
  config: Config<"ask">,
  options: AskOptions,
  logger: Logger,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { question, questionsFile, audience, json, retrieve, explain } = options;
  if (question !== null && questionsFile !== null) {
    throw new ConfigurationError(`"ask" takes a question or --questions FILE, not both. Leave one of them out.`);
  }
  if (question === null && questionsFile === null) {
    if (json || retrieve !== null || explain) {
      throw new ConfigurationError(
        `"ask --json", "ask --explain" and "ask --retrieve-only" need a question or --questions FILE.`,
      );
    }
    return converse(await openAssistant(config, logger, { audience }), options, signal);
  }
  const questions =
    questionsFile === null
      ? [{ line: null, id: null, question: question ?? "", document: null }]
      : await readQuestions(questionsFile);
  const answerer = await (retrieve === null
    ? openAnswers(config, options, logger, signal)
    : openRetrieval(config, options, retrieve));
  let code: ExitCode = EXIT.done;
  try {
    for (const asked of questions) {
      signal.throwIfAborted();
      const output = "error" in asked ? asked : await answerer.ask(asked).catch(lineProblem(asked));
      if (typeof output !== "string") code = EXIT.incomplete;
      process.stdout.write(`${typeof output === "string" ? output : JSON.stringify(output)}\n`);
    }
  } finally {
    await answerer.close();
  }
  return code;
}

/** In a file, wrong use concerns one line; the others are answered all the same. */
function lineProblem({ line }: AskedQuestion) {
  return (error: unknown) => {
    if (line === null || !(error instanceof ConfigurationError)) throw error;
    return badLine(line, error.message);
  };
}

async function openAnswers(
  config: Config<"ask">,
  options: AskOptions,
  logger: Logger,
  signal: AbortSignal,
): Promise<Answerer> {
  const { audience, extractive, json, questionsFile, explain, expect } = options;
  let traces: QuestionTrace[] = [];
  const onTrace = explain ? (trace: QuestionTrace) => void traces.push(trace) : undefined;
  const assistant = await openAssistant(config, logger, { audience, onTrace });
  return {
    async ask({ id, question: text, document }) {
      const path = document ?? options.document ?? undefined;
      const question = { text, conversation: null, audience, document: path, extractive };
      const isData = json || questionsFile !== null;
      const screen = isData ? null : terminalScreen();
      traces = [];
      const { answer, told } = await tellAnswer(assistant.ask(question, signal), screen, detectLanguage(text));
      const [trace] = traces;
      const explanation = explain ? { explanation: trace ? explainAnswer(trace, expect) : null } : {};
      if (isData) return JSON.stringify({ id, ...answer, ...explanation });
      const words = renderAnswer(answer, await readCited(assistant, [answer], audience), told);
      if (explanation.explanation === undefined) return words;
      const notes = explanation.explanation && renderExplanation(explanation.explanation);
      return `${words}\n\n${"=".repeat(100)}\n${notes ?? `${answer.status}: replied without a search.`}`;
    },
    close: () => assistant.close(),
  };
}

async function openRetrieval(config: Config<"ask">, options: AskOptions, top: number): Promise<Answerer> {
  const embedder = await openEmbedder(config);
  const reader = await openReader(embedder);
  const index = await openSearchIndex(config.indexDir, options.audience, embedder.id);
  const calibration = calibrationFor(embedder.id);
  const retriever = createRetriever({ index, embedder, calibration });
  const ranking = { retriever, reader, share: calibration.fusion.readingShare };
  return {
    async ask({ id, question, document }) {
      const tokens = embedder.countTokens(question, "query");
      if (tokens > embedder.maxTokens) {
        throw new ConfigurationError(
          `The question has ${tokens} tokens, the embedding model reads ${embedder.maxTokens}. Shorten it.`,
        );
      }
      const path = (document ?? options.document)?.normalize("NFC");
      const language = detectLanguage(question);
      const chunks = await retrieveAndRerank({ question, language, top, document: path }, ranking);
      const results = chunks.map(({ chunk: { document, position, start, end }, score }) => ({
        document,
        chunk: position,
        start,
        end,
        score,
      }));
      return JSON.stringify({ id, results });
    },
    async close() {
      index.close();
      await embedder.close();
    },
  };
}
