import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { dot } from "../../src/embeddings/centre.js";
import { createEmbeddingPool, type EmbeddingPool } from "../../src/embeddings/embedding-pool.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { AuskunftError } from "../../src/errors.js";

const options = { modelDir: "embeddings/model" };
const texts = Array.from({ length: 50 }, (_, i) => `Satz ${i} über das Amt ${"und die Stadt ".repeat(i % 7)}.`);

/** Process ids of the embedding processes that this process has started. */
async function workerIds(): Promise<number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,args="]);
  return stdout.split("\n").flatMap((line) => {
    const [pid, parent, ...command] = line.trim().split(/\s+/);
    const isWorker = Number(parent) === process.pid && command.join(" ").includes("embedding-worker");
    return isWorker ? [Number(pid)] : [];
  });
}

describe("EmbeddingPool", () => {
  let pool: EmbeddingPool;
  beforeAll(async () => {
    pool = await createEmbeddingPool(options, 2);
  });
  afterAll(() => pool.close());

  it("gives every text the vector that a single embedder gives it", async () => {
    const found = new Map<number, Float32Array>();
    await pool.embed(texts, (first, vectors) => {
      for (const [i, vector] of vectors.entries()) found.set(first + i, vector);
    });
    expect([...found.keys()].toSorted((a, b) => a - b)).toEqual([...texts.keys()]);
    const embedder = await createTransformersEmbedder(options);
    const expected = await embedder.embed(texts, "passage");
    await embedder.close();
    for (const [i, vector] of expected.entries()) {
      expect(dot(found.get(i) ?? new Float32Array(), vector)).toBeGreaterThan(0.9999);
    }
  });

  it("embeds no texts at all", async () => {
    const onBatch = vi.fn();
    await pool.embed([], onBatch);
    expect(onBatch).not.toHaveBeenCalled();
  });

  it("stops at the next batch when it is cancelled, and embeds again afterwards", async () => {
    const controller = new AbortController();
    const reason = new Error("cancelled by the user");
    const onBatch = vi.fn(() => controller.abort(reason));
    const many = Array.from({ length: 30 }, () => texts).flat();
    await expect(pool.embed(many, onBatch, controller.signal)).rejects.toBe(reason);
    // Each of the two processes may finish the batch it was at.
    expect(onBatch.mock.calls.length).toBeLessThanOrEqual(2);
    const later = vi.fn();
    await pool.embed(texts.slice(0, 3), later);
    expect(later).toHaveBeenCalledOnce();
  });

  it("starts nothing when it is cancelled before", async () => {
    const onBatch = vi.fn();
    await expect(pool.embed(texts, onBatch, AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
    expect(onBatch).not.toHaveBeenCalled();
  });

  it("stops when its caller cannot take the vectors", async () => {
    const onBatch = vi.fn(() => {
      throw new Error("disk full");
    });
    const many = Array.from({ length: 30 }, () => texts).flat();
    await expect(pool.embed(many, onBatch)).rejects.toThrow("disk full");
    expect(onBatch.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it("says which text does not fit the model, by its length", async () => {
    const error = await pool.embed(["a ".repeat(600)], () => {}).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(AuskunftError);
    expect(String(error)).toMatch(/Embedding failed: .*A text of 604 tokens does not fit the embedding model's 512\./);
  });
});

describe("createEmbeddingPool", () => {
  it("says that a process was killed, stops the others, and refuses further work", async () => {
    const pool = await createEmbeddingPool(options, 2);
    const [victim = 0, ...others] = await workerIds();
    expect(others).toHaveLength(1);
    const many = Array.from({ length: 30 }, () => texts).flat();
    const onBatch = vi.fn(() => {
      if (onBatch.mock.calls.length === 1) process.kill(victim, "SIGKILL");
    });
    const error = await pool.embed(many, onBatch).catch((error: unknown) => error);
    const batches = onBatch.mock.calls.length;
    expect(batches).toBeLessThan(10);
    expect(error).toBeInstanceOf(AuskunftError);
    expect(String(error)).toMatch(/An embedding process ended unexpectedly \(SIGKILL\)\. Start the indexing again\.$/);
    await expect(pool.embed(texts, () => {})).rejects.toThrow(/ended unexpectedly \(SIGKILL\)/);
    expect(onBatch.mock.calls.length).toBe(batches);
    pool.close();
    await vi.waitFor(async () => expect(await workerIds()).toEqual([]), { timeout: 120_000, interval: 100 });
  });

  it("goes on after Ctrl-C, which its parent answers", async () => {
    const pool = await createEmbeddingPool(options, 1);
    for (const id of await workerIds()) process.kill(id, "SIGINT");
    const onBatch = vi.fn();
    await pool.embed(["Lemgo"], onBatch);
    expect(onBatch).toHaveBeenCalledOnce();
    pool.close();
    await vi.waitFor(async () => expect(await workerIds()).toEqual([]), { timeout: 120_000, interval: 100 });
  });

  it("says what is wrong with the model and leaves no process", async () => {
    await expect(createEmbeddingPool({ modelDir: "embeddings/nowhere" }, 1)).rejects.toThrow(
      /Embedding failed: .*embeddings\/nowhere lacks config\.json, .* set MODEL_DIR\./,
    );
    await vi.waitFor(async () => expect(await workerIds()).toEqual([]), { timeout: 120_000, interval: 100 });
  });
});
