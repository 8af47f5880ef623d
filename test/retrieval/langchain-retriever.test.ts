import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BaseRetriever } from "@langchain/core/retrievers";
import { RunnableLambda } from "@langchain/core/runnables";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { ConfigurationError, IndexUnavailableError } from "../../src/errors.js";
import { buildIndex } from "../../src/indexing/build-index.js";
import { readCalibration } from "../../src/retrieval/calibration.js";
import { type LangchainRetriever, openLangchainRetriever } from "../../src/retrieval/langchain-retriever.js";
import { openSearchIndex } from "../../src/search-index/search-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const modelDir = "embeddings/model";
const calibrationFile = "embeddings/calibration.json";
const temporaryDirectory = useTemporaryDirectories();
let indexDir: string;
let retriever: LangchainRetriever;

beforeAll(async () => {
  const directory = await temporaryDirectory();
  const corpus = join(directory, "corpus");
  await mkdir(corpus);
  await writeFile(
    join(corpus, "hafen.md"),
    "---\ntitle: Der Hafen\ndate: 2024-05-02\n---\n# Der Hafen\n\n## Öffnung\n\nDer Hafen öffnet um sieben Uhr.\n",
  );
  await writeFile(join(corpus, "amt.md"), "# Das Bürgeramt\n\nDas Bürgeramt stellt Personalausweise aus.\n");
  await writeFile(join(corpus, "plan.md"), "---\naudience: employee\n---\n# Der Dienstplan\n\nUm sieben beginnt er.\n");
  indexDir = join(directory, "index");
  const embedder = await createTransformersEmbedder({ modelDir });
  const { centring } = readCalibration(calibrationFile);
  await buildIndex({
    folders: [{ directory: corpus, audience: "citizen" }],
    indexDir,
    embedder,
    openPool: () => Promise.reject(new Error("too few texts for a pool")),
    centring: { prior: centring.passageMean, priorWeight: 50, share: centring.passageShare },
  });
  await embedder.close();
  retriever = await openLangchainRetriever({ indexDir, modelDir, calibrationFile });
});
afterAll(() => retriever.close());

describe("the retriever as LangChain BaseRetriever", () => {
  it("gives chunks as documents with where they stand, best first", async () => {
    expect(retriever).toBeInstanceOf(BaseRetriever);
    const [best, ...others] = await retriever.invoke("Wann öffnet der Hafen?");
    expect(best?.metadata).toEqual({
      document: "hafen.md",
      title: "Der Hafen",
      heading: ["Öffnung"],
      page: null,
      date: "2024-05-02",
      start: expect.any(Number),
      end: expect.any(Number),
      score: expect.any(Number),
    });
    expect(best?.pageContent).toContain("Der Hafen öffnet um sieben Uhr.");
    expect(others.map(({ metadata }) => metadata.document)).toEqual(["amt.md"]);
    expect(others.every(({ metadata }) => metadata.score <= (best?.metadata.score ?? 0))).toBe(true);
  });

  it("says offsets at which the document holds the text", async () => {
    const index = await openSearchIndex(indexDir, "citizen", null);
    for (const { pageContent, metadata } of await retriever.invoke("Where do I get an identity card?")) {
      const { document, start, end, date } = metadata;
      expect(index.document(document)?.text.slice(start, end)).toBe(pageContent);
      expect(date).toBe(document === "hafen.md" ? "2024-05-02" : null);
    }
    index.close();
  });

  it("goes into a chain and obeys its limits", async () => {
    const short = await openLangchainRetriever({ indexDir, modelDir, calibrationFile, top: 1 });
    const count = new RunnableLambda({ func: (documents: readonly unknown[]) => documents.length });
    expect(await short.pipe(count).invoke("Hafen")).toBe(1);
    expect(await retriever.pipe(count).invoke("Hafen")).toBe(2);
    await short.close();
  });

  it("shows internal documents to employees only", async () => {
    const internal = await openLangchainRetriever({ indexDir, modelDir, calibrationFile, audience: "employee" });
    const found = async (from: LangchainRetriever) =>
      (await from.invoke("Wann beginnt der Dienstplan?")).map(({ metadata }) => metadata.document);
    expect(await found(internal)).toContain("plan.md");
    expect(await found(retriever)).not.toContain("plan.md");
    await internal.close();
  });

  it("refuses a folder without an index, and a calibration of another model", async () => {
    const empty = await temporaryDirectory();
    await expect(openLangchainRetriever({ indexDir: empty, modelDir, calibrationFile })).rejects.toThrow(
      IndexUnavailableError,
    );
    const foreign = join(empty, "calibration.json");
    const calibration = JSON.parse(await readFile(calibrationFile, "utf8"));
    await writeFile(foreign, JSON.stringify({ ...calibration, model: "other@0000000000000000" }));
    await expect(openLangchainRetriever({ indexDir, modelDir, calibrationFile: foreign })).rejects.toThrow(
      ConfigurationError,
    );
  });
});

it("no file of the program loads an adapter for LangChain", async () => {
  const files = (await readdir("src", { recursive: true })).filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(50);
  for (const file of files) {
    expect(await readFile(join("src", file), "utf8")).not.toMatch(/langchain-(?:embeddings|retriever)\.js/);
  }
});
