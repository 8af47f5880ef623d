import type { Question } from "../../src/assistant/assistant.js";
import { serveEngine } from "../../src/assistant/serve-engine.js";
import { IndexUnavailableError } from "../../src/errors.js";
import { answer, createCannedAssistant } from "../bot/canned-assistant.js";

/** What a test tells the engine process to be like. */
export interface EngineProgramSettings {
  /** Why there is nothing to answer from; null where there is. */
  readonly unusable: string | null;
}

/** Does what the question says: a process that a test can end, hold up and make fail. */
async function reply({ text }: Question, signal?: AbortSignal) {
  if (text === "die") process.kill(process.pid, "SIGKILL");
  if (text === "hold up") for (;;);
  if (text === "fail") throw new IndexUnavailableError("There is no index.");
  if (text === "wait") await new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  return answer({ question: text, text: `${process.pid}` });
}

serveEngine<EngineProgramSettings>(process, async ({ unusable }, memory) => {
  if (unusable !== null) throw new IndexUnavailableError(unusable);
  const { assistant } = createCannedAssistant(reply);
  return {
    ...assistant,
    async *ask(question, signal) {
      const before = question.conversation === null ? null : memory.recall(question.conversation);
      for await (const event of assistant.ask(question, signal)) {
        if (event.type !== "answer") yield event;
        else {
          if (question.conversation !== null)
            memory.remember(question.conversation, {
              question: question.text,
              language: "de",
              headline: null,
              choices: [],
            });
          yield { ...event, answer: { ...event.answer, searchedFor: before?.question ?? "" } };
        }
      }
    },
  };
});
