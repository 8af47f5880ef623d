import { open, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Audience } from "../../src/documents/document.js";
import { IndexUnavailableError } from "../../src/errors.js";
import { generationDirectory } from "../../src/search-index/generation.js";
import { openSearchIndex, type SearchIndex } from "../../src/search-index/search-index.js";
import { hashVector, publishSmallIndex, SMALL_MODEL, type SmallDocument } from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();

const paragraphs = (count: number, word: string) =>
  Array.from({ length: count }, (_, i) => `${word} ${i} ${"steht im Bericht ".repeat(20)}.`).join("\n\n");
const publicDocuments: readonly SmallDocument[] = [
  { path: "a/lemgo.md", text: paragraphs(6, "Lemgo") },
  { path: "b/paderborn.md", text: "Die GKD sitzt in Paderborn. Sie betreibt ein Rechenzentrum." },
  { path: "c/netz.md", text: "Das Netz reicht von Paderborn bis Minden." },
];
const canary = "Quarzkolibri";
const internalDocuments: readonly SmallDocument[] = [
  {
    path: `intern/${canary}-pfad.md`,
    text: `Der ${canary} steht im Keller.\n\n${paragraphs(5, `${canary}netz`)}`,
    audience: "employee",
    frontMatter: { title: `Akte ${canary}titel`, publisher: `${canary}amt` },
  },
  { path: "intern/zahlen.md", text: "Das Rechenzentrum kostet 4711 Euro.", audience: "employee" },
];

async function published(documents: readonly SmallDocument[] = [...publicDocuments, ...internalDocuments]) {
  const indexDir = await temporaryDirectory();
  const generation = await publishSmallIndex(indexDir, documents);
  const directory = generationDirectory(indexDir, generation);
  return { indexDir, generation, directory, openAs: (as: Audience) => openSearchIndex(indexDir, as, SMALL_MODEL) };
}

async function usingIndex(opening: Promise<SearchIndex>, use: (index: SearchIndex) => void): Promise<void> {
  const index = await opening;
  try {
    use(index);
  } finally {
    index.close();
  }
}

/** Flips one bit in the middle of a file. */
async function flipBit(file: string): Promise<void> {
  const content = await readFile(file);
  const middle = Math.floor(content.length / 2);
  content[middle] = (content[middle] ?? 0) ^ 1;
  await writeFile(file, content);
}

const damages: Readonly<Record<string, (file: string) => Promise<void>>> = {
  "with a flipped bit": flipBit,
  "cut off": (file) => truncate(file, 100),
  empty: (file) => truncate(file, 0),
  "that has grown": async (file) => {
    const handle = await open(file, "a");
    await handle.write("\0");
    await handle.close();
  },
  "that is gone": (file) => rm(file),
};

describe("openSearchIndex", () => {
  it("says that there is no index", async () => {
    const indexDir = await temporaryDirectory();
    await expect(openSearchIndex(indexDir, "citizen", SMALL_MODEL)).rejects.toThrow(
      new IndexUnavailableError(`There is no index in ${indexDir}. Run "npm run index".`),
    );
  });

  it("refuses an index of another model and names both", async () => {
    const { indexDir } = await published();
    await expect(openSearchIndex(indexDir, "citizen", "other@1")).rejects.toThrow(
      new IndexUnavailableError(
        `The index was built with model ${SMALL_MODEL}, but the present model is other@1. Run "npm run index".`,
      ),
    );
  });

  const files = ["aliases.yaml", "keywords.db", "passages.db", "vectors.hnsw"];
  const cases = files.flatMap((file) => Object.keys(damages).map((damage) => [file, damage] as const));
  it.each(cases.filter(([file, damage]) => file !== "aliases.yaml" || /gone|grown/.test(damage)))(
    "refuses a file %s %s before anything reads it",
    async (name, damage) => {
      const { directory, openAs } = await published();
      const file = join(directory, "public", name);
      await damages[damage]?.(file);
      const error = await openAs("citizen").catch((error: unknown) => error);
      expect(error).toBeInstanceOf(IndexUnavailableError);
      expect(String(error)).toContain(file);
      expect(String(error)).toMatch(/Run "npm run index"\.$/);
    },
  );

  it("never opens a manifest with a changed byte as something else", async () => {
    const { directory, openAs } = await published();
    const file = join(directory, "manifest.json");
    const original = await readFile(file);
    const manifest: unknown = JSON.parse(original.toString());
    await fc.assert(
      fc.asyncProperty(fc.nat(original.length - 1), fc.integer({ min: 1, max: 255 }), async (offset, mask) => {
        const changed = Buffer.from(original);
        changed[offset] = (changed[offset] ?? 0) ^ mask;
        await writeFile(file, changed);
        const opened = await openAs("citizen").catch((error: unknown) => error);
        if (opened instanceof Error) {
          expect(opened).toBeInstanceOf(IndexUnavailableError);
          return;
        }
        (opened as SearchIndex).close();
        expect(JSON.parse(changed.toString())).toEqual(manifest);
      }),
      { numRuns: 150 },
    );
  });
});

