import { describe, expect, it } from "vitest";
import { answerTypeFit } from "../../src/answers/answer-type-fit.js";

describe("answerTypeFit", () => {
  it.each([
    "Die Bäckerei Meier öffnet um 6 Uhr.",
    "Geöffnet ist von 8:30 bis 12:00.",
    "Das Bürgerbüro ist montags und donnerstags geöffnet.",
    "The office closes at 4 p.m. sharp.",
    "Am 1. Januar begann der Betrieb.",
    "Im Jahr 2016 war das anders.",
  ])("sees that a sentence may say when: %s", (sentence) => {
    expect(answerTypeFit("when", sentence)).toBe(1);
  });

  it.each(["Die Bäckerei Meier backt Brot.", "Sie hat 6 Uhren.", "Der Sonntagsbraten ist beliebt."])(
    "sees that a sentence does not say when: %s",
    (sentence) => {
      expect(answerTypeFit("when", sentence)).toBe(-1);
    },
  );

  it("has no sign for what any sentence may answer", () => {
    expect(answerTypeFit("what", "Brot.")).toBe(0);
  });
});
