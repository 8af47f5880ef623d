import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Citation } from "../../src/answers/answer.js";
import { tidyCitations } from "../../src/answers/tidy-citations.js";

const TEXTS: Readonly<Record<string, string>> = {
  "a.md": "Das krz sitzt in Lemgo. Es hat ein Rechenzentrum.\n\nLeitung\n\nLars Hoppmann leitet das krz seit 2020.",
  "b.md": "Im Bericht steht: Das krz sitzt in Lemgo. Lars Hoppmann leitet das krz seit 2016.",
  "long.md": Array.from({ length: 200 }, (_, i) => `Satz ${i} über ${i * i}.`).join("\n\n"),
};
function cite(document: string, quote: string, marker = 1): Citation {
  const start = TEXTS[document]?.indexOf(quote) ?? -1;
  if (start < 0) throw new Error(`"${quote}" does not stand in ${document}`);
  return {
    ...{ marker, document, title: document, heading: [], page: null, date: null, url: null },
    ...{ quote, start, end: start + quote.length, textHash: "sha256:0", generation: "g" },
  };
}
const tidy = (
  citations: Citation[],
  options: { perDocument?: number; prefers?: (a: string, b: string) => boolean } = {},
) => tidyCitations(citations, { textOf: (path) => TEXTS[path], prefers: () => false, perDocument: 9, ...options });
const quotes = (citations: Citation[], options?: Parameters<typeof tidy>[1]) =>
  tidy(citations, options).map(({ quote }) => quote);

describe("passages", () => {
  it("that stand side by side become one, in whichever order they come", () => {
    const both = "Das krz sitzt in Lemgo. Es hat ein Rechenzentrum.";
    const [first, second] = [cite("a.md", "Das krz sitzt in Lemgo."), cite("a.md", "Es hat ein Rechenzentrum.")];
    expect(quotes([first, second])).toEqual([both]);
    expect(quotes([second, first])).toEqual([both]);
    expect(tidy([second, first])[0]).toMatchObject({ start: first.start, end: second.end });
  });

  it("become one where a third one fills the gap, at the place of the best", () => {
    const [city, centre] = ["Das krz sitzt in Lemgo.", "Es hat ein Rechenzentrum."];
    const [first, last] = [cite("a.md", city), cite("a.md", centre.slice(3))];
    const other = cite("b.md", "Lars Hoppmann leitet das krz seit 2016.");
    expect(quotes([other, last, first, cite("a.md", `${city} Es `)])).toEqual([other.quote, `${city} ${centre}`]);
  });

  it("stay apart where a heading or another document lies between", () => {
    const apart = [cite("a.md", "Es hat ein Rechenzentrum."), cite("a.md", "Lars Hoppmann leitet das krz seit 2020.")];
    expect(tidy(apart)).toEqual(apart);
  });

  it("that say what a better one says are dropped, unless a number differs", () => {
    const lemgo = [cite("b.md", "Das krz sitzt in Lemgo."), cite("a.md", "Das krz sitzt in Lemgo.")];
    expect(tidy(lemgo)).toEqual(lemgo.slice(0, 1));
    const years = [
      cite("a.md", "Lars Hoppmann leitet das krz seit 2020."),
      cite("b.md", "Lars Hoppmann leitet das krz seit 2016."),
    ];
    expect(tidy(years)).toEqual(years);
  });

  it("leave their place to the same words of a document that is preferred", () => {
    const lemgo = [cite("b.md", "Das krz sitzt in Lemgo."), cite("a.md", "Das krz sitzt in Lemgo.")];
    expect(tidy(lemgo, { prefers: (_, second) => second === "a.md" })).toEqual(lemgo.slice(1));
  });

  it("are limited in each document", () => {
    const three = [
      cite("a.md", "Das krz sitzt in Lemgo."),
      cite("a.md", "Lars Hoppmann leitet das krz seit 2020."),
      cite("b.md", "Lars Hoppmann leitet das krz seit 2016."),
    ];
    expect(tidy(three, { perDocument: 1 })).toEqual([three[0], three[2]]);
  });

  it("stay verbatim and never overlap, whatever comes", () => {
    const text = TEXTS["long.md"] ?? "";
    const span = fc.tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 900 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (spans) => {
        const citations = spans.map(([start, length]) => {
          const end = Math.min(text.length, start + length);
          return { ...cite("long.md", "Satz"), start, end, quote: text.slice(start, end) };
        });
        const tidied = tidy(citations).sort((a, b) => a.start - b.start);
        tidied.forEach(({ quote, start, end }, i) => {
          expect(quote).toBe(text.slice(start, end));
          expect(start).toBeGreaterThanOrEqual(tidied[i - 1]?.end ?? 0);
        });
      }),
    );
  });
});
