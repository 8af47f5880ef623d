import { renameSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { ConfigurationError } from "../../src/errors.js";
import { buildIndex, type IndexingOptions, type IndexProgress } from "../../src/indexing/build-index.js";
import { forgetDocument } from "../../src/indexing/forget-document.js";
import { addForgotten, readForgotten, writeForgotten } from "../../src/indexing/forgotten-documents.js";
import { openSearchIndex } from "../../src/search-index/search-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
let model: Embedder;
beforeAll(async () => {
  model = await createTransformersEmbedder({ modelDir: "embeddings/model" });
});
afterAll(() => model.close());

const PATH = "bewerbung-quittenbaum.md";
const TEXT = "# Bewerbung\n\nFrau Quittenbaum bewirbt sich um die Stelle im Rechenzentrum.";

async function workplace() {
  const root = await temporaryDirectory();
  const corpus = join(root, "corpus");
  const indexDir = join(root, "index");
  await mkdir(corpus);
  const put = (path: string, text: string) => writeFile(join(corpus, path), text);
  await put("a.md", "# Standort\n\nDas Rechenzentrum steht in Lemgo.");
  await put(PATH, TEXT);
  const embedded: string[] = [];
  const embedder: Embedder = {
    ...model,
    embed: (texts, kind) => {
      embedded.push(...texts);
      return model.embed(texts, kind);
    },
  };
  const options: IndexingOptions = {
    folders: [{ directory: corpus, audience: "citizen" }],
    indexDir,
    embedder,
    openPool: () => Promise.reject(new Error("too few texts for a pool")),
    centring: { prior: new Float32Array(model.dimension), priorWeight: 0, share: 0 },
  };
  const build = (more: Partial<IndexingOptions> = {}) => buildIndex({ ...options, ...more });
  await build();
  await put("b.md", "# Kosten\n\nDer Anschluss kostet 50 Euro im Monat.");
  await build();
  /** Vectors of what was told of the document, as they lie on disk. */
  const vectors = async () => {
    const texts = embedded.filter((text) => text.includes("Quittenbaum"));
    expect(texts.length).toBeGreaterThan(0);
    return (await model.embed(texts, "passage")).map((vector) => Buffer.from(vector.buffer, vector.byteOffset, 256));
  };
  return { corpus, indexDir, build, put, vectors };
}

/** The database takes away its own files for a while after it was closed. */
const gone = (error: NodeJS.ErrnoException) => {
  if (error.code !== "ENOENT") throw error;
  return Buffer.alloc(0);
};

/** Every byte below a folder, names of files too. */
async function bytesBelow(directory: string): Promise<Buffer> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const contents = entries.map(async (entry) => {
    const content = entry.isFile() ? await readFile(join(entry.parentPath, entry.name)).catch(gone) : Buffer.alloc(0);
    return Buffer.concat([Buffer.from(entry.name), content]);
  });
  return Buffer.concat(await Promise.all(contents));
}

async function paths(indexDir: string): Promise<string[]> {
  const index = await openSearchIndex(indexDir, "citizen", null);
  try {
    return index.documents().map(({ path }) => path);
  } finally {
    index.close();
  }
}

describe("a forgotten document", () => {
  it("is in no byte of the index any more, nor are its vectors, although its file is still in the corpus", async () => {
    const { indexDir, build, vectors } = await workplace();
    const [before, numbers] = [await bytesBelow(indexDir), await vectors()];
    expect(before.includes("Quittenbaum")).toBe(true);
    for (const vector of numbers) expect(before.includes(vector)).toBe(true);

    await forgetDocument(indexDir, PATH);
    const report = await build();
    expect(report.plan.removed).toEqual([PATH]);
    expect(report.plan.skipped).toEqual([
      {
        path: PATH,
        reason: expect.stringMatching(/was forgotten and stays out until its file is changed; remove the/),
        german: expect.stringMatching(/wurde gelöscht und bleibt draußen/),
      },
    ]);
    expect(await paths(indexDir)).toEqual(["a.md", "b.md"]);
    const after = await bytesBelow(indexDir);
    expect(after.toString("latin1")).not.toMatch(/quittenbaum/i);
    for (const vector of numbers) expect(after.includes(vector)).toBe(false);
    expect((await readdir(join(indexDir, "generations"))).filter((name) => /^\d/.test(name))).toHaveLength(1);
  });

  it("stays out of every later build until its file is changed", async () => {
    const { indexDir, build, put } = await workplace();
    await forgetDocument(indexDir, PATH);
    await build();
    expect(await build()).toMatchObject({ published: false, plan: { added: [] } });
    await put("c.md", "# Netz\n\nDas Netz ist neu.");
    expect((await build()).plan.added).toEqual(["c.md"]);
    expect((await bytesBelow(indexDir)).toString("latin1")).not.toMatch(/quittenbaum/i);
    await put(PATH, "# Bewerbung\n\nDie Stelle ist besetzt.");
    expect((await build()).plan.added).toEqual([PATH]);
    await put(PATH, TEXT);
    expect((await build()).plan.changed).toEqual([PATH]);
  });

  it("stays out although it is forgotten while a build reads the corpus", async () => {
    const { indexDir, build } = await workplace();
    await forgetDocument(indexDir, "a.md");
    const aside = await temporaryDirectory();
    await writeForgotten(aside, addForgotten(await readForgotten(indexDir), PATH));
    const onProgress = ({ stage, done, total }: IndexProgress) => {
      if (stage === "reading" && done === total) {
        renameSync(join(aside, "forgotten.json"), join(indexDir, "forgotten.json"));
      }
    };
    expect((await build({ onProgress })).plan.removed).toEqual(["a.md", PATH]);
    expect(await paths(indexDir)).toEqual(["b.md"]);
    expect((await build()).plan).toMatchObject({ added: [], unchanged: ["b.md"] });
  });

  it("may come back when its file was gone", async () => {
    const { corpus, indexDir, build, put } = await workplace();
    await forgetDocument(indexDir, PATH);
    await rm(join(corpus, PATH));
    await build();
    await put(PATH, TEXT);
    expect((await build()).plan.added).toEqual([PATH]);
  });

  it("is erased from older generations when its file was removed long ago", async () => {
    const { corpus, indexDir, build } = await workplace();
    await rm(join(corpus, PATH));
    await build();
    expect((await bytesBelow(indexDir)).includes("Quittenbaum")).toBe(true);
    await forgetDocument(indexDir, PATH);
    expect(await build()).toMatchObject({ published: false });
    expect((await bytesBelow(indexDir)).toString("latin1")).not.toMatch(/quittenbaum/i);
  });

  it("has to be one, and the list of them must not be damaged", async () => {
    const { indexDir, build } = await workplace();
    await expect(forgetDocument(indexDir, "fehlt.md")).rejects.toThrow(ConfigurationError);
    await expect(forgetDocument(indexDir, "fehlt.md")).rejects.toThrow(/^There is no document "fehlt\.md" in /);
    expect(await build()).toMatchObject({ published: false, plan: { unchanged: ["a.md", "b.md", PATH] } });
    await writeFile(join(indexDir, "forgotten.json"), "[{");
    await expect(build()).rejects.toThrow(/forgotten\.json cannot be read, so that it is not known/);
  });
});
