import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Chunk } from "../../src/chunks/chunk.js";
import { CONTEXT_TOKENS, chunkPassage, sentencePassages } from "../../src/chunks/passage-texts.js";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { smallDocument } from "../helpers/small-index.js";

const text = "Erster Satz. Zweiter Satz.";
const document = smallDocument({ path: "a.md", text: `xxxxx${text}`, frontMatter: { title: "Öffnungszeiten" } });
const chunkUnder = (...headings: string[]): Chunk => ({
  document: "a.md",
  position: 0,
  start: 5,
  end: 5 + text.length,
  text,
  headings,
  page: null,
  sentences: [
    { start: 5, end: 17 },
    { start: 18, end: 31 },
  ],
});
const titled = (title: string) => ({ ...document, title });

describe("chunkPassage", () => {
  it("puts title and headings before the text", () => {
    expect(chunkPassage(document, chunkUnder("Amt", "Kasse"))).toBe(`Öffnungszeiten: Amt, Kasse\n${text}`);
    expect(chunkPassage(document, chunkUnder())).toBe(`Öffnungszeiten\n${text}`);
  });
});

describe("sentencePassages", () => {
  it("puts the title and the innermost heading before each sentence", () => {
    expect(sentencePassages(document, chunkUnder("Amt", "Kasse"))).toEqual([
      "Öffnungszeiten, Kasse: Erster Satz.",
      "Öffnungszeiten, Kasse: Zweiter Satz.",
    ]);
    expect(sentencePassages(document, chunkUnder())[1]).toBe("Öffnungszeiten: Zweiter Satz.");
  });
});

describe("CONTEXT_TOKENS", () => {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await createTransformersEmbedder({ modelDir: "embeddings/model" });
  });
  afterAll(() => embedder.close());

  it.each(["a ", "q7", "ש ", "😀", "👩‍👩‍👧", "\ufdfa", "½", "Ⅷ", "℡", "…", "\ud83d", "Rechenzentrumsbetrieb "])(
    "covers the longest title and headings of %j",
    (piece) => {
      const long = piece.repeat(400);
      const passages = [
        chunkPassage(titled(long), chunkUnder(long, long)),
        ...sentencePassages(titled(long), chunkUnder(long)),
      ];
      const own = embedder.countTokens(text, "passage");
      for (const passage of passages) {
        expect(embedder.countTokens(passage, "passage")).toBeLessThanOrEqual(CONTEXT_TOKENS + own);
      }
    },
  );
});
