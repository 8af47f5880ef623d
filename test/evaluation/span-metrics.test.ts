import { describe, expect, it } from "vitest";
import { answerWords, isSameAnswer, spanQuality, wordF1 } from "../../src/evaluation/span-metrics.js";

describe("the words of a short answer", () => {
  it.each([
    ["The 1. January, 2020", "en", ["1", "january", "2020"]],
    ["der Rat der Stadt", "de", ["rat", "stadt"]],
    ["die «Halle»", "de", ["halle"]],
    ["die is cast", "en", ["die", "is", "cast"]],
    ["5.000", "de", ["5000"]],
    ["the", "en", []],
  ] as const)("of %j in %s", (text, language, words) => {
    expect(answerWords(text, language)).toEqual(words);
  });

  it("compares letters, however their accents are stored", () => {
    expect(isSameAnswer("Ko\u0308ln", "K\u00f6ln", "de")).toBe(true);
  });

  it("knows other words, and another order, as another answer", () => {
    expect(isSameAnswer("am 1. Januar", "1. Januar", "de")).toBe(false);
    expect(isSameAnswer("Januar 1", "1 Januar", "de")).toBe(false);
  });
});

describe("the F1 of words", () => {
  it("is the harmonic mean of precision and recall", () => {
    // Two of three given words are right, two of two right ones given: 2 * (2/3 * 1) / (2/3 + 1) = 0.8.
    expect(wordF1("am 1. Januar", "1. Januar", "de")).toBeCloseTo(0.8);
  });

  it("counts a word as often as it is right", () => {
    expect(wordF1("ja ja", "ja", "de")).toBeCloseTo(2 / 3);
  });

  it("is nought without a common word, and one for two answers without words", () => {
    expect(wordF1("Lemgo", "Paderborn", "de")).toBe(0);
    expect(wordF1("the", "a", "en")).toBe(1);
  });

  it("takes the best of several right answers", () => {
    const quality = spanQuality([
      { given: "Paderborn", right: ["Lemgo", "Paderborn"], language: "de" },
      { given: "am 1. Januar", right: ["1. Januar"], language: "de" },
    ]);
    expect(quality.exact).toBe(0.5);
    expect(quality.f1).toBeCloseTo(0.9);
  });
});
