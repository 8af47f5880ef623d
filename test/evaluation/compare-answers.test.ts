import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { calibrationFor, passageCentring } from "../../src/cli/open-assistant.js";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { createEmbeddingPool } from "../../src/embeddings/embedding-pool.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { compareAnswers } from "../../src/evaluation/compare-answers.js";
import type { GoldenQuestion } from "../../src/evaluation/golden-questions.js";
import { buildIndex } from "../../src/indexing/build-index.js";
import type { Reader } from "../../src/reading/reader.js";
import { openSearchIndex, type SearchIndex } from "../../src/search-index/search-index.js";
import { openReader } from "../helpers/open-reader.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const newDirectory = useTemporaryDirectories();
const modelDir = "embeddings/model";

let model: Embedder;
beforeAll(async () => {
  model = await createTransformersEmbedder({ modelDir });
});
afterAll(() => model.close());

const DOCUMENTS: Readonly<Record<string, string>> = {
  "rechenzentrum.md": "# Rechenzentrum\n\nDas Rechenzentrum steht in Lemgo. Die Server kühlt ein Bach.",
  "server.md": "# Server\n\nIm Rechenzentrum laufen vierzig Server. Sie stehen in Schränken.",
  "hunde.md": "# Hundesteuer\n\nDie Hundesteuer beträgt 80 Euro im Jahr.",
  ...Object.fromEntries(
    ["Katzen", "Hundewiese", "Tierheim", "Vögel", "Pferde", "Fische", "Leinenpflicht", "Tierarzt"].map((name) => [
      `tiere/${name}.md`,
      `# ${name}\n\nÜber ${name} und andere Tiere in der Stadt wird hier berichtet, auch über die Hundesteuer.`,
    ]),
  ),
  ...Object.fromEntries(
    ["Netz", "Strom", "Kabel", "Leitstelle", "Router", "Speicher", "Wartung", "Lüftung"].map((name) => [
      `technik/${name}.md`,
      `# ${name}\n\nDie Technik im Rechenzentrum: ${name} und weitere Anlagen, mit Servern in Schränken.`,
    ]),
  ),
};
const MOVED = { ...DOCUMENTS, "rechenzentrum.md": "# Rechenzentrum\n\nDas Rechenzentrum ist umgezogen." };

const golden = (id: string, question: string, document: string, quote: string): GoldenQuestion => ({
  ...{ id, language: "de", question, kind: "where", tags: [], split: "test" },
  expected: { documents: [document], quotes: [quote], headlines: [] },
});
const QUESTIONS = [
  golden("g1", "Wo steht das Rechenzentrum?", "rechenzentrum.md", "steht in Lemgo"),
  golden("g2", "Wie hoch ist die Hundesteuer im Jahr?", "hunde.md", "80 Euro"),
  golden("g3", "Wer war der erste Mensch auf dem Mond?", "mond.md", "Armstrong"),
];

async function indexOf(documents: Readonly<Record<string, string>>) {
  const root = await newDirectory();
  for (const folder of ["tiere", "technik"]) await mkdir(join(root, "corpus", folder), { recursive: true });
  for (const [name, text] of Object.entries(documents)) await writeFile(join(root, "corpus", name), text);
  const indexDir = join(root, "index");
  await buildIndex({
    folders: [{ directory: join(root, "corpus"), audience: "citizen" }],
    ...{ indexDir, embedder: model, openPool: () => createEmbeddingPool({ modelDir }, 1) },
    centring: passageCentring(calibrationFor(model.id), model.dimension),
  });
  const index = await openSearchIndex(indexDir, "citizen", model.id);
  onTestFinished(() => index.close());
  return index;
}

function countingSearches(index: SearchIndex): SearchIndex & { searches(): number } {
  let searches = 0;
  return {
    ...index,
    searchVectors(...query) {
      searches++;
      return index.searchVectors(...query);
    },
    searches: () => searches,
  };
}

it("searches once for each question, asks only what finds other passages, and reads each passage once", async () => {
  const [serving, next] = [countingSearches(await indexOf(DOCUMENTS)), countingSearches(await indexOf(MOVED))];
  const read: string[] = [];
  let opened = 0;
  const countingReader = async (): Promise<Reader> => {
    opened++;
    const reader = await openReader(model);
    return {
      read(question, retrieved) {
        read.push(`${retrieved.document.path} ${retrieved.document.textHash}`);
        return reader.read(question, retrieved);
      },
    };
  };
  const progress: string[] = [];
  const cancelling = new AbortController();
  const options = {
    ...{ questions: QUESTIONS, embedder: model, openReader: countingReader, calibration: calibrationFor(model.id) },
    onProgress: (done: number, total: number) => void progress.push(`${done}/${total}`),
    signal: cancelling.signal,
  };
  expect(await compareAnswers(next, serving, options)).toEqual({
    ...{ questions: 2, asked: 1, rightBefore: 1, rightAfter: 0 },
    fell: ["g1: Wo steht das Rechenzentrum?"],
  });
  expect(progress).toEqual(["0/2", "1/2", "2/2"]);
  expect(opened).toBe(1);
  expect(read.filter((passage) => passage.startsWith("hunde.md"))).toEqual([]);
  expect(new Set(read).size).toBe(read.length);
  expect([serving.searches(), next.searches()]).toEqual([2, 2]);

  opened = 0;
  const same = await compareAnswers(serving, serving, options);
  expect([same.asked, opened]).toEqual([0, 0]);

  const cancelled = compareAnswers(next, serving, {
    ...options,
    onProgress: (done) => done === 1 && cancelling.abort(new Error("cancelled")),
  });
  await expect(cancelled).rejects.toThrow("cancelled");
});
