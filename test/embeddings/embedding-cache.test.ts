import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddingCache, openEmbeddingCache } from "../../src/embeddings/embedding-cache.js";
import { AuskunftError } from "../../src/errors.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
const vectorOf = (...values: readonly number[]) => Float32Array.from(values);
let file: string;
const opened: EmbeddingCache[] = [];
beforeEach(async () => {
  file = join(await temporaryDirectory(), "embedding-cache.db");
});
afterEach(() => {
  for (const cache of opened.splice(0)) cache.close();
});

function open(model = "model@1"): EmbeddingCache {
  const cache = openEmbeddingCache(file, model);
  opened.push(cache);
  return cache;
}

/** Everything that the cache has on disk, in its file and in files beside it. */
async function bytesOnDisk(): Promise<Buffer> {
  const names = (await readdir(dirname(file))).filter((name) => name.startsWith(basename(file)));
  return Buffer.concat(await Promise.all(names.map((name) => readFile(join(dirname(file), name)))));
}

describe("EmbeddingCache", () => {
  it("gives back what was put, bit by bit, and nothing else", () => {
    const cache = open();
    const vector = vectorOf(0.1, -0, 1e-38, 3.4e38);
    cache.put([
      ["Lemgo", vector],
      ["", vectorOf(1)],
    ]);
    expect(cache.get("Lemgo")).toEqual(vector);
    expect(cache.get("")).toEqual(vectorOf(1));
    expect(["lemgo", "Lemgo ", "Lemgo\n", "Paderborn"].map((text) => cache.get(text))).toEqual(
      Array(4).fill(undefined),
    );
  });

  it("stores a vector that lies inside a larger memory", () => {
    const cache = open();
    cache.put([["Lemgo", vectorOf(9, 1, 2, 9).subarray(1, 3)]]);
    expect(cache.get("Lemgo")).toEqual(vectorOf(1, 2));
  });

  it("replaces a vector that is there", () => {
    const cache = open();
    cache.put([["Lemgo", vectorOf(1)]]);
    cache.put([["Lemgo", vectorOf(2)]]);
    expect(cache.get("Lemgo")).toEqual(vectorOf(2));
  });

  it("survives closing and opening", () => {
    const cache = openEmbeddingCache(file, "model@1");
    cache.put([["Lemgo", vectorOf(1, 2)]]);
    cache.close();
    expect(open().get("Lemgo")).toEqual(vectorOf(1, 2));
  });

  it("never gives one model's vectors to another", () => {
    open("model@1").put([["Lemgo", vectorOf(1)]]);
    const other = open("model@2");
    expect(other.get("Lemgo")).toBeUndefined();
    other.put([["Lemgo", vectorOf(2)]]);
    expect(open("model@1").get("Lemgo")).toEqual(vectorOf(1));
  });

  it("stores all entries of a call or none", () => {
    const cache = open();
    const broken = {
      get buffer(): never {
        throw new Error("out of memory");
      },
    } as unknown as Float32Array;
    const entries = [
      ["Lemgo", vectorOf(1)],
      ["Paderborn", broken],
    ] as const;
    expect(() => cache.put(entries)).toThrow("out of memory");
    expect(cache.get("Lemgo")).toBeUndefined();
    cache.put([["Lemgo", vectorOf(2)]]);
    expect(open().get("Lemgo")).toEqual(vectorOf(2));
  });

  it("removes what was neither read, kept nor stored since it was opened", () => {
    open().put([..."read unread".split(" ").map((text) => [text, vectorOf(1)] as const), ["kept", vectorOf(3)]]);
    const cache = open();
    expect(cache.get("read")).toBeDefined();
    expect(cache.get("never there")).toBeUndefined();
    cache.put([["stored", vectorOf(2)]]);
    cache.keep("kept");
    cache.removeUnused(false);
    const found = ["read", "stored", "kept", "unread"].map((text) => open().get(text)?.[0]);
    expect(found).toEqual([1, 2, 3, undefined]);
  });

  it("leaves no bytes of a removed vector on disk", async () => {
    const mark = Buffer.from("QUARZKOLIBRI4711");
    const marked = new Float32Array(Uint8Array.from(Buffer.concat([mark, mark])).buffer);
    const first = openEmbeddingCache(file, "model@1");
    first.put([["secret", marked]]);
    first.close();
    expect((await bytesOnDisk()).includes(mark)).toBe(true);
    const second = openEmbeddingCache(file, "model@1");
    second.put([["other", vectorOf(1)]]);
    second.removeUnused(true);
    second.close();
    expect((await bytesOnDisk()).includes(mark)).toBe(false);
  });

  it("holds no text", async () => {
    const cache = openEmbeddingCache(file, "model@1");
    cache.put([["Quarzkolibri", vectorOf(1)]]);
    cache.close();
    expect((await bytesOnDisk()).includes("Quarzkolibri")).toBe(false);
  });

  it("has everything in its one file when it is closed", async () => {
    const cache = openEmbeddingCache(file, "model@1");
    cache.put([["Lemgo", vectorOf(1)]]);
    cache.close();
    const copy = `${file}.copy`;
    await writeFile(copy, await readFile(file));
    const reopened = openEmbeddingCache(copy, "model@1");
    opened.push(reopened);
    expect(reopened.get("Lemgo")).toEqual(vectorOf(1));
  });

  it("lets nobody but the owner read it", async () => {
    open().put([["Lemgo", vectorOf(1)]]);
    for (const name of [file, `${file}-wal`]) expect((await stat(name)).mode & 0o077).toBe(0);
  });

  it("says that a file is no cache, and what to do", async () => {
    await writeFile(file, "no database ".repeat(100));
    expect(() => openEmbeddingCache(file, "model@1")).toThrow(AuskunftError);
    expect(() => openEmbeddingCache(file, "model@1")).toThrow(/embedding-cache\.db cannot be used \(.*\)\. Delete it/);
  });
});
