import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { IndexUnavailableError } from "../../src/errors.js";
import { generationDirectory, readCurrent } from "../../src/search-index/generation.js";
import { readManifest } from "../../src/search-index/manifest.js";
import { publishGeneration, removeOtherGenerations } from "../../src/search-index/publish-generation.js";
import { openSearchIndex } from "../../src/search-index/search-index.js";
import { fillSmallIndex, publishSmallIndex, SMALL_MODEL } from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
const lemgo = { path: "lemgo.md", text: "Das Rechenzentrum steht in Lemgo. Es versorgt 41 Kommunen." };
const paderborn = { path: "paderborn.md", text: "Die GKD sitzt in Paderborn." };
const salaries = { path: "gehalt.md", text: "Die Gehaltstabelle ist vertraulich.", audience: "employee" } as const;

const generationsIn = async (indexDir: string) => (await readdir(join(indexDir, "generations"))).toSorted();
const contentOf = (generation: string) => generation.split("-")[1];

/** Publishes at the given times, in minutes. */
async function publishAt(indexDir: string, ...minutes: readonly number[]): Promise<string[]> {
  const names: string[] = [];
  for (const minute of minutes) {
    vi.setSystemTime(new Date(Date.UTC(2026, 0, 1, 0, minute)));
    names.push(await publishSmallIndex(indexDir, [{ ...lemgo, text: `Ausgabe ${minute}.` }]));
  }
  return names;
}

