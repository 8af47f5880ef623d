import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSpellingCorrector } from "../../src/language/spelling-corrector.js";
import { spellingDistance } from "../../src/language/spelling-distance.js";

const WORDS = { betriebsaufnahme: 2, betrieb: 9, forum: 20, form: 1, rechenzentrum: 40, cottbus: 12, hand: 3, hund: 1 };
const vocabulary = Object.entries(WORDS).map(([word, frequency]) => ({ word, frequency }));
const nearest = (word: string) => createSpellingCorrector(vocabulary).nearest(word)?.word ?? null;

describe("the nearest word", () => {
  it.each([
    ["betriebsaufnhame", "betriebsaufnahme"],
    ["vorum", "forum"],
    ["rechenzetrum", "rechenzentrum"],
    ["cotbus", "cottbus"],
    ["forn", "form"],
  ])("of %s is %s", (word, expected) => {
    expect(nearest(word)).toBe(expected);
  });

  it.each(["forum", "wohngeld", "hin", "xyzxyz", "betriebsrat", ""])("of %s is none", (word) => {
    expect(nearest(word)).toBeNull();
  });

  it("is the more frequent one of two that are equally near", () => {
    expect(nearest("hrnd")).toBe("hand");
  });

  it("lies within the limit for its length, and no other word is nearer by a whole slip", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."abest"), minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(fc.uniqueArray(letters, { minLength: 1, maxLength: 20 }), letters, (words, typed) => {
        const found = createSpellingCorrector(words.map((word) => ({ word, frequency: 1 }))).nearest(typed);
        const distances = words.map((word) => spellingDistance(typed, word, 9));
        const limit = typed.length < 8 ? 1 : 1.5;
        if (words.includes(typed) || Math.min(...distances) > limit) expect(found).toBeNull();
        else expect(found?.distance).toBe(Math.min(...distances));
      }),
    );
  });
});
