import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentBlocks, lineSpans, markedPieces } from "../../src/web/document-blocks.js";
import { makeDocument } from "./assistant-double.js";

const textWithSpaces = fc
  .array(fc.constantFrom("Wort", "ä", "🌳", " ", "\n", "\n\n", "# "), { minLength: 1, maxLength: 40 })
  .map((pieces) => pieces.join(""));

describe("the blocks of a document", () => {
  it("splits at headings, blank lines and pages", () => {
    const text = "Titel\nEins\nzwei\n \nDrei\nUntertitel\nVier";
    const document = makeDocument({
      path: "x.md",
      text,
      headings: [
        { level: 1, text: "Titel", start: 0 },
        { level: 2, text: "Untertitel", start: text.indexOf("Untertitel") },
      ],
      pages: [
        { number: 1, start: 0, end: 18 },
        { number: 2, start: text.indexOf("Untertitel"), end: text.length },
      ],
    });
    const blocks = documentBlocks(document).map((block) =>
      block.kind === "page" ? `page ${block.number}` : `${block.kind}: ${text.slice(block.start, block.end)}`,
    );
    expect(blocks).toEqual([
      "page 1",
      "heading: Titel",
      "paragraph: Eins\nzwei",
      "paragraph: Drei",
      "page 2",
      "heading: Untertitel",
      "paragraph: Vier",
    ]);
  });

  it("may be very many", () => {
    const document = makeDocument({ path: "x.txt", text: "Zeile\n\n".repeat(300_000) });
    expect(documentBlocks(document)).toHaveLength(300_000);
  });

  it("are in order and hold every character that is not white space", () => {
    const cuts = fc.array(fc.nat(200), { maxLength: 5 });
    fc.assert(
      fc.property(textWithSpaces, cuts, cuts, (text, headingStarts, pageStarts) => {
        const inside = (starts: readonly number[]) =>
          starts.map((start) => start % text.length).toSorted((a, b) => a - b);
        const document = makeDocument({
          path: "x.md",
          text,
          headings: inside(headingStarts).map((start) => ({ level: 2, text: text.slice(start, start + 4), start })),
          pages: inside(pageStarts).map((start, index) => ({ number: index + 1, start, end: text.length })),
        });
        let position = 0;
        let shown = "";
        for (const block of documentBlocks(document)) {
          if (block.kind === "page") continue;
          expect(block.start).toBeGreaterThanOrEqual(position);
          expect(block.end).toBeGreaterThan(block.start);
          position = block.end;
          shown += text.slice(block.start, block.end);
        }
        expect(shown.replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
      }),
    );
  });
});

describe("the lines of a block", () => {
  it("are the block again, and end with their line breaks", () => {
    fc.assert(
      fc.property(textWithSpaces, fc.nat(200), fc.nat(200), (text, a, b) => {
        const [start, end] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
        const lines = lineSpans(text, { start, end }).map((line) => text.slice(line.start, line.end));
        expect(lines.join("")).toBe(text.slice(start, end));
        for (const line of lines) expect(line.slice(0, -1)).not.toContain("\n");
        for (const line of lines.slice(0, -1)) expect(line.endsWith("\n")).toBe(true);
      }),
    );
  });
});

describe("the pieces of a block", () => {
  it("repeat the block, and mark what the span covers of it", () => {
    const offset = fc.nat(30);
    fc.assert(
      fc.property(fc.string({ minLength: 30, maxLength: 30 }), offset, offset, offset, offset, (text, a, b, c, d) => {
        const block = { start: Math.min(a, b), end: Math.max(a, b) };
        const mark = { start: Math.min(c, d), end: Math.max(c, d) };
        const pieces = markedPieces(text, block, mark);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text.slice(block.start, block.end));
        const marked = pieces.filter((piece) => piece.marked).map((piece) => piece.text);
        const covered = text.slice(Math.max(block.start, mark.start), Math.min(block.end, mark.end));
        expect(marked.join("")).toBe(mark.start < block.end && block.start < mark.end ? covered : "");
      }),
    );
  });

  it("are one without a span", () => {
    expect(markedPieces("Text", { start: 0, end: 4 }, null)).toEqual([{ text: "Text", marked: false }]);
  });
});