describe("publishGeneration", () => {
  afterEach(() => vi.useRealTimers());

  it("makes the new generation the serving one and describes every file in its manifest", async () => {
    const indexDir = await temporaryDirectory();
    expect(await readCurrent(indexDir)).toBeNull();
    const generation = await publishSmallIndex(indexDir, [lemgo, salaries]);
    expect(await readCurrent(indexDir)).toBe(generation);
    expect(await generationsIn(indexDir)).toEqual([generation]);
    const directory = generationDirectory(indexDir, generation);
    const manifest = await readManifest(directory);
    expect(manifest).toMatchObject({ generation, model: SMALL_MODEL, formatVersion: 1 });
    expect(manifest.parts).toEqual({
      public: { documents: 1, chunks: 1, sentences: 2 },
      internal: { documents: 1, chunks: 1, sentences: 1 },
    });
    expect(Object.keys(manifest.files)).toEqual([
      "internal/keywords.db",
      "internal/passages.db",
      "internal/vectors.hnsw",
      "public/aliases.yaml",
      "public/keywords.db",
      "public/passages.db",
      "public/vectors.hnsw",
    ]);
    for (const [file, { size }] of Object.entries(manifest.files)) {
      expect((await stat(join(directory, file))).size).toBe(size);
    }
  });

  it("gives the same content the same hash, wherever and whenever it is built", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 0, 1) });
    const first = await publishSmallIndex(await temporaryDirectory(), [lemgo, paderborn, salaries]);
    vi.setSystemTime(Date.UTC(2031, 5, 7));
    const second = await publishSmallIndex(await temporaryDirectory(), [lemgo, paderborn, salaries]);
    expect(contentOf(second)).toBe(contentOf(first));
    expect(second).not.toBe(first);
  });

  it.each([
    ["another text", [{ ...lemgo, text: "Das Rechenzentrum steht in Lage." }, paderborn], SMALL_MODEL],
    ["another path", [{ ...lemgo, path: "lemgo2.md" }, paderborn], SMALL_MODEL],
    ["another title", [{ ...lemgo, frontMatter: { title: "Standort" } }, paderborn], SMALL_MODEL],
    ["a document less", [lemgo], SMALL_MODEL],
    ["an internal document more", [lemgo, paderborn, salaries], SMALL_MODEL],
    ["another model", [lemgo, paderborn], "other@1"],
  ])("gives %s another hash", async (_, documents, model) => {
    const before = await publishSmallIndex(await temporaryDirectory(), [lemgo, paderborn]);
    const after = await publishSmallIndex(await temporaryDirectory(), documents, model);
    expect(contentOf(after)).not.toBe(contentOf(before));
  });

  it("gives another passage mean another hash", async () => {
    const withMean = (value: number) => async (directory: string) => ({
      ...(await fillSmallIndex(directory, [lemgo])),
      passageMean: [value],
    });
    const first = await publishGeneration(await temporaryDirectory(), withMean(0.1));
    const second = await publishGeneration(await temporaryDirectory(), withMean(0.2));
    expect(contentOf(second)).not.toBe(contentOf(first));
  });

  it("replaces a generation that was damaged within the second of its publication", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 0, 1) });
    const indexDir = await temporaryDirectory();
    const first = await publishSmallIndex(indexDir, [lemgo]);
    await writeFile(join(generationDirectory(indexDir, first), "manifest.json"), "{");
    const second = await publishSmallIndex(indexDir, [lemgo]);
    expect(second).toBe(`20260101T000001Z-${contentOf(first)}`);
    expect(await readCurrent(indexDir)).toBe(second);
    await readManifest(generationDirectory(indexDir, second));
  });

  it("leaves the serving generation and no rubbish if the builder fails half-way", async () => {
    const indexDir = await temporaryDirectory();
    const serving = await publishSmallIndex(indexDir, [lemgo]);
    const failure = new Error("disk full");
    const failing = publishGeneration(indexDir, async (directory) => {
      await fillSmallIndex(directory, [lemgo, paderborn]);
      throw failure;
    });
    await expect(failing).rejects.toBe(failure);
    expect(await readCurrent(indexDir)).toBe(serving);
    expect(await generationsIn(indexDir)).toEqual([serving]);
    expect(await readdir(indexDir)).toEqual(["CURRENT", "generations", "permitted.json"]);
  });

  it("publishes nothing if the very first builder fails", async () => {
    const indexDir = await temporaryDirectory();
    await expect(publishGeneration(indexDir, () => Promise.reject(new Error("disk full")))).rejects.toThrow();
    expect(await readCurrent(indexDir)).toBeNull();
    expect(await generationsIn(indexDir)).toEqual([]);
  });

  it("keeps the last three generations", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const indexDir = await temporaryDirectory();
    const names = await publishAt(indexDir, 1, 2, 3, 4, 5);
    expect(await generationsIn(indexDir)).toEqual(names.slice(2));
  });

  it("keeps the serving generation even if the clock was set back", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const indexDir = await temporaryDirectory();
    const names = await publishAt(indexDir, 40, 50, 60, 10);
    const serving = names[3];
    expect(await readCurrent(indexDir)).toBe(serving);
    expect(await generationsIn(indexDir)).toEqual([names[1], names[2], serving]);
  });

  it("keeps an old generation as long as somebody reads it", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const indexDir = await temporaryDirectory();
    const [first = ""] = await publishAt(indexDir, 1);
    const reader = await openSearchIndex(indexDir, "citizen", SMALL_MODEL);
    await publishAt(indexDir, 2, 3, 4, 5);
    expect(await generationsIn(indexDir)).toHaveLength(4);
    expect(await generationsIn(indexDir)).toContain(first);
    expect(reader.document("lemgo.md")?.text).toBe("Ausgabe 1.");
    reader.close();
    const names = await publishAt(indexDir, 6);
    expect(await generationsIn(indexDir)).not.toContain(first);
    expect(await generationsIn(indexDir)).toContain(names[0]);
  });

  it("removes what processes left that died while building, whatever runs under their numbers today", async () => {
    const indexDir = await temporaryDirectory();
    await publishSmallIndex(indexDir, [lemgo]);
    const leave = () =>
      mkdir(join(indexDir, "generations", `.building-${process.pid}-aaaaaaaa`, "public"), { recursive: true });
    await leave();
    const serving = await publishSmallIndex(indexDir, [paderborn]);
    expect(await generationsIn(indexDir)).toEqual([expect.stringMatching(/^\d/), serving]);
    await leave();
    await removeOtherGenerations(indexDir);
    expect(await generationsIn(indexDir)).toEqual([serving]);
  });

  it("lets nobody but the owner into a generation", async () => {
    const indexDir = await temporaryDirectory();
    const generation = await publishSmallIndex(indexDir, [lemgo]);
    const { mode } = await stat(generationDirectory(indexDir, generation));
    expect(mode & 0o077).toBe(0);
  });
});

