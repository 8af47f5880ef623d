import { createInterface } from "node:readline/promises";
import type { Citation } from "../answers/answer.js";
import { type Assistant, readCited } from "../assistant/assistant.js";
import type { Audience } from "../documents/document.js";
import { detectLanguage } from "../language/detect-language.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import { renderAnswer, renderSource, TERMINAL_WORDS } from "./render-terminal.js";
import { tellAnswer, terminalScreen } from "./tell-answer.js";

/** The terminal holds one conversation. */
const CONVERSATION = "terminal";

/** What every question of the conversation is asked with. */
export interface ConversationOptions {
  readonly audience: Audience;
  /** Never calls a language model. */
  readonly extractive: boolean;
  /** Looks into the document of this path only; null for no limit. */
  readonly document: string | null;
}

/**
 * A conversation in the terminal: a question a line, the number of a source to read it, and a few commands. Ends with
 * the input, with /quit (or the bare word, which other programs end with), or when the signal is aborted; closes the assistant.
 */
export async function converse(
  assistant: Assistant,
  { audience, extractive, document }: ConversationOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { stdin: input, stdout: output } = process;
  const terminal = createInterface({ input, output, terminal: input.isTTY === true && output.isTTY === true, signal });
  const write = (text: string) => output.write(`${text}\n\n`);
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  let words = TERMINAL_WORDS[locale.startsWith("de") ? "de" : "en"];
  let sources: readonly Citation[] = [];

  async function reply(line: string): Promise<string> {
    const number = /^\[?(\d{1,2})\]?$/.exec(line)?.[1];
    if (number !== undefined) {
      const cited = sources.find(({ marker }) => marker === Number(number));
      if (cited === undefined) return words.noSource;
      return renderSource(cited, await assistant.readDocument(cited.document, audience));
    }
    if (/^\/(?:new|neu)$/i.test(line)) {
      assistant.forget(CONVERSATION);
      sources = [];
      return words.forgotten;
    }
    if (line.startsWith("/")) return words.help;
    const question = { text: line, conversation: CONVERSATION, audience, extractive, document: document ?? undefined };
    const events = assistant.ask(question, signal);
    const { answer, told } = await tellAnswer(events, terminalScreen(), detectLanguage(line));
    sources = [...answer.citations, ...answer.related];
    words = TERMINAL_WORDS[answer.language];
    return renderAnswer(answer, await readCited(assistant, [answer], audience), told);
  }

  try {
    write(words.welcome);
    terminal.setPrompt("> ");
    terminal.prompt();
    for await (const line of terminal) {
      if (/^(?:\/?(?:quit|exit)|\/ende)$/i.test(line.trim())) break;
      if (line.trim() !== "") write(await reply(line.trim()));
      terminal.prompt();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    terminal.close();
    await assistant.close();
  }
  return EXIT.done;
}
