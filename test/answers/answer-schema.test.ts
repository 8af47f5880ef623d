import { describe, expect, it } from "vitest";
import { answerSchema } from "../../src/answers/answer.js";
import { ANSWER_PHRASES } from "../../src/answers/phrases.js";

const citation = {
  marker: 1,
  document: "owl-it/betriebsstart.md",
  title: "Betriebsstart der OWL-IT",
  heading: ["Betriebsstart der OWL-IT"],
  page: null,
  date: "2020-01",
  quote: "Die OWL-IT hat am 1. Januar 2020 ihren Betrieb aufgenommen.",
  start: 26,
  end: 85,
  textHash: "sha256:c073708a",
  generation: "20261122T034210Z-5fbb891da55b",
  url: null,
};
const answer = {
  question: "When did OWL-IT start operations?",
  searchedFor: "When did OWL-IT start operations?",
  corrections: [{ from: "opperations", to: "operations" }],
  language: "en",
  status: "answered",
  headline: "1 January 2020",
  text: "1 January 2020",
  citations: [citation],
  notes: ["As of January 2020 [1]."],
  related: [],
  confidence: 0.97,
  generator: "extractive",
  ms: { embed: 2.9, retrieve: 1.1, answer: 0.8, total: 5.2 },
};

describe("the shape of an answer", () => {
  it("has exactly the fields that scripts rely on", () => {
    expect(answerSchema.parse(answer)).toEqual(answer);
    expect(Object.keys(answerSchema.shape)).toEqual([...Object.keys(answer).slice(0, -1), "generated", "ms"]);
    for (const key of Object.keys(answer)) {
      const { [key as keyof typeof answer]: _, ...rest } = answer;
      expect(answerSchema.safeParse(rest).success, key).toBe(false);
    }
    for (const key of Object.keys(citation)) {
      const { [key as keyof typeof citation]: _, ...rest } = citation;
      expect(answerSchema.safeParse({ ...answer, citations: [rest] }).success, key).toBe(false);
    }
  });

  it("has how the text was written where a language model wrote it", () => {
    const generated = {
      prompts: ["answer@2"],
      claims: { written: 3, repaired: 1, dropped: 1 },
      tokens: null,
      missing: ["what it costs"],
      translations: [{ marker: 1, text: "OWL-IT took up its operations on 1 January 2020." }],
    };
    expect(answerSchema.parse({ ...answer, generated })).toEqual({ ...answer, generated });
    expect(answerSchema.safeParse({ ...answer, generated: { ...generated, prompt: "…" } }).success).toBe(false);
  });

  it.each([
    ["another field", { extra: 1 }],
    ["an unknown status", { status: "maybe" }],
    ["a third language", { language: "fr" }],
    ["no text", { text: "" }],
    ["a confidence above 1", { confidence: 1.1 }],
    ["an empty quote", { citations: [{ ...citation, quote: "" }] }],
    ["a marker of 0", { citations: [{ ...citation, marker: 0 }] }],
    ["a text hash of another kind", { citations: [{ ...citation, textHash: "md5:1" }] }],
    ["a negative offset", { related: [{ ...citation, start: -1 }] }],
  ])("does not take %s", (_, change) => {
    expect(answerSchema.safeParse({ ...answer, ...change }).success).toBe(false);
  });
});

describe("the phrases", () => {
  it("say the same things in both languages, without emoji", () => {
    const { de, en } = ANSWER_PHRASES;
    expect(Object.keys(de)).toEqual(Object.keys(en));
    for (const phrase of [...Object.values(de), ...Object.values(en)]) {
      const text = typeof phrase === "function" ? Reflect.apply(phrase, undefined, ["x"]) : String(phrase);
      expect(text).not.toBe("");
      expect(text).not.toMatch(/\p{Extended_Pictographic}/u);
    }
  });
});
