import { createTransformersEmbedder, type TransformersEmbedderOptions } from "./transformers-embedder.js";

/** What the pool sends: the model once, then batches of passages. */
export type WorkerRequest =
  | { readonly type: "open"; readonly options: TransformersEmbedderOptions }
  | { readonly type: "embed"; readonly texts: readonly string[] };

/** What a worker process answers, one reply to each request; vectors in the order of the texts. */
export type WorkerReply =
  | { readonly type: "ready" }
  | { readonly type: "vectors"; readonly vectors: readonly Float32Array[] }
  | { readonly type: "failed"; readonly message: string };

let embedder: Awaited<ReturnType<typeof createTransformersEmbedder>> | undefined;

async function handle(request: WorkerRequest): Promise<WorkerReply> {
  if (request.type === "open") {
    embedder = await createTransformersEmbedder({ ...request.options, threads: 1 });
    return { type: "ready" };
  }
  if (embedder === undefined) return { type: "failed", message: "The worker has no model yet." };
  return { type: "vectors", vectors: await embedder.embed(request.texts, "passage") };
}

process.on("message", (request: WorkerRequest) => {
  handle(request)
    .catch((error: unknown): WorkerReply => ({ type: "failed", message: String(error) }))
    .then((reply) => process.send?.(reply));
});
// Ctrl-C reaches the whole group of processes; the parent decides what becomes of the work.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit(0));
