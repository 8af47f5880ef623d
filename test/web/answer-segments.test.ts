import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitAnswerText } from "../../src/web/answer-segments.js";
import { cite, makeDocument } from "./assistant-double.js";

const document = makeDocument({ path: "x.md", text: "Erster Satz. Zweiter Satz.\nMit Umbruch. Erster" });
const first = cite(document, "Erster Satz.", { marker: 1 });
const second = cite(document, "Zweiter Satz.\nMit Umbruch.", { marker: 2 });
const short = cite(document, "Erster", { marker: 3 });

/** Segments in short: words as they are, a quote as its marker. */
const split = (text: string, citations = [first, second]) =>
  splitAnswerText(text, citations).map((segment) =>
    segment.kind === "words" ? segment.text : segment.citation.marker,
  );

describe("splitting an answer's text", () => {
  it.each([
    ["a bare quote", "Erster Satz. [1]", [1, 2]],
    ["quotation marks and list signs", "- „Erster Satz.“ [1]\n• “Zweiter Satz.\nMit Umbruch.” [2]", [1, 2]],
    ["two quotes in one line", "Erster Satz. [1] Zweiter Satz.\nMit Umbruch. [2]", [1, 2]],
    [
      "words around",
      "Kurz gesagt:\n\nZweiter Satz.\nMit Umbruch. [2]\n\nDas war es.",
      ["Kurz gesagt:", 2, "Das war es.", 1],
    ],
    [
      "a quote inside a sentence",
      "Das Amt sagt „Erster Satz.“ [1] dazu.",
      ["Das Amt sagt „Erster Satz.“ [1] dazu.", 1, 2],
    ],
    ["a quote with words after it", "Erster Satz. [1] Und mehr.", ["Erster Satz. [1] Und mehr.", 1, 2]],
    ["no quote at all", "Nur Worte.", ["Nur Worte.", 1, 2]],
    ["a quote twice", "Erster Satz. [1]\nErster Satz. [1]", [1, "Erster Satz. [1]", 2]],
  ])("handles %s", (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it("prefers the longest quote that fits", () => {
    expect(split("Erster Satz. [1]", [short, first])).toEqual([1, 3]);
  });

  it("shows every citation exactly once, whatever the text", () => {
    const piece = fc.constantFrom(
      first.quote,
      second.quote,
      short.quote,
      "[1]",
      " ",
      "\n",
      "„",
      "“",
      "- ",
      "Wort",
      "x",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const markers = split(pieces.join(""), [first, second, short]).filter((part) => typeof part === "number");
        expect(markers.toSorted()).toEqual([1, 2, 3]);
      }),
    );
  });

  it("loses no word of the text", () => {
    const piece = fc.constantFrom(first.quote, "[1]", " ", "\n", "Wort", "anderes.", "- ");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        const words = splitAnswerText(text, [first]).flatMap((segment) =>
          segment.kind === "words" ? (segment.text.match(/Wort|anderes/g) ?? []) : [],
        );
        expect(words).toEqual(text.match(/Wort|anderes/g) ?? []);
      }),
    );
  });
});
