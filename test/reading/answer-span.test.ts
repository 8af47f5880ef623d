import { describe, expect, it } from "vitest";
import { bestSpan } from "../../src/reading/answer-span.js";

const textOf =
  (text: string) =>
  ({ start, end }: { start: number; end: number }) =>
    text.slice(start, end);

/** The words of a text; the reader takes one of them for the first of the answer and one for the last. */
function read(text: string, firstWord: number, lastWord: number) {
  const words = [...text.matchAll(/\S+/gu)].map(({ 0: word, index }, i) => ({
    ...{ start: index, end: index + word.length },
    ...{ first: i === firstWord ? 0 : -9, last: i === lastWord ? 0 : -9 },
  }));
  const span = bestSpan(words, 0, textOf(text));
  return span && textOf(text)(span);
}

describe("bestSpan", () => {
  it.each([
    ["Leiterin ist Dr. Ute Kranz, seit 2019.", 2, 4, "Dr. Ute Kranz"],
    ["Sie nennt es „IT zum Erleben“.", 3, 5, "IT zum Erleben"],
    ["Zuständig ist (noch) das Land.", 2, 2, "noch"],
    ["Sie war am 1. Januar dort.", 3, 4, "1. Januar"],
    ["Das krz Forum fand zum 15. Mal statt.", 5, 5, "15."],
    ["Herford, Minden-Lübbecke und Lippe", 0, 3, "Herford, Minden-Lübbecke und Lippe"],
  ])(
    "takes the words from the first to the last without the punctuation around them: %s",
    (text, first, last, span) => {
      expect(read(text, first, last)).toBe(span);
    },
  );

  it("never ends before it begins, and is short", () => {
    expect(read("eins zwei drei vier", 3, 0)).toBe("eins");
    const long = Array.from({ length: 40 }, (_, i) => `w${i}`).join(" ");
    expect(read(long, 0, 39)?.split(" ").length).toBeLessThanOrEqual(12);
  });

  it("says how probable it is among all spans of the chunk", () => {
    const words = [{ start: 0, end: 4, first: 2, last: 3 }];
    expect(bestSpan(words, 6, textOf("2020"))).toEqual({ start: 0, end: 4, logProbability: -1 });
  });

  it("finds none where there are no words, or only signs", () => {
    expect(read("Stadt | Landkreis", 1, 1)).toBeNull();
    expect(read("Es ist so ...", 3, 3)).toBeNull();
    expect(bestSpan([], 0, textOf(""))).toBeNull();
  });
});
