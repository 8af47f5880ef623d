import { access } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dot } from "../../src/embeddings/centre.js";
import { exactStore } from "../../src/search-index/stores/exact.js";
import { hnswStore } from "../../src/search-index/stores/hnsw.js";
import { VECTOR_STORES } from "../../src/search-index/stores/index.js";
import type { VectorStoreDriver } from "../../src/search-index/vector-store.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";
import { clusteredVectors, unit } from "./clustered-vectors.js";

const temporaryDirectory = useTemporaryDirectories();

/** Writes the vectors and opens them again. */
async function storeOf(driver: VectorStoreDriver, vectors: readonly Float32Array[], dimension: number) {
  const file = join(await temporaryDirectory(), driver.fileName);
  await driver.write(file, vectors, dimension);
  return driver.open(file, dimension, vectors.length);
}

describe.each(Object.entries(VECTOR_STORES))("vector store %s", (_, driver) => {
  const axes = [unit([1, 0, 0]), unit([0, 1, 0]), unit([0, 0, 1]), unit([1, 1, 0])];

  it("gives back every vector under its number", async () => {
    const vectors = clusteredVectors({ count: 300, dimension: 24, clusters: 5, noise: 1, seed: 1 });
    const store = await storeOf(driver, vectors, 24);
    expect(store).toMatchObject({ size: 300, dimension: 24 });
    for (const [id, vector] of vectors.entries()) expect(store.vector(id)).toEqual(vector);
  });

  it("finds the nearest vectors, best first, with their cosines", async () => {
    const store = await storeOf(driver, axes, 3);
    const query = unit([0.9, 0.3, 0]);
    const hits = store.search(query, 3);
    expect(hits.map(({ id }) => id)).toEqual([0, 3, 1]);
    for (const { id, similarity } of hits) expect(similarity).toBeCloseTo(dot(query, axes[id] ?? query), 5);
  });

  it("gives the cosine of opposite and of equal vectors", async () => {
    const store = await storeOf(driver, [unit([-1, 0]), unit([1, 0])], 2);
    const [same, opposite] = store.search(unit([1, 0]), 2);
    expect(same).toEqual({ id: 1, similarity: 1 });
    expect(opposite).toEqual({ id: 0, similarity: -1 });
  });

  it("orders equal vectors by their numbers", async () => {
    const [x, y] = [unit([1, 0]), unit([0, 1])];
    const store = await storeOf(driver, [y, x, y, x, x, y], 2);
    expect(store.search(x, 6).map(({ id }) => id)).toEqual([1, 3, 4, 0, 2, 5]);
  });

  it("returns no more than k, and all there are if k is larger", async () => {
    const store = await storeOf(driver, axes, 3);
    const query = unit([1, 2, 3]);
    expect([0, 1, 4, 5, 1000].map((k) => store.search(query, k).length)).toEqual([0, 1, 4, 4, 4]);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses to search for %s vectors", async (k) => {
    const store = await storeOf(driver, axes, 3);
    expect(() => store.search(unit([1, 2, 3]), k)).toThrow(RangeError);
  });

  it("opens an empty store and finds nothing in it", async () => {
    const store = await storeOf(driver, [], 3);
    expect(store.size).toBe(0);
    expect(store.search(unit([1, 2, 3]), 10)).toEqual([]);
    expect(() => store.vector(0)).toThrow(RangeError);
  });

  it.each([
    ["shorter", [1, 0]],
    ["longer", [1, 0, 0, 0]],
    ["empty", []],
    ["not a number", [1, Number.NaN, 0]],
    ["infinite", [1, Number.POSITIVE_INFINITY, 0]],
  ])("refuses a vector that is %s, on writing and on searching", async (_, values) => {
    const vector = Float32Array.from(values);
    const file = join(await temporaryDirectory(), driver.fileName);
    await expect(driver.write(file, [...axes, vector], 3)).rejects.toThrow(RangeError);
    await expect(access(file)).rejects.toThrow("ENOENT");
    const store = await storeOf(driver, axes, 3);
    expect(() => store.search(vector, 2)).toThrow(RangeError);
  });

  it.each([-1, 4, 0.5, Number.NaN, 2 ** 32])("has no vector %s", async (id) => {
    const store = await storeOf(driver, axes, 3);
    expect(() => store.vector(id)).toThrow(`There is no vector ${id}.`);
  });

  it.each([0, 3, 5])("refuses to open a file of four vectors as one of %s", async (size) => {
    const file = join(await temporaryDirectory(), driver.fileName);
    await driver.write(file, axes, 3);
    await expect(driver.open(file, 3, size)).rejects.toThrow(RangeError);
  });

  it("rejects a file that is not there, on opening and on writing", async () => {
    const file = join(await temporaryDirectory(), "missing", driver.fileName);
    await expect(driver.open(file, 3, 4)).rejects.toThrow();
    await expect(driver.write(file, axes, 3)).rejects.toThrow();
  });

  it("replaces an existing file", async () => {
    const file = join(await temporaryDirectory(), driver.fileName);
    await driver.write(file, axes, 3);
    await driver.write(file, [unit([3, 4, 0])], 3);
    const store = await driver.open(file, 3, 1);
    expect(store.vector(0)).toEqual(unit([3, 4, 0]));
  });
});

describe("hnswStore", () => {
  const dimension = 64;
  const all = clusteredVectors({ count: 2050, dimension, clusters: 40, noise: 2.5, seed: 7 });
  const vectors = all.slice(0, 2000);
  const queries = all.slice(2000);

  it("finds at least 99 of 100 true neighbours among 2,000 vectors, also when opened again", async () => {
    const oracle = await storeOf(exactStore, vectors, dimension);
    const file = join(await temporaryDirectory(), hnswStore.fileName);
    await hnswStore.write(file, vectors, dimension);
    for (let opening = 0; opening < 2; opening++) {
      const store = await hnswStore.open(file, dimension, vectors.length);
      let found = 0;
      for (const query of queries) {
        const wanted = new Set(oracle.search(query, 10).map(({ id }) => id));
        found += store.search(query, 10).filter(({ id }) => wanted.has(id)).length;
      }
      expect(found / (10 * queries.length)).toBeGreaterThanOrEqual(0.99);
    }
  });
});
