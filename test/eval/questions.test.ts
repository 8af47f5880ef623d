import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readGoldenQuestions } from "../../src/evaluation/golden-questions.js";

const { questions } = await readGoldenQuestions("test/eval/questions.json");

describe("the golden questions", () => {
  it("have an id and a wording of their own each", () => {
    for (const key of ["id", "question"] as const) {
      expect(new Set(questions.map((question) => question[key])).size, key).toBe(questions.length);
    }
  });

  it("expect what a listed document holds, and list no document without a proof", async () => {
    for (const { id, expected } of questions) {
      if (expected === null) continue;
      const texts = await Promise.all(expected.documents.map((path) => readFile(join("corpus", path), "utf8")));
      for (const quote of expected.quotes)
        expect(
          texts.some((text) => text.includes(quote)),
          `${id}: ${quote}`,
        ).toBe(true);
      for (const [i, text] of texts.entries()) {
        expect(
          expected.quotes.some((quote) => text.includes(quote)),
          `${id}: ${expected.documents[i]}`,
        ).toBe(true);
      }
    }
  });

  it("cover English, missing answers, typing errors, colloquial speech, compounds and time in both halves together", () => {
    const share = (isMeant: (question: (typeof questions)[number]) => boolean) =>
      questions.filter(isMeant).length / questions.length;
    expect(questions.length).toBeGreaterThanOrEqual(150);
    expect(share(({ language }) => language === "en")).toBeGreaterThan(1 / 3);
    expect(share(({ expected }) => expected === null)).toBeGreaterThan(1 / 4);
    for (const tag of ["typo", "colloquial", "compound", "succession", "time", "cross_lingual"]) {
      expect(questions.filter(({ tags }) => tags.includes(tag)).length, tag).toBeGreaterThanOrEqual(6);
    }
  });
});