describe("readCurrent", () => {
  it.each(["", "\n", "latest", "../../etc", "20260101T000000Z-0123456789ab/..", "20260101T000000Z-0123456789AB"])(
    "refuses %j as the name of a generation",
    async (content) => {
      const indexDir = await temporaryDirectory();
      await writeFile(join(indexDir, "CURRENT"), content);
      await expect(readCurrent(indexDir)).rejects.toThrow(IndexUnavailableError);
      await expect(readCurrent(indexDir)).rejects.toThrow(/CURRENT does not hold the name of a generation\. Run "npm/);
    },
  );

  it("does not take a CURRENT that cannot be read for a missing one", async () => {
    const indexDir = await temporaryDirectory();
    await mkdir(join(indexDir, "CURRENT"));
    await expect(readCurrent(indexDir)).rejects.toThrow(/CURRENT cannot be read \(EISDIR\)/);
  });
});

describe("readManifest", () => {
  async function publishedManifest() {
    const indexDir = await temporaryDirectory();
    const directory = generationDirectory(indexDir, await publishSmallIndex(indexDir, [lemgo]));
    const file = join(directory, "manifest.json");
    const content: Record<string, unknown> = JSON.parse(await readFile(file, "utf8"));
    return { directory, file, content };
  }

  it.each([
    ["the model", { model: "other@1" }],
    ["the dimension", { dimension: 17 }],
    ["the passage mean", { passageMean: [0.5] }],
    ["a count", { parts: { public: { documents: 1, chunks: 2, sentences: 2 } } }],
    ["the list of files", { files: {} }],
    ["the generation's name", { generation: "20260101T000000Z-0123456789ab" }],
    ["the type of a value", { dimension: "16" }],
    ["an unknown key", { more: 1 }],
    ["the format, which is no number", { formatVersion: "1" }],
  ])("refuses a manifest in which somebody changed %s", async (_, change) => {
    const { directory, file, content } = await publishedManifest();
    await writeFile(file, JSON.stringify({ ...content, ...change }));
    const error = await readManifest(directory).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(IndexUnavailableError);
    expect(String(error)).toMatch(
      /manifest\.json is damaged .*Run "npm run index"\.$|: it is not what was published\./,
    );
  });

  it("accepts the same manifest with its keys and files in another order", async () => {
    const { directory, file, content } = await publishedManifest();
    const before = await readManifest(directory);
    const reversed = (value: object) => Object.fromEntries(Object.entries(value).toReversed());
    await writeFile(file, JSON.stringify(reversed({ ...content, files: reversed(before.files) })));
    expect(await readManifest(directory)).toEqual(before);
  });

  it("says which format it cannot read", async () => {
    const { directory, file, content } = await publishedManifest();
    await writeFile(file, JSON.stringify({ ...content, formatVersion: 2, unknown: true }));
    await expect(readManifest(directory)).rejects.toThrow(
      /manifest\.json has format 2, this program reads format 1\. Run "npm run index"\.$/,
    );
  });

  it.each(["", "null", "[]", "{", "\u0000"])("refuses the content %j", async (content) => {
    const { directory, file } = await publishedManifest();
    await writeFile(file, content);
    await expect(readManifest(directory)).rejects.toThrow(/manifest\.json is (missing or )?damaged/);
  });

  it("says that a manifest is missing", async () => {
    const { directory, file } = await publishedManifest();
    await rm(file);
    await expect(readManifest(directory)).rejects.toThrow(IndexUnavailableError);
  });
});
