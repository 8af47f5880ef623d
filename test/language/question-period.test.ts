import { describe, expect, it } from "vitest";
import { readPeriod } from "../../src/language/question-period.js";

const TODAY = "2025-06-01";

describe("the time that a question asks about", () => {
  it.each([
    ["Wer war 2016 Geschäftsführer des krz?", "2016", "2016", "given"],
    ["Who led the krz between 2016 and January 2020?", "2016", "2020-01", "given"],
    ["Was geschah am 1.1.2020?", "2020-01-01", "2020-01-01", "given"],
    ["Was ist seit 2020 neu?", "2020", TODAY, "given"],
    ["Wer ist derzeit Geschäftsführer?", TODAY, TODAY, "now"],
    ["Who currently runs the association?", TODAY, TODAY, "now"],
    ["Wer ist der aktuelle Leiter?", TODAY, TODAY, "now"],
    ["Wie heißt das krz heute?", TODAY, TODAY, "now"],
    ["Wo steht das Rechenzentrum?", TODAY, TODAY, "none"],
    ["Wie viel kosten 1.200 Aktualisierungen?", TODAY, TODAY, "none"],
    ["Do you know the band?", TODAY, TODAY, "none"],
  ])("%s", (question, start, end, stated) => {
    expect(readPeriod(question, TODAY)).toEqual({ start, end, stated });
  });
});
