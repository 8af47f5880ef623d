import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Chunk } from "../../src/chunks/chunk.js";
import { splitDocument } from "../../src/chunks/split-document.js";
import { headingBlock, textBlock } from "../../src/documents/block.js";
import { composeText } from "../../src/documents/compose-text.js";
import type { Document } from "../../src/documents/document.js";

type Source = ReturnType<typeof textBlock>;

const documentOf = (blocks: readonly Source[], title = "Titel"): Document => ({
  path: "a.md",
  title,
  language: "de",
  audience: "citizen",
  frontMatter: {},
  textHash: "sha256:0",
  ...composeText(blocks),
});

const words = (count: number, word = "Wort") => Array.from({ length: count }, () => word).join(" ");
/** Sentences of ten words. */
const prose = (sentences: number) => Array.from({ length: sentences }, () => `${words(9)} Ende.`).join(" ");
const wordCount = (chunk: Chunk) => chunk.text.split(/\s+/).length;
const split = (document: Document, countTokens = (text: string) => text.length / 4, maxTokens = 500) =>
  splitDocument(document, { countTokens, maxTokens });

function checkInvariants(document: Document, chunks: readonly Chunk[], fits: (text: string) => boolean): void {
  let end = 0;
  for (const [position, chunk] of chunks.entries()) {
    expect(chunk).toMatchObject({ document: document.path, position });
    expect(chunk.text).toBe(document.text.slice(chunk.start, chunk.end));
    expect(chunk.text).toBe(chunk.text.trim());
    expect(chunk.text).not.toBe("");
    expect(chunk.text).not.toMatch(/\p{Cs}/u);
    expect(fits(chunk.text)).toBe(true);
    expect(document.text.slice(end, chunk.start).trim()).toBe("");
    end = chunk.end;
    let inside = chunk.start;
    for (const sentence of chunk.sentences) {
      expect(sentence.end).toBeGreaterThan(sentence.start);
      expect(document.text.slice(inside, sentence.start).trim()).toBe("");
      inside = sentence.end;
    }
    expect(inside).toBe(chunk.end);
  }
  expect(document.text.slice(end).trim()).toBe("");
}

