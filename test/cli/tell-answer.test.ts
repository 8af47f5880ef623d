import { expect, it } from "vitest";
import type { Answer } from "../../src/answers/answer.js";
import type { AnswerEvent } from "../../src/assistant/assistant.js";
import { renderAnswer } from "../../src/cli/render-terminal.js";
import { tellAnswer } from "../../src/cli/tell-answer.js";

const citation = {
  ...{ marker: 1, document: "start.md", title: "Start", heading: [], page: null, date: null, quote: "Seit 2020." },
  ...{ start: 0, end: 10, textHash: "sha256:0", generation: "g1", url: null },
};
const answer: Answer = {
  ...{ question: "Since when?", searchedFor: "Since when?", language: "en", status: "answered", headline: null },
  text: "Since 2020 [1]. Still open [1].\n\n2 of 2 quotes checked word for word.",
  ...{ corrections: [], citations: [citation], notes: [], related: [], confidence: 0.9, generator: "tiny" },
  generated: {
    ...{ prompts: ["answer@2"], claims: { written: 2, repaired: 0, dropped: 0 }, tokens: null, missing: [] },
    translations: [{ marker: 1, text: "Since 2020, said by a machine." }],
  },
  ms: { embed: 1, retrieve: 1, answer: 1, total: 3 },
};

async function* eventsOf(...claims: readonly string[]): AsyncGenerator<AnswerEvent> {
  yield { type: "progress", stage: "writing" };
  yield { type: "progress", stage: "checking", claim: 2 };
  for (const text of claims) yield { type: "claim", text, citation };
  yield { type: "progress", stage: "translating" };
  yield { type: "answer", answer };
}

/** A terminal of which everything that was written is kept. */
async function watch(events: AsyncIterable<AnswerEvent>) {
  let written = "";
  const lines: (string | null)[] = [];
  const screen = {
    write: (text: string) => {
      written += text;
    },
    progress: (line: string | null) => lines.push(line),
  };
  const { answer: given, told } = await tellAnswer(events, screen, "en");
  return { page: written + renderAnswer(given, () => undefined, told), lines };
}

it("shows what goes on, then each sentence as it has passed, then the rest of the answer", async () => {
  const { page, lines } = await watch(eventsOf("Since 2020 [1].", "Still open [1]."));
  expect(lines).toEqual(["writing", "checking quote 2", null, null]);
  expect(page).toBe(
    [
      "Since 2020 [1]. Still open [1].",
      "2 of 2 quotes checked word for word.",
      "AI-generated (tiny). If in doubt, the verbatim quotes count.",
      "Sources:\n[1] Start – start.md\n    “Seit 2020.”\n    Machine translation: Since 2020, said by a machine.",
    ].join("\n\n"),
  );
});

it("gives the same page where no sentence came before the answer, and where nobody watches", async () => {
  const { page, lines } = await watch(eventsOf());
  expect(lines.at(-1)).toBeNull();
  expect(page).toBe((await watch(eventsOf("Since 2020 [1]."))).page);
  const { answer: given, told } = await tellAnswer(eventsOf("Since 2020 [1]."), null, "en");
  expect(page).toBe(renderAnswer(given, () => undefined, told));
});
