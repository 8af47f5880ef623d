import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/answers/answer.js";
import type { Question } from "../../src/assistant/assistant.js";
import { type Dialogue, readDialogues } from "../../src/evaluation/dialogues.js";
import { dialogueFigures, isTurnRight, measureDialogues } from "../../src/evaluation/measure-dialogues.js";
import { answer, citation, createCannedAssistant } from "../bot/canned-assistant.js";

const expected = { documents: ["owl-it/betriebsstart.md"], quotes: ["1. Januar 2020"] };
const refusal = (question: string): Answer =>
  answer({ question, searchedFor: question, status: "not_found", citations: [], headline: null });
const found = (question: string, searchedFor = question) => answer({ question, searchedFor });
const dialogue = (id: string, ...turns: Dialogue["turns"]): Dialogue => ({ id, split: "dev", turns });

describe("a turn", () => {
  it("is right with an expected quote of an expected document", () => {
    expect(isTurnRight({ question: "Wann?", expected }, found("Wann?"))).toBe(true);
    expect(isTurnRight({ question: "Wann?", expected }, refusal("Wann?"))).toBe(false);
    const other = answer({ citations: [citation({ document: "a.md" }), citation({ quote: "2016" })] });
    expect(isTurnRight({ question: "Wann?", expected }, other)).toBe(false);
  });

  it("without an answer in the corpus is right if it is refused", () => {
    expect(isTurnRight({ question: "Wann?", expected: null }, refusal("Wann?"))).toBe(true);
    expect(isTurnRight({ question: "Wann?", expected: null }, found("Wann?"))).toBe(false);
  });

  it("about something else is wrong if anything is carried over", () => {
    const turn = { question: "Wann?", expected, switch: true as const };
    expect(isTurnRight(turn, found("Wann?"))).toBe(true);
    expect(isTurnRight(turn, found("Wann?", "Wann? (OWL-IT)"))).toBe(false);
  });
});

describe("dialogues", () => {
  const dialogues = [
    dialogue("one", { question: "Wann?", expected }, { question: "Und wo?", expected }),
    dialogue("two", { question: "Wann?", expected }, { question: "Warum?", expected: null, switch: true }),
  ];
  // Answers follow-up questions in a conversation only.
  const reply = ({ text, conversation }: Question) =>
    text === "Und wo?" && conversation === null ? refusal(text) : found(text);

  it("are each held in a conversation of their own, which is forgotten afterwards", async () => {
    const { assistant, asked, forgotten } = createCannedAssistant(reply);
    const outcomes = await measureDialogues(dialogues, assistant, new AbortController().signal);
    const inConversation = asked.filter(({ conversation }) => conversation !== null);
    expect(inConversation.map(({ conversation }) => conversation)).toEqual(
      ["one", "one", "two", "two"].map((id) => `dialogue ${id}`),
    );
    expect(forgotten).toEqual(["dialogue one", "dialogue two"]);
    expect(outcomes.map(({ kind, right, rightAlone }) => [kind, right, rightAlone])).toEqual([
      ["first", true, true],
      ["follow-up", true, false],
      ["first", true, true],
      ["switch", false, false],
    ]);
    const [dev, ...none] = dialogueFigures(outcomes);
    expect(none).toEqual([]);
    expect(dev).toMatchObject({ split: "dev", dialogues: 2, turns: { value: 0.75, count: 4 } });
    expect(dev).toMatchObject({ followUps: { value: 1 }, followUpsAlone: { value: 0 }, switches: { value: 0 } });
  });

  it("of the repository have the form that is read, half of them for tuning", async () => {
    const own = await readDialogues("test/eval/dialogues.json");
    expect(own.length).toBeGreaterThanOrEqual(40);
    expect(own.filter(({ split }) => split === "dev")).toHaveLength(own.length / 2);
    expect(own.every(({ turns }) => turns.length >= 2 && turns.length <= 4)).toBe(true);
    await expect(readDialogues("test/eval/questions.json")).rejects.toThrow("questions.json is wrong at");
  });
});
