import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkRecall, firstChoice } from "../../src/indexing/choose-vector-store.js";
import { VECTOR_STORES } from "../../src/search-index/stores/index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";
import { clusteredVectors } from "../search-index/clustered-vectors.js";

const temporaryDirectory = useTemporaryDirectories();
const DIMENSION = 16;

function vectors(count: number, seed: number): Float32Array[] {
  return clusteredVectors({ count, dimension: DIMENSION, clusters: 1, noise: 0.2, seed });
}

/** Folder of a part whose graph holds these vectors. */
async function partWith(inGraph: readonly Float32Array[]): Promise<string> {
  const directory = await temporaryDirectory();
  await VECTOR_STORES.hnsw.write(join(directory, VECTOR_STORES.hnsw.fileName), inGraph, DIMENSION);
  return directory;
}

describe("firstChoice", () => {
  it("compares all vectors of small parts, and builds graphs where one of them is large", () => {
    expect([firstChoice([]), firstChoice([20_000, 0]), firstChoice([10, 20_001])]).toEqual(["exact", "exact", "hnsw"]);
  });
});

describe("checkRecall", () => {
  it("keeps a graph that finds the neighbours, and nothing beside it", async () => {
    const [many, few] = [vectors(300, 1), vectors(5, 2)];
    const directories = [await partWith(many), await partWith(few)];
    const { name, recall } = await checkRecall(directories, [many, few], DIMENSION);
    expect([name, recall]).toEqual(["hnsw", expect.closeTo(1, 2)]);
    for (const directory of directories) expect(await readdir(directory)).toEqual([VECTOR_STORES.hnsw.fileName]);
  });

  it.each([50, 300])(
    "puts an exact store in place of a graph that misses those of the latter half of %d",
    async (n) => {
      const [first, second, wrong] = [vectors(n / 2, 1), vectors(n / 2, 2), vectors(n / 2, 3)];
      const directory = await partWith([...first, ...wrong]);
      const { name, recall } = await checkRecall([directory], [[...first, ...second]], DIMENSION);
      expect([name, recall]).toEqual(["exact", expect.closeTo(0.5, 1)]);
      expect(await readdir(directory)).toEqual([VECTOR_STORES.exact.fileName]);
    },
  );

  it("measures nothing in an empty part", async () => {
    const directories = [await partWith(vectors(30, 1)), await partWith([])];
    expect(await checkRecall(directories, [vectors(30, 1), []], DIMENSION)).toEqual({ name: "hnsw", recall: 1 });
  });
});
