import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { missingNumbers } from "../../src/answers/statement-numbers.js";

describe("missingNumbers", () => {
  it.each([
    ["1 January 2020", "am 01.01.2020"],
    ["in January 2020", "am 1. Januar 2020"],
    ["on 27 May 2019", "am 27.5.19"],
    ["on 1 March 2019", "vom 1.3. bis 15.4.2019"],
    ["since 2020-01-01", "seit dem 1. Jan. 2020"],
    ["1,500 people", "1.500 Menschen"],
    ["1,500.50 euros", "1.500,50 Euro"],
    ["10,000 euros", "10 000 €"],
    ["2.5 million", "2,5 Mio."],
    ["12.5 percent", "12,5 %"],
    ["twenty-one towns", "einundzwanzig Städte"],
    ["12 towns", "zwölf Städte"],
    ["at 2 pm", "um 14 Uhr"],
    ["at 8:30 a.m.", "um 8.30 Uhr"],
    ["from 8:00", "ab 8 Uhr"],
    ["version 3.10.2 of § 25a", "Version 3.10.2 nach § 25a"],
    ["May I come? Residents may come. March on.", "Ja"],
    ["one office", "ein Amt"],
  ])("finds nothing missing: %j in %j", (claim, quote) => {
    expect(missingNumbers({ text: claim, language: "en" }, { text: quote, language: "de" })).toEqual([]);
  });

  it.each([
    ["am 2. Januar 2020", "am 1. Januar 2020", ["2"]],
    ["im Mai 2020", "im März 2020", ["Mai"]],
    ["am 1. Januar", "am 1. Februar", ["Januar"]],
    ["1,500 Menschen", "1.500 Menschen", ["1,500"]],
    ["25 Euro", "2,5 Euro", ["25"]],
    ["2,5 Mrd.", "2,5 Mio.", ["Mrd"]],
    ["5 Prozent", "5 Euro", ["Prozent"]],
    ["vier Kreise", "drei Kreise", ["vier"]],
    ["einundzwanzig Kreise", "zweiundzwanzig Kreise", ["einundzwanzig"]],
    ["um 8:30 Uhr", "um 9:30 Uhr", ["8:30"]],
    ["Nr. 12", "Nr. 123", ["12"]],
  ])("finds in %j what %j does not have: %j", (claim, quote, missing) => {
    expect(missingNumbers({ text: claim, language: "de" }, { text: quote, language: "de" })).toEqual(missing);
  });

  it("finds May and March where they are months", () => {
    const quote = { text: "am 3. April", language: "de" } as const;
    for (const text of ["in May", "on 3 May", "3rd of March", "until March"]) {
      expect(missingNumbers({ text, language: "en" }, quote)).toEqual([expect.stringMatching(/^(May|March)$/)]);
    }
  });

  it("finds nothing missing in a text's own words, and a changed number in any", () => {
    const number = fc.integer({ min: 2, max: 999_999 });
    fc.assert(
      fc.property(number, number, fc.constantFrom("de", "en"), (value, other, language) => {
        const write = (some: number) => `Das sind ${some.toLocaleString(language)} Akten`;
        const quote = { text: write(value), language } as const;
        expect(missingNumbers(quote, quote)).toEqual([]);
        expect(missingNumbers({ text: write(other), language }, quote).length === 0).toBe(value === other);
      }),
    );
  });
});
