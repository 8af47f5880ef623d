import { existsSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { AnswerEvent, Question } from "../../src/assistant/assistant.js";
import { serveEngine } from "../../src/assistant/serve-engine.js";
import { IndexUnavailableError } from "../../src/errors.js";
import { answer, citation, createCannedAssistant } from "../bot/canned-assistant.js";

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
  if (text === "slow") await setTimeout(1000);
  if (text === "wait") await new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  return answer({ question: text, text: `${process.pid}` });
}

/** `claims FILE: a b, a c` tells "a" and "b", ends the process, and tells "a" and "c" when it is asked again. */
async function* claimsOf(text: string): AsyncGenerator<AnswerEvent> {
  const [, file = "", first = "", second = ""] = /^claims (\S+): (.*), (.*)$/.exec(text) ?? [];
  const isAgain = existsSync(file);
  for (const claim of (isAgain ? second : first).split(" ")) yield { type: "claim", text: claim, citation: citation() };
  if (isAgain) return;
  writeFileSync(file, "");
  // Messages go in their order.
  await new Promise((resolve) => process.send?.({ type: "alive" }, undefined, undefined, resolve));
  process.kill(process.pid, "SIGKILL");
}

serveEngine<EngineProgramSettings>(process, async ({ unusable }, memory) => {
  if (unusable !== null) throw new IndexUnavailableError(unusable);
  const { assistant } = createCannedAssistant(reply);
  return {
    ...assistant,
    async *ask(question, signal) {
      const before = question.conversation === null ? null : memory.recall(question.conversation);
      if (question.text.startsWith("claims ")) yield* claimsOf(question.text);
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