describe("a citizen's index", () => {
  it("opens although every internal file is garbage; an employee's does not", async () => {
    const { directory, openAs } = await published();
    for (const name of await readdir(join(directory, "internal"))) {
      await writeFile(join(directory, "internal", name), "garbage");
    }
    await usingIndex(openAs("citizen"), (index) => expect(index.documents()).toHaveLength(3));
    await expect(openAs("employee")).rejects.toThrow(/internal.* is damaged/);
  });

  it("opens although the internal folder is gone; an employee's does not", async () => {
    const { directory, openAs } = await published();
    await rm(join(directory, "internal"), { recursive: true });
    await usingIndex(openAs("citizen"), (index) => expect(index.documents()).toHaveLength(3));
    await expect(openAs("employee")).rejects.toThrow(/internal.* is missing or damaged/);
  });

  it("has public files that are the same bytes with and without internal documents", async () => {
    const [both, alone] = [await published(), await published(publicDocuments)];
    for (const name of await readdir(join(alone.directory, "public"))) {
      const bytes = await readFile(join(both.directory, "public", name));
      expect(bytes.equals(await readFile(join(alone.directory, "public", name)))).toBe(true);
    }
  });

  it("has no byte of internal text, titles or paths in its files", async () => {
    const { directory } = await published();
    const holds = async (file: string) => (await readFile(join(directory, file), "latin1")).toLowerCase();
    const marks = ["quarzkolibri", "zahlen.md", "4711"];
    for (const name of await readdir(join(directory, "public"))) {
      const content = await holds(`public/${name}`);
      for (const mark of marks) expect(content).not.toContain(mark);
    }
    expect(await holds("manifest.json")).not.toMatch(/quarzkolibri|zahlen\.md/);
    // The marks are of a kind that would be found.
    const internal = (await holds("internal/passages.db")) + (await holds("internal/keywords.db"));
    for (const mark of marks) expect(internal).toContain(mark);
  });

  it("finds, counts and shows nothing internal", async () => {
    const { openAs } = await published();
    const path = internalDocuments[0]?.path ?? "";
    const publicPaths = publicDocuments.map((document) => document.path);
    await usingIndex(openAs("citizen"), (index) => {
      expect(index.documents().map((document) => document.path)).toEqual(publicPaths);
      expect(index.document(path)).toBeUndefined();
      expect(index.chunksOf(path)).toEqual([]);
      expect(index.searchKeywords(["quarzkolibri"], 10)).toEqual([]);
      expect(index.searchKeywords(["rechenzentrum"], 10, path)).toEqual([]);
      expect(index.documentFrequency("quarzkolibri")).toBe(0);
      expect(index.wordFrequency("quarzkolibri")).toBe(0);
      const hits = index.searchVectors(hashVector(`Der ${canary} steht im Keller.`), 1000);
      expect(hits).toHaveLength(index.chunkCount);
      expect(new Set(hits.map(({ id }) => index.chunk(id).document.path))).toEqual(new Set(publicPaths));
      expect(() => index.chunk(index.chunkCount)).toThrow(RangeError);
      expect(() => index.vector(index.chunkCount)).toThrow(RangeError);
    });
    await usingIndex(openAs("employee"), (index) => {
      expect(index.documentFrequency("quarzkolibri")).toBeGreaterThan(0);
      expect(index.document(path)?.text).toContain(canary);
    });
  });
});

