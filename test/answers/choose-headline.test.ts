import { describe, expect, it } from "vitest";
import { chooseHeadline, findHeadlines, proves } from "../../src/answers/choose-headline.js";
import type { Language } from "../../src/language/language.js";

/** A German sentence of which the reader takes the part in brackets for the answer. */
function sentence(marked: string, probability: number, focus = 1) {
  const text = marked.replace(/[[\]]/gu, "");
  const chunk = { document: { language: "de" as const } };
  const answer = { start: marked.indexOf("["), end: marked.indexOf("]") - 1, logProbability: Math.log(probability) };
  return { text, span: { start: 0, end: text.length }, chunk, answer, focus };
}
const choose = (
  question: string,
  language: Language,
  sentences: ReturnType<typeof sentence>[],
  { confidence = 0.9, isDisputed = false, chosen = sentences } = {},
) => {
  const asked = { question, language };
  return chooseHeadline(asked, findHeadlines(asked, chosen, sentences), {
    chosen,
    confidence,
    isDisputed: () => isDisputed,
  });
};

const CHAIR = "Ute Kranz übernahm die Sitzung von [Lars Hopp].";
const ASKED = "Durch wen kam die Sitzung zu Ute Kranz?";

describe("the headline", () => {
  it("is that of the rules where the reader is not sure of another one", () => {
    const sentences = [sentence("Der Betrieb [begann] am 1. Januar 2020.", 0.2)];
    expect(choose("Wann begann der Betrieb?", "de", sentences)).toMatchObject({
      text: "1. Januar 2020",
      reason: "given",
    });
  });

  it("is that of the reader where no rule finds one and it is sure", () => {
    const sentences = [sentence(CHAIR, 0.9)];
    expect(choose(ASKED, "de", sentences)).toMatchObject({ text: "Lars Hopp", reason: "given by the reader" });
    expect(proves({ question: ASKED, language: "de" }, choose(ASKED, "de", sentences), sentence(CHAIR, 0.9))).toBe(
      true,
    );
  });

  it.each([
    ["the reader is unsure of the words", 0.4, {}],
    ["the answer is unsure", 0.9, { confidence: 0.7 }],
    ["another source says otherwise", 0.9, { isDisputed: true }],
    ["no sentence that is quoted proves it", 0.9, { chosen: [] }],
  ])("is none where %s", (_, probability, given) => {
    expect(choose(ASKED, "de", [sentence(CHAIR, probability)], given).text).toBeNull();
  });

  it("is none where the reader is sure of another one than the rules", () => {
    const sentences = [sentence("Am 1. Januar 2020 begann der Betrieb, am [2. Mai 2021] der Umzug.", 0.8)];
    const { ruled } = findHeadlines({ question: "Wann begann der Betrieb?", language: "de" }, sentences, sentences);
    expect(ruled.text).toBe("1. Januar 2020");
    expect(choose("Wann begann der Betrieb?", "de", sentences).text).toBeNull();
  });

  it("is not one of two that the reader names together", () => {
    const question = "Wer gründete den Zweckverband?";
    const both = "[Das krz in Lemgo und die GKD Paderborn] gründeten den Zweckverband.";
    expect(choose(question, "de", [sentence(both, 0.2)]).text).toBe("GKD Paderborn");
    expect(choose(question, "de", [sentence(both, 0.8)]).text).not.toBe("GKD Paderborn");
  });
});