describe("splitDocument", () => {
  it("keeps a document of 200 words whole and divides one of more", () => {
    expect(split(documentOf([textBlock(prose(20))]))).toHaveLength(1);
    expect(split(documentOf([textBlock(prose(21))]))).toHaveLength(2);
  });

  it("divides a short document that has too many tokens", () => {
    const document = documentOf([textBlock(prose(10))]);
    const chunks = split(document, (text) => text.length, 200);
    checkInvariants(document, chunks, (text) => text.length <= 200);
    expect(chunks.length).toBeGreaterThan(2);
  });

  it("makes parts of similar size instead of a tiny rest", () => {
    expect(split(documentOf([textBlock(prose(31))])).map(wordCount)).toEqual([100, 100, 110]);
  });

  it("cuts at headings and between paragraphs before it cuts a paragraph", () => {
    const blocks = [headingBlock("A", 2), textBlock(prose(9)), textBlock(prose(5)), headingBlock("B", 2)];
    const chunks = split(documentOf([...blocks, textBlock(prose(12))]));
    expect(chunks.map((chunk) => [chunk.headings, wordCount(chunk)])).toEqual([
      [["A"], 141],
      [["B"], 121],
    ]);
  });

  it("puts small sections under one heading together and names only what is above all of them", () => {
    const section = (name: string) => [headingBlock(name, 3), textBlock(prose(4))];
    const chunks = split(
      documentOf([
        headingBlock("Erstes", 2),
        ...section("A"),
        headingBlock("Zweites", 2),
        ...["B", "C", "D"].flatMap(section),
        headingBlock("Drittes", 2),
        ...["E", "F", "G"].flatMap(section),
      ]),
    );
    expect(chunks.map((chunk) => chunk.headings)).toEqual([["Erstes", "A"], ["Zweites"], ["Drittes"]]);
  });

  it("names the headings above, without the document's title", () => {
    const blocks = [headingBlock("Titel", 1), textBlock(prose(12)), headingBlock("A", 2), headingBlock("B", 3)];
    const chunks = split(documentOf([...blocks, textBlock(prose(22))]));
    expect(chunks.map((chunk) => chunk.headings)).toEqual([[], ["A", "B"], ["A", "B"]]);
  });

  it("never ends a chunk with a heading", () => {
    const blocks = [headingBlock("A", 2), headingBlock("B", 2), textBlock(prose(14)), headingBlock("C", 2)];
    const chunks = split(documentOf([...blocks, textBlock(prose(14))]));
    expect(chunks.map((chunk) => chunk.text.slice(0, 6))).toEqual(["A\n\nB\n\n", "C\n\nWor"]);
  });

  it("keeps a trailing heading with the text before it", () => {
    const chunks = split(documentOf([textBlock(prose(30)), headingBlock("Anhang", 2)]));
    expect(chunks.at(-1)?.text).toMatch(/Ende\.\n\nAnhang$/);
  });

  it("keeps a line that ends in a colon with its list", () => {
    const list = Array.from({ length: 12 }, () => `- ${words(8)}`).join("\n");
    const chunks = split(documentOf([textBlock(prose(12)), textBlock("Mitzubringen sind:"), textBlock(list)]));
    expect(chunks.map((chunk) => chunk.text.startsWith("Mitzubringen sind:"))).toEqual([false, true]);
  });

  it("says on which page a chunk begins", () => {
    const blocks = [1, 2, 3].map((page) => ({ ...textBlock(prose(12)), page }));
    expect(split(documentOf(blocks)).map((chunk) => chunk.page)).toEqual([1, 2, 3]);
  });

  it("cuts a sentence that is too long between words, and a word that is too long inside", () => {
    const document = documentOf([textBlock(`${words(300)} ${"😀".repeat(400)}`)]);
    const fits = (text: string) => text.length <= 100;
    const chunks = split(document, (text) => text.length, 100);
    checkInvariants(document, chunks, fits);
    expect(chunks[0]?.text).toMatch(/^(Wort )+Wort$/);
    expect(chunks.every((chunk) => chunk.sentences.length === 1)).toBe(true);
  });

  it("throws if not even one character fits", () => {
    expect(() => split(documentOf([textBlock("Wort")]), () => 2, 1)).toThrow(RangeError);
  });

  it("counts tokens about once a chunk", () => {
    let calls = 0;
    const chunks = split(documentOf([textBlock(prose(1000))]), (text) => {
      calls += 1;
      return text.length / 4;
    });
    expect(calls).toBeLessThanOrEqual(chunks.length + 1);
  });

  it("holds every character once, in order, within the limit, for any document", () => {
    const word = fc.oneof(
      {
        weight: 20,
        arbitrary: fc.constantFrom("Amt", "z. B.", "Server.", "Frist:", "nein!", "1.", "- ", "😀", "ö", "|"),
      },
      { weight: 1, arbitrary: fc.nat(400).map((length) => "😀a".repeat(length)) },
    );
    const paragraph = fc
      .array(fc.tuple(word, fc.constantFrom(" ", " ", " ", "\n")), { maxLength: 120 })
      .map((parts) => textBlock(parts.flat().join("")));
    const heading = fc.tuple(word, fc.integer({ min: 1, max: 6 })).map(([text, level]) => headingBlock(text, level));
    const paged = fc.array(fc.oneof(paragraph, heading), { maxLength: 25 });
    const counters = fc.constantFrom(
      (text: string) => text.length,
      (text: string) => text.length / 2,
      (text: string) => Buffer.byteLength(text),
      (text: string) => 4 + text.split(/\s+/).length,
      (text: string) => 1 + (text.match(/[aeiou]|😀/g)?.length ?? 0),
    );
    fc.assert(
      fc.property(paged, counters, fc.integer({ min: 6, max: 300 }), (blocks, countTokens, maxTokens) => {
        const document = documentOf(blocks);
        const fits = (text: string) => countTokens(text) <= maxTokens;
        checkInvariants(document, splitDocument(document, { countTokens, maxTokens }), fits);
      }),
      { numRuns: 300 },
    );
  });
});
