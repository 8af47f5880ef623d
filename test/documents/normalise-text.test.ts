import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countInvisible, normaliseText } from "../../src/documents/normalise-text.js";

const anyText = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", maxLength: 1 }),
    fc.constantFrom(
      "a",
      "u\u0308",
      " ",
      "\n",
      "\r\n",
      "\t",
      "\u00a0",
      "\u00ad",
      "\u200b",
      "\ufeff",
      "\u{e0041}",
      "\ufb01",
    ),
  ),
  maxLength: 60,
});

describe("normaliseText", () => {
  it.each([
    ["joins letter and combining umlaut", "Mu\u0308ll", "Müll"],
    ["takes every line end for a newline", "a\r\nb\rc\u2028d", "a\nb\nc\nd"],
    ["drops byte order mark, soft hyphen and zero-width characters", "\ufeffRat\u00adhaus\u200b", "Rathaus"],
    ["drops tag characters, which can hide instructions", "frei\u{e0069}\u{e0067}", "frei"],
    ["drops control characters", "a\u0007b\u009bc", "abc"],
    ["makes no-break and thin blanks plain", "10\u00a0000\u2009€", "10 000 €"],
    ["resolves typesetters' ligatures", "Pﬂicht", "Pflicht"],
    ["trims the ends of lines and keeps indentation", "  a  \n  b\t\n", "a\n  b"],
    ["leaves one empty line at most", "a\n\n \n\n\nb", "a\n\nb"],
    ["takes a form feed for the end of a paragraph", "a\fb", "a\n\nb"],
    ["makes a word whole that was cut at a soft hyphen", "Verwal\u00ad\ntung", "Verwaltung"],
    ["drops lone surrogates and keeps pairs", "a\ud83d b😀", "a b😀"],
  ])("%s", (_, text, expected) => {
    expect(normaliseText(text)).toBe(expected);
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
      }),
    );
  });

  it("leaves NFC without white space but blank and newline, and nothing invisible", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = normaliseText(text);
        expect(result).toBe(result.normalize("NFC"));
        expect(result).toBe(result.trim());
        expect(result).not.toMatch(/[^\S \n]|[\p{Cf}\p{Cs}]|[^\P{Cc}\n]| \n|\n{3}/u);
      }),
    );
  });
});

describe("countInvisible", () => {
  it.each([
    ["zero-width characters", "Rat\u200bhaus\u2060\u180e", 3],
    ["characters that turn the direction", "a\u202eb\u202c\u2066", 3],
    ["tags", "frei\u{e0069}\u{e0067}\u{e007f}", 3],
    ["messages in variation selectors", "a\ufe00\ufe01\ufe02\u{e0101}", 3],
    ["a byte order mark inside", "a\ufeffb", 1],
    ["joiners of nothing", "a\u200db", 1],
  ])("counts %s", (_, text, count) => {
    expect(countInvisible(text)).toBe(count);
    expect(normaliseText(text)).not.toMatch(/[^ -~]/u);
  });

  it.each(["\ufeffText", "Verwal\u00adtung", "👩\u200d👩\u200d👧", "❤\ufe0f", "👨🏽\u200d🚀", "Größe – 10 €"])(
    "leaves %j alone",
    (text) => {
      expect(countInvisible(text)).toBe(0);
    },
  );
});
