import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkClaim } from "../../src/answers/generated-claim.js";
import { splitSentences } from "../../src/language/split-sentences.js";
import type { RetrievedChunk } from "../../src/retrieval/retrieved-chunk.js";
import { REPOSITORY_CORPUS } from "../helpers/program.js";

/** Every text of the corpus as one passage. */
const passages: readonly RetrievedChunk[] = readdirSync(REPOSITORY_CORPUS, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".md"))
  .map((path, id) => {
    const file = readFileSync(join(REPOSITORY_CORPUS, path), "utf8").normalize("NFC");
    const text = file.replace(/^---\n[\s\S]*?\n---\n/, "");
    const language = /^language: en/m.test(file) ? "en" : "de";
    const sentences = splitSentences(text);
    return {
      ...{ id, score: 1, similarity: 1 },
      chunk: { document: path, position: 0, text, headings: [], page: null, sentences, start: 0, end: text.length },
      document: { path, title: "", language, audience: "citizen", frontMatter: {}, textHash: "sha256:1" },
    };
  });

/** Share of the sentences that may stand as a claim over a sentence of the same document. */
async function passing(quoteFor: (sentences: readonly string[], index: number) => string): Promise<number> {
  const checks = passages.flatMap((passage) => {
    const { text } = passage.chunk;
    const sentences = passage.chunk.sentences
      .map(({ start, end }) => text.slice(start, end))
      .filter((sentence) => sentence.length >= 30 && !/^#|\|/.test(sentence));
    const context = {
      language: passage.document.language,
      passages: [passage],
      textOf: () => ({ text, textHash: "sha256:1" }),
      similarity: async () => null,
    };
    return sentences.map(async (claim, index) => {
      const checked = await checkClaim({ passage: 1, text: claim, quote: quoteFor(sentences, index) }, context);
      return Number(!("fault" in checked));
    });
  });
  const passed = await Promise.all(checks);
  expect(passed.length).toBeGreaterThan(250);
  return passed.reduce((sum, one) => sum + one, 0) / passed.length;
}

describe("of all sentences of the corpus, as claims", () => {
  it("nearly every one passes over itself", async () => {
    expect(await passing((sentences, index) => sentences[index] ?? "")).toBeGreaterThan(0.99);
  });

  it.each([1, 2, 5, 11])(
    "hardly one passes over another sentence of its document, which is a true quote (%i further)",
    async (step) => {
      const other = (sentences: readonly string[], index: number) => {
        const next = sentences[(index + step) % sentences.length] ?? "";
        return next === sentences[index] ? "" : next;
      };
      expect(await passing(other)).toBeLessThan(0.04);
    },
  );
});
