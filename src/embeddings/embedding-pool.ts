import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { AuskunftError } from "../errors.js";
import type { WorkerReply, WorkerRequest } from "./embedding-worker.js";
import type { TransformersEmbedderOptions } from "./transformers-embedder.js";

const BATCH = 16;

/** Embeds many passages on all cores, one single-threaded process a core. */
export interface EmbeddingPool {
  /**
   * @param onBatch Called with the number of texts just done and their vectors, in no particular order.
   * @param signal Ends the work at the next batch; the promise rejects with the signal's reason.
   */
  embed(
    texts: readonly string[],
    onBatch: (first: number, vectors: readonly Float32Array[]) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  close(): void;
}

/**
 * Starts the worker processes. Two processes of one thread embed about twice as many short texts a second as one
 * process of two threads, and native code that fails takes no other process with it.
 *
 * @param workers Default: one a core, at most 8.
 */
export async function createEmbeddingPool(
  options: TransformersEmbedderOptions,
  workers: number = Math.min(8, availableParallelism()),
): Promise<EmbeddingPool> {
  // Tests run the TypeScript sources, which Node needs a loader for.
  const source = import.meta.url.endsWith(".ts");
  const file = new URL(source ? "./embedding-worker.ts" : "./embedding-worker.js", import.meta.url);
  const execArgv = source ? ["--import", import.meta.resolve("tsx")] : [];
  const children = Array.from({ length: workers }, () =>
    fork(file, { serialization: "advanced", execArgv, stdio: ["ignore", "ignore", "inherit", "ipc"] }),
  );
  const close = () => {
    for (const child of children) child.kill();
  };
  try {
    await Promise.all(children.map((child) => request(child, { type: "open", options })));
  } catch (error) {
    close();
    throw error;
  }
  return {
    async embed(texts, onBatch, signal) {
      let next = 0;
      await Promise.all(
        children.map(async (child) => {
          while (next < texts.length) {
            signal?.throwIfAborted();
            const first = next;
            next += BATCH;
            const reply = await request(child, { type: "embed", texts: texts.slice(first, first + BATCH) });
            if (reply.type === "vectors") onBatch(first, reply.vectors);
          }
        }),
      );
    },
    close,
  };
}

async function request(child: ChildProcess, message: WorkerRequest): Promise<WorkerReply> {
  const ended = new AbortController();
  const gone = once(child, "exit", { signal: ended.signal }).then(([code, signal]) => {
    throw new AuskunftError(`An embedding process ended unexpectedly (${signal ?? code}). Start the indexing again.`);
  });
  const answered = once(child, "message", { signal: ended.signal });
  try {
    if (!child.connected) throw new AuskunftError("An embedding process is gone. Start the indexing again.");
    child.send(message);
    const [reply] = (await Promise.race([answered, gone])) as [WorkerReply];
    if (reply.type === "failed") throw new AuskunftError(`Embedding failed: ${reply.message}`);
    return reply;
  } finally {
    ended.abort();
    // The loser of the race rejects with the abort; nobody waits for it.
    gone.catch(() => {});
    answered.catch(() => {});
  }
}
