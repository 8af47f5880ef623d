import type { Answer } from "../answers/answer.js";
import type { AnswerEvent } from "../assistant/assistant.js";
import type { Language } from "../language/language.js";
import { TERMINAL_WORDS } from "./render-terminal.js";

/** Where an answer is told while it is written. */
export interface AnswerScreen {
  /** Writes text that stays. */
  write(text: string): void;
  /** Shows one line about what goes on, in place of the one before; null takes it away. */
  progress(line: string | null): void;
}

/** Clears a line of a terminal and goes to its beginning. */
const CLEAR_LINE = "\r\u001b[2K";

/** The terminal: what stays goes to standard output, what goes on to standard error. Neither where nobody watches. */
export function terminalScreen(): AnswerScreen | null {
  const { stdout, stderr } = process;
  if (stdout.isTTY !== true || stderr.isTTY !== true) return null;
  return {
    write: (text) => void stdout.write(text),
    progress: (line) => void stderr.write(line === null ? CLEAR_LINE : `${CLEAR_LINE}… ${line}`),
  };
}

/**
 * Tells an answer while it is written: what goes on, and each checked sentence as it comes.
 *
 * @param language Of the line about what goes on; the answer's own is not known before.
 * @returns The answer, and the beginning of its text that has been written.
 */
export async function tellAnswer(
  events: AsyncIterable<AnswerEvent>,
  screen: AnswerScreen | null,
  language: Language,
): Promise<{ readonly answer: Answer; readonly told: string }> {
  let told = "";
  try {
    for await (const event of events) {
      if (event.type === "answer") return { answer: event.answer, told };
      if (screen === null) continue;
      if (event.type === "claim") {
        const text = told === "" ? event.text : ` ${event.text}`;
        told += text;
        screen.progress(null);
        screen.write(text);
      } else if (told === "") {
        // A line about what goes on would overwrite the line of the sentences.
        const words = TERMINAL_WORDS[language];
        screen.progress(event.stage === "checking" ? words.checking(event.claim) : words[event.stage]);
      }
    }
  } finally {
    if (told === "") screen?.progress(null);
  }
  throw new Error("the assistant ended without an answer");
}
