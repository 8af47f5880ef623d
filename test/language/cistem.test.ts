import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stemGerman } from "../../src/language/cistem.js";

describe("stemGerman", () => {
  it.each([
    ["speicherbehältern", "speicherbehal"],
    ["grenzpostens", "grenzpo"],
    ["ausgefeiltere", "ausgefeil"],
    ["geschäftsführer", "schaftsfuhr"],
    ["häuser", "hau"],
    ["straße", "strass"],
    ["krz", "krz"],
    ["gebet", "geb"],
    ["kommunen", "kommu"],
    ["lippe", "lipp"],
    ["schule", "schul"],
    ["seen", "see"],
  ])("stems %s to %s", (word, stem) => expect(stemGerman(word)).toBe(stem));

  it("brings inflections together", () => {
    for (const [one, other] of [
      ["rechenzentrum", "rechenzentrums"],
      ["kind", "kinder"],
      ["wohnung", "wohnungen"],
      ["gemeinde", "gemeinden"],
      ["verwaltung", "verwaltungen"],
      ["arbeitet", "arbeiten"],
    ] as const)
      expect(stemGerman(one)).toBe(stemGerman(other));
  });

  it("gives at least three letters, and never more than the word has", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."abcdeghimnrstuöß"), minLength: 1, maxLength: 20 }), (word) => {
        const length = word.replaceAll("ß", "ss").length;
        const stem = stemGerman(word);
        expect(stem.length).toBeGreaterThanOrEqual(Math.min(3, length));
        expect(stem.length).toBeLessThanOrEqual(length);
        expect(stem).toMatch(/^[a-z]+$/);
      }),
    );
  });
});