describe("an employee's index", () => {
  it("is the citizens' where there are no internal documents", async () => {
    const { openAs } = await published(publicDocuments);
    await usingIndex(openAs("employee"), (index) => expect(index.documents()).toHaveLength(3));
  });

  it("serves internal documents although there is no public one", async () => {
    const { openAs } = await published(internalDocuments);
    await usingIndex(openAs("employee"), (index) => expect(index.documents()).toHaveLength(2));
    await usingIndex(openAs("citizen"), (index) => {
      expect(index.chunkCount).toBe(0);
      expect(index.searchVectors(hashVector("x"), 5)).toEqual([]);
      expect(index.searchKeywords(["rechenzentrum"], 5)).toEqual([]);
    });
  });

  it("numbers the chunks of both parts through, public ones first", async () => {
    const { openAs } = await published();
    await usingIndex(openAs("employee"), (index) => {
      const paths = [...publicDocuments, ...internalDocuments].map(({ path }) => path);
      expect(index.documents().map(({ path }) => path)).toEqual(paths);
      expect(paths.flatMap((path) => index.chunksOf(path))).toEqual([...Array(index.chunkCount).keys()]);
      for (const path of paths) {
        for (const [position, id] of index.chunksOf(path).entries()) {
          expect(index.chunk(id)).toMatchObject({ id, document: { path }, chunk: { document: path, position } });
          const [nearest] = index.searchVectors(index.vector(id), 1);
          expect(nearest).toMatchObject({ id, similarity: expect.closeTo(1, 5) });
        }
      }
      for (const id of [-1, index.chunkCount, 0.5]) expect(() => index.chunk(id)).toThrow(`There is no chunk ${id}.`);
    });
  });

  it("merges the hits of both parts, best first, and no more than asked for", async () => {
    const { openAs } = await published();
    await usingIndex(openAs("employee"), (index) => {
      const all = index.searchVectors(hashVector("irgendwas"), index.chunkCount);
      expect(new Set(all.map(({ id }) => id)).size).toBe(index.chunkCount);
      expect(all).toEqual(all.toSorted((a, b) => b.similarity - a.similarity || a.id - b.id));
      expect(index.searchVectors(hashVector("irgendwas"), 4)).toEqual(all.slice(0, 4));
      const words = index.searchKeywords(["rechenzentrum"], 10);
      expect(words.map(({ id }) => index.chunk(id).document.path).toSorted()).toEqual([
        "b/paderborn.md",
        "intern/zahlen.md",
      ]);
      expect(words).toEqual(words.toSorted((a, b) => b.score - a.score || a.id - b.id));
      expect(index.searchKeywords(["rechenzentrum"], 1)).toEqual(words.slice(0, 1));
      expect(index.documentFrequency("rechenzentrum")).toBe(2);
    });
  });

  it("looks for words into one document only, in either part", async () => {
    const { openAs } = await published();
    await usingIndex(openAs("employee"), (index) => {
      for (const path of ["b/paderborn.md", "intern/zahlen.md"]) {
        const hits = index.searchKeywords(["rechenzentrum"], 10, path);
        expect(hits.map(({ id }) => index.chunk(id).document.path)).toEqual([path]);
      }
      expect(index.searchKeywords(["rechenzentrum"], 10, "c/netz.md")).toEqual([]);
      expect(index.searchKeywords(["rechenzentrum"], 10, "fehlt.md")).toEqual([]);
    });
  });
});
