import { rm } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Audience } from "../../src/documents/document.js";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { chunkDocuments, textsToEmbed } from "../../src/indexing/chunk-documents.js";
import { planIndex } from "../../src/indexing/plan-index.js";
import { readServing } from "../../src/indexing/read-serving.js";
import { updateLexicon } from "../../src/indexing/update-lexicon.js";
import { writeGeneration } from "../../src/indexing/write-generation.js";
import { publishGeneration } from "../../src/search-index/publish-generation.js";
import { hashVector, SMALL_DIMENSION, smallDocument } from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();

const embedder: Embedder = {
  id: "hash@1",
  dimension: SMALL_DIMENSION,
  maxTokens: 300,
  countTokens: (text) => text.length,
  embed: async (texts) => texts.map(hashVector),
  encode: async (text) => ({ vector: hashVector(text), states: null }),
  statesOf: async () => null,
  close: async () => {},
};
const centring = { prior: hashVector("prior"), priorWeight: 2, share: 0.5 };

interface Content {
  readonly text: string;
  readonly audience: Audience;
}
type Corpus = Readonly<Record<string, Content>>;

/** Publishes the corpus as a build does, and tells how many documents were copied as they lay, and how many analysed anew. */
async function publish(indexDir: string, corpus: Corpus) {
  const documents = Object.entries(corpus)
    .map(([path, content]) => smallDocument({ path, ...content }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const serving = await readServing({ indexDir, embedder, centring });
  try {
    const files = new Map(
      documents.map(({ path, text }) => [path, { fileHash: text, remarks: [{ de: `${path} (de)`, en: path }] }]),
    );
    const { unchanged } = planIndex(documents, serving?.documents ?? [], { unreadable: [], skipped: [], remarks: [] });
    const chunked = chunkDocuments(documents, files, embedder, (path) => unchanged.includes(path));
    const texts = chunked.flatMap(({ document, chunks }) => textsToEmbed(document, chunks ?? []));
    const vectors = new Map(texts.map((text) => [text, hashVector(text)]));
    const content = { embedder, centring, vectors, aliases: "", serving };
    const name = await publishGeneration(
      indexDir,
      async (directory) => (await writeGeneration(directory, chunked, content)).description,
    );
    const stored = serving?.parts?.public ?? null;
    const { isStale } = updateLexicon(
      chunked.filter(({ document }) => document.audience === "citizen"),
      stored,
    );
    const staying = chunked.filter(({ document, chunks }) => chunks === null && document.audience === "citizen");
    const stale = staying.filter(({ document }) => isStale(document.path)).length;
    return { hash: name.split("-")[1], copied: staying.length - stale, stale };
  } finally {
    serving?.close();
  }
}

/** Words that are parts of each other, so that one document decides how those of another one are split. */
const words = ["Rechen", "Zentrum", "Rechenzentrum", "Rechenzentrumsbetrieb", "Betrieb", "Netzbetrieb", "Netz", "Haus"];
const content = fc.record({
  text: fc
    .array(fc.array(fc.constantFrom(...words, "Zahlungsverkehr", "Verkehr", "Zahlung"), { minLength: 1, maxLength: 9 }))
    .map((sentences) => `Amt. ${sentences.map((sentence) => `Der ${sentence.join(" und ")}.`).join(" ")}`),
  audience: fc.constantFrom<Audience>("citizen", "citizen", "employee"),
});
const path = fc.constantFrom("a.md", "b.md", "c.md", "d.md", "e.md", "f.md");
const change = fc.dictionary(path, fc.option(content), { minKeys: 1, maxKeys: 2 });

describe("a generation that takes over from the one before", () => {
  it("is byte for byte what is built from nothing, after whatever changes", async () => {
    const seen = { copied: 0, stale: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(path, content, { minKeys: 3, maxKeys: 6 }),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (first, changes) => {
          const [updated, anew] = [await temporaryDirectory(), await temporaryDirectory()];
          let corpus: Corpus = first;
          await publish(updated, corpus);
          for (const step of changes) {
            const next = Object.entries({ ...corpus, ...step }).filter(([, each]) => each !== null);
            corpus = Object.fromEntries(next) as Corpus;
            const { hash, copied, stale } = await publish(updated, corpus);
            seen.copied += copied;
            seen.stale += stale;
            await rm(anew, { recursive: true });
            expect(hash).toBe((await publish(anew, corpus)).hash);
          }
        },
      ),
      { numRuns: 25, seed: 5 },
    );
    expect(Math.min(seen.copied, seen.stale)).toBeGreaterThan(10);
  });
});
