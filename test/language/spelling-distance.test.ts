import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spellingDistance } from "../../src/language/spelling-distance.js";

const distance = (typed: string, word: string) => spellingDistance(typed, word, 9);

describe("the distance of two spellings", () => {
  it.each([
    ["betrieb", "betrieb", 0],
    ["btrieb", "betrieb", 1],
    ["bertieb", "betrieb", 1],
    ["betriebx", "betrieb", 1],
    ["batrieb", "betrieb", 1],
    ["ebtrieb", "betrieb", 1.5],
    ["cotbus", "cottbus", 0.5],
    ["vorum", "forum", 1],
    ["digitak", "digitack", 0.5],
    ["spize", "spitze", 0.5],
    ["geschaftsfurer", "geschaftsfuhrer", 0.5],
    ["stadwerke", "stadtwerke", 0.5],
    ["kurpig", "kurpik", 0.5],
  ])("%s, %s", (typed, word, expected) => {
    expect(distance(typed, word)).toBe(expected);
  });

  it("is the same both ways, 0 for the same word only, and at most a slip and a half for each letter", () => {
    const word = fc.string({ unit: fc.constantFrom(..."abcdehkost"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const found = spellingDistance(a, b, Number.POSITIVE_INFINITY);
        expect(found).toBeCloseTo(spellingDistance(b, a, Number.POSITIVE_INFINITY));
        expect(found === 0).toBe(a === b);
        expect(found).toBeLessThanOrEqual(Math.max(a.length, b.length) + 0.5);
      }),
    );
  });

  it("is above the limit where the exact one is", () => {
    const word = fc.string({ unit: fc.constantFrom(..."abest"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.constantFrom(1, 1.5, 2), (a, b, limit) => {
        const exact = spellingDistance(a, b, Number.POSITIVE_INFINITY);
        const limited = spellingDistance(a, b, limit);
        expect(limited > limit).toBe(exact > limit);
        if (exact <= limit) expect(limited).toBe(exact);
      }),
    );
  });
});
