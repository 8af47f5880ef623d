import type { ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { AuskunftError } from "../errors.js";
import { forkModule } from "../fork-module.js";
import type { WorkerReply, WorkerRequest } from "./embedding-worker.js";
import type { TransformersEmbedderOptions } from "./transformers-embedder.js";

const BATCH = 16;

/** Embeds many passages on all cores, one single-threaded process a core. */
export interface EmbeddingPool {
  /**
   * @param onBatch Called with the position of a batch's first text and the batch's vectors, in no particular order;
   *   never again once the promise is settled.
   * @param signal Ends the work at the next batch; the promise rejects with the signal's reason.
   * @throws {AuskunftError} A process ended or could not embed a text; the others finish their batch and stop.
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
  const children = Array.from({ length: workers }, () => forkModule(import.meta.url, "embedding-worker"));
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
      const embedBatches = async (child: ChildProcess) => {
        while (next < texts.length) {
          signal?.throwIfAborted();
          const first = next;
          next += BATCH;
          const reply = await request(child, { type: "embed", texts: texts.slice(first, first + BATCH) });
          if (reply.type === "vectors") onBatch(first, reply.vectors);
        }
      };
      const outcomes = await Promise.allSettled(
        children.map((child) =>
          embedBatches(child).catch((error: unknown) => {
            next = texts.length;
            throw error;
          }),
        ),
      );
      const failure = outcomes.find((outcome) => outcome.status === "rejected");
      if (failure === undefined) return;
      signal?.throwIfAborted();
      throw failure.reason;
    },
    close,
  };
}

function request(child: ChildProcess, message: WorkerRequest): Promise<WorkerReply> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
      act();
    };
    const fail = (reason: unknown) =>
      settle(() =>
        reject(new AuskunftError(`An embedding process ended unexpectedly (${reason}). Start the indexing again.`)),
      );
    const onMessage = (reply: WorkerReply) =>
      settle(() =>
        reply.type === "failed" ? reject(new AuskunftError(`Embedding failed: ${reply.message}`)) : resolve(reply),
      );
    const onExit = (code: number | null, signal: NodeJS.Signals | null) => fail(signal ?? `exit code ${code}`);
    const onError = (error: Error) => fail(child.signalCode ?? error.message);
    child.on("message", onMessage).on("exit", onExit).on("error", onError);
    // With a callback a process that is gone is an error here; without, it would end this process.
    child.send(message, (error) => {
      if (error) onError(error);
    });
  });
}
