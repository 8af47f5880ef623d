import type { Embedder } from "../embeddings/embedder.js";
import type { EmbeddingCache } from "../embeddings/embedding-cache.js";
import type { EmbeddingPool } from "../embeddings/embedding-pool.js";

/** Fewer texts than this are embedded before the processes of a pool would have started. */
const WORTH_A_POOL = 100;

/** Vectors by their text, and how many of them had to be computed. */
export interface EmbeddedPassages {
  readonly vectors: ReadonlyMap<string, Float32Array>;
  readonly computed: number;
}

/**
 * Embeds passages; those that the cache holds are not embedded again. What was computed stays in the cache even if
 * the work is cancelled.
 *
 * @param texts May repeat themselves.
 * @param openPool Starts the processes for much work; called only if there is much.
 */
export async function embedPassages(
  texts: Iterable<string>,
  options: {
    readonly embedder: Embedder;
    readonly cache: EmbeddingCache;
    readonly openPool: () => Promise<EmbeddingPool>;
    readonly onProgress: (done: number, total: number) => void;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<EmbeddedPassages> {
  const { embedder, cache, onProgress, signal } = options;
  const vectors = new Map<string, Float32Array>();
  const missing: string[] = [];
  for (const text of new Set(texts)) {
    const vector = cache.get(text);
    if (vector === undefined) missing.push(text);
    else vectors.set(text, vector);
  }
  let done = 0;
  const store = (first: number, batch: readonly Float32Array[]) => {
    const entries = batch.map((vector, i) => [missing[first + i] ?? "", vector] as const);
    for (const [text, vector] of entries) vectors.set(text, vector);
    cache.put(entries);
    done += entries.length;
    onProgress(done, missing.length);
  };
  if (missing.length < WORTH_A_POOL) {
    for (const [i, text] of missing.entries()) {
      signal?.throwIfAborted();
      store(i, await embedder.embed([text], "passage"));
    }
  } else {
    const pool = await options.openPool();
    try {
      await pool.embed(missing, store, signal);
    } finally {
      pool.close();
    }
  }
  return { vectors, computed: missing.length };
}
