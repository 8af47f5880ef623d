import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { z } from "zod";
import { type Assistant, askOnce } from "../assistant/assistant.js";
import type { Config } from "../config.js";
import type { Audience } from "../documents/document.js";
import { ConfigurationError } from "../errors.js";
import { detectLanguage } from "../language/detect-language.js";
import type { Logger } from "../logging.js";
import { createRetriever } from "../retrieval/retriever.js";
import { openSearchIndex } from "../search-index/search-index.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import { calibrationFor, openAssistant, openEmbedder } from "./open-assistant.js";
import { renderAnswer, renderSource, TERMINAL_WORDS } from "./render-terminal.js";

/** Options of the command `ask`, as contracts state them. */
export interface AskOptions {
  readonly question: string | null;
  /** JSON Lines `{"id", "question", "document"?}`; `-` is standard input. */
  readonly questionsFile: string | null;
  readonly document: string | null;
  readonly audience: Audience;
  readonly extractive: boolean;
  /** Prints retrieved chunks instead of answers, so many; null answers. */
  readonly retrieve: number | null;
  readonly json: boolean;
}

interface AskedQuestion {
  readonly id: string | null;
  readonly question: string;
  readonly document: string | null;
}

const lineSchema = z.object({ id: z.coerce.string(), question: z.string(), document: z.string().optional() });

/** The command `ask`: one question, a file of questions, or a conversation in the terminal. */
export async function runAsk(config: Config<"ask">, options: AskOptions, logger: Logger): Promise<ExitCode> {
  const single = options.question;
  if (single === null && options.questionsFile === null) {
    if (options.json || options.retrieve !== null) {
      throw new ConfigurationError(`"ask --json" and "ask --retrieve-only" need a question or --questions FILE.`);
    }
    return converse(await openAssistant(config, logger, options.audience), options);
  }
  const lines = single !== null ? [single] : await readLines(options.questionsFile ?? "");
  const answer = await openAnswerer(config, options, logger);
  let code: ExitCode = EXIT.done;
  try {
    for (const [i, line] of lines.entries()) {
      if (single === null && line.trim() === "") continue;
      const asked = single === null ? parseLine(line, i + 1) : { id: null, question: single, document: null };
      if ("error" in asked) {
        code = EXIT.incomplete;
        process.stdout.write(`${JSON.stringify(asked)}\n`);
      } else process.stdout.write(`${await answer.ask(asked)}\n`);
    }
  } finally {
    await answer.close();
  }
  return code;
}

/** Makes the function that gives one question's line of output. */
async function openAnswerer(config: Config<"ask">, options: AskOptions, logger: Logger) {
  const { audience, extractive, json, retrieve } = options;
  if (retrieve !== null) return openRetrieval(config, options, retrieve);
  const assistant = await openAssistant(config, logger, audience);
  return {
    async ask({ id, question, document }: AskedQuestion) {
      const path = document ?? options.document ?? undefined;
      const answer = await askOnce(assistant, {
        text: question,
        conversation: null,
        audience,
        document: path,
        extractive,
      });
      if (json || options.questionsFile !== null) return JSON.stringify({ id, ...answer });
      return renderAnswer(answer, (name) => assistant.readDocument(name, audience));
    },
    close: () => assistant.close(),
  };
}

async function openRetrieval(config: Config<"ask">, options: AskOptions, top: number) {
  const embedder = await openEmbedder(config);
  const index = await openSearchIndex(config.indexDir, options.audience, embedder.id);
  const retriever = createRetriever({ index, embedder, calibration: calibrationFor(embedder.id) });
  return {
    async ask({ id, question, document }: AskedQuestion) {
      const path = document ?? options.document ?? undefined;
      const language = detectLanguage(question);
      const { chunks } = await retriever.retrieve({ question, language, top, document: path });
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

async function readLines(file: string): Promise<string[]> {
  const content = await readFile(file === "-" ? "/dev/stdin" : file, "utf8").catch((cause: unknown) => {
    throw new ConfigurationError(`--questions ${file} cannot be read. Name a file of JSON Lines.`, { cause });
  });
  return content.split("\n");
}

function parseLine(line: string, number: number): AskedQuestion | { id: null; error: string } {
  try {
    const { id, question, document = null } = lineSchema.parse(JSON.parse(line));
    return { id, question, document };
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const reason = issue === undefined ? "is no JSON" : `${issue.path.join(".") || "the line"}: ${issue.message}`;
    return { id: null, error: `line ${number}: ${reason}; expected {"id": "...", "question": "..."}` };
  }
}

/** A conversation in the terminal; ends with the input. */
async function converse(assistant: Assistant, { audience, extractive, document }: AskOptions): Promise<ExitCode> {
  const conversation = "terminal";
  const terminal = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY });
  const write = (text: string) => process.stdout.write(`${text}\n\n`);
  let citations: readonly Parameters<typeof renderSource>[0][] = [];
  let words = TERMINAL_WORDS[Intl.DateTimeFormat().resolvedOptions().locale.startsWith("de") ? "de" : "en"];
  write(words.welcome);
  terminal.setPrompt("> ");
  terminal.prompt();
  try {
    for await (const line of terminal) {
      const input = line.trim();
      const cited = citations.find(({ marker }) => String(marker) === input);
      if (/^\/(?:quit|exit|ende)$/i.test(input)) break;
      if (/^\/(?:new|neu)$/i.test(input)) {
        assistant.forget(conversation);
        citations = [];
        write(words.forgotten);
      } else if (/^\/(?:help|hilfe)$/i.test(input)) write(words.help);
      else if (cited !== undefined) {
        write(renderSource(cited, assistant.readDocument(cited.document, audience)));
      } else if (input !== "") {
        const question = { text: input, conversation, audience, extractive, document: document ?? undefined };
        const answer = await askOnce(assistant, question);
        citations = answer.status === "not_found" ? answer.related : answer.citations;
        words = TERMINAL_WORDS[answer.language];
        write(renderAnswer(answer, (path) => assistant.readDocument(path, audience)));
      }
      terminal.prompt();
    }
  } finally {
    terminal.close();
    await assistant.close();
  }
  return EXIT.done;
}
