import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GeneratedClaim } from "../../src/answers/generated-claim.js";
import { createClaimPlacer, generatedText } from "../../src/answers/generated-text.js";
import { passageOf } from "./generated-passages.js";

const claim = (text: string, document: string, begin: number, date?: string): GeneratedClaim => ({
  text,
  passage: passageOf(document, date === undefined ? {} : { date }),
  span: { start: begin, end: begin + 10 },
});

function textOf(claims: readonly GeneratedClaim[]): string {
  const placed = claims.map(createClaimPlacer());
  return generatedText(placed, { language: "de", missing: [], kept: claims.length, written: claims.length });
}

describe("the text of claims", () => {
  it("has a marker before the stop of every claim and the same one for the same place", () => {
    const claims = [
      claim("Eins steht hier.", "betriebsstart.md", 0),
      claim("Zwei", "boese.md", 0),
      claim("Er sagt „Drei.“", "betriebsstart.md", 0),
      claim("Vier?", "betriebsstart.md", 20),
    ];
    expect(textOf(claims).split("\n\n")[0]).toBe("Eins steht hier [1]. Zwei [2]. Er sagt „Drei [1].“ Vier [3]?");
  });

  it("uses every marker from 1 on and no other", () => {
    const any = fc.record({
      text: fc.string({ minLength: 1 }),
      document: fc.constantFrom("betriebsstart.md", "boese.md"),
      at: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1 }), (list) => {
        const claims = list.map(({ text, document, at }) => claim(text.replace(/[[\]\d]/g, "x"), document, at));
        const markers = claims.map(createClaimPlacer()).map(({ marker }) => marker);
        const used = [...new Set([...textOf(claims).matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1])))];
        expect(used).toEqual(used.map((_, index) => index + 1));
        expect(new Set(markers)).toEqual(new Set(used));
      }),
    );
  });

  it.each([
    ["another number", "Der Betrieb hat drei Standorte.", "Der Betrieb hat vier Standorte.", true],
    ["a denial", "Der Zugang ist ohne Antrag möglich.", "Der Zugang ist auf Antrag möglich.", true],
    ["the same", "Der Betrieb hat drei Standorte.", "Der Betrieb hat 3 Standorte.", false],
    ["more", "Der Betrieb hat drei Standorte.", "Der Betrieb hat drei Standorte und 200 Räume.", false],
    ["something else", "Der Betrieb hat drei Standorte.", "Die Bücherei öffnet um acht Uhr.", false],
  ])("says that two sources contradict each other, or does not (%s)", (_name, one, other, conflict) => {
    const claims = [claim(one, "betriebsstart.md", 0, "2020"), claim(other, "boese.md", 0)];
    expect(textOf(claims).includes("Die Quellen sagen Verschiedenes: [1] (2020) und [2] (ohne Datum).")).toBe(conflict);
    const sameSource = [claim(one, "boese.md", 0), claim(other, "boese.md", 20)];
    expect(textOf(sameSource)).not.toContain("Verschiedenes");
  });
});
