import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passageParts } from "../../src/bot/passage-parts.js";

const texts = fc
  .array(fc.constantFrom("Wort ", "Satz. ", "Zeile\n", "Absatz\n\n", "🙂", "x".repeat(300)), {
    minLength: 1,
    maxLength: 400,
  })
  .map((pieces) => pieces.join(""));

describe("parts of a document", () => {
  it("are the whole text, fit a message, and the central one begins with at most some context before the quote", () => {
    const places = texts.chain((text) => fc.tuple(fc.constant(text), fc.nat(text.length - 1), fc.nat(3_000)));
    fc.assert(
      fc.property(places, ([text, start, length]) => {
        const quote = { start, end: Math.min(text.length, start + length + 1) };
        const { parts, central } = passageParts(text, quote);
        expect(parts.map((part) => text.slice(part.start, part.end)).join("")).toBe(text);
        for (const part of parts) {
          expect(part.end).toBeGreaterThan(part.start);
          expect(part.end - part.start).toBeLessThanOrEqual(1_800);
        }
        const shown = parts[central];
        expect(shown?.start).toBeLessThanOrEqual(quote.start);
        expect(shown?.end).toBeGreaterThan(quote.start);
        if (quote.end - quote.start <= 1_300) expect(shown?.end).toBeGreaterThanOrEqual(quote.end);
      }),
      { numRuns: 200 },
    );
  });
});
