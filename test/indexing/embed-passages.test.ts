import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { type EmbeddingCache, openEmbeddingCache } from "../../src/embeddings/embedding-cache.js";
import type { EmbeddingPool } from "../../src/embeddings/embedding-pool.js";
import { embedPassages } from "../../src/indexing/embed-passages.js";
import { hashVector, SMALL_DIMENSION } from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
let cache: EmbeddingCache;
beforeEach(async () => {
  cache = openEmbeddingCache(join(await temporaryDirectory(), "cache.db"), "small@1");
});
afterEach(() => cache.close());

/** An embedder and a pool that record what they are asked for. */
function recorders() {
  const [single, pooled]: [string[], string[]] = [[], []];
  const embedder: Embedder = {
    id: "small@1",
    dimension: SMALL_DIMENSION,
    maxTokens: 512,
    countTokens: (text) => text.length,
    embed: async (texts, kind) => {
      expect(kind).toBe("passage");
      single.push(...texts);
      return texts.map(hashVector);
    },
    encode: async (text) => ({ vector: hashVector(text), states: null }),
    statesOf: async () => null,
    close: async () => {},
  };
  const state = { opened: 0, closed: 0 };
  const pool: EmbeddingPool = {
    embed: async (texts, onBatch) => {
      for (const first of [...texts.keys()].filter((i) => i % 7 === 0).toReversed()) {
        const batch = texts.slice(first, first + 7);
        pooled.push(...batch);
        onBatch(first, batch.map(hashVector));
      }
    },
    close: () => {
      state.closed += 1;
    },
  };
  const openPool = async () => {
    state.opened += 1;
    return pool;
  };
  return { single, pooled, state, options: { embedder, cache, openPool, onProgress: () => {} }, pool };
}

const texts = (count: number) => Array.from({ length: count }, (_, i) => `Satz ${i}`);

describe("embedPassages", () => {
  it("embeds each text once, however often it occurs, and gives its own vector to each", async () => {
    const { options, single } = recorders();
    const { vectors, computed } = await embedPassages(["a", "b", "a", "", "b"], options);
    expect(single).toEqual(["a", "b", ""]);
    expect(computed).toBe(3);
    for (const text of ["a", "b", ""]) expect(vectors.get(text)).toEqual(hashVector(text));
  });

  it("takes from the cache what is there and stores what it computes", async () => {
    const { options, single } = recorders();
    await embedPassages(["a", "b"], options);
    const { vectors, computed } = await embedPassages(["b", "c", "a"], options);
    expect(single).toEqual(["a", "b", "c"]);
    expect(computed).toBe(1);
    expect([...vectors.keys()].toSorted()).toEqual(["a", "b", "c"]);
    expect(vectors.get("a")).toEqual(hashVector("a"));
  });

  it.each([99, 100])("needs processes of their own from 100 new texts on, not for %s", async (count) => {
    const { options, single, pooled, state } = recorders();
    const { vectors } = await embedPassages(texts(count), options);
    const few = count < 100;
    expect(state).toEqual(few ? { opened: 0, closed: 0 } : { opened: 1, closed: 1 });
    expect([single.length, pooled.length]).toEqual(few ? [count, 0] : [0, count]);
    for (const text of texts(count)) expect(vectors.get(text)).toEqual(hashVector(text));
  });

  it("tells progress up to the number of texts that were not in the cache", async () => {
    const { options } = recorders();
    await embedPassages(texts(20), options);
    const steps: (readonly [number, number])[] = [];
    await embedPassages(texts(150), { ...options, onProgress: (done, total) => steps.push([done, total]) });
    expect(steps.every(([, total]) => total === 130)).toBe(true);
    expect(steps.at(-1)).toEqual([130, 130]);
    expect(steps).toEqual(steps.toSorted(([a], [b]) => a - b));
  });

  it("closes the processes and keeps what they gave when they fail", async () => {
    const { options, pool, state } = recorders();
    const failing: EmbeddingPool = {
      ...pool,
      embed: async (_, onBatch) => {
        onBatch(5, ["Satz 5", "Satz 6"].map(hashVector));
        throw new Error("process ended");
      },
    };
    const openPool = async () => failing;
    await expect(embedPassages(texts(120), { ...options, openPool })).rejects.toThrow("process ended");
    expect(state.closed).toBe(1);
    expect(texts(120).filter((text) => cache.get(text) !== undefined)).toEqual(["Satz 5", "Satz 6"]);
    expect(cache.get("Satz 6")).toEqual(hashVector("Satz 6"));
  });

  it("stops at the next text when it is cancelled and keeps what it has", async () => {
    const { options, single } = recorders();
    const controller = new AbortController();
    const onProgress = (done: number) => {
      if (done === 4) controller.abort(new Error("cancelled"));
    };
    const work = embedPassages(texts(10), { ...options, onProgress, signal: controller.signal });
    await expect(work).rejects.toThrow("cancelled");
    expect(single).toEqual(texts(4));
    expect(texts(10).filter((text) => cache.get(text) !== undefined)).toEqual(texts(4));
  });
});
