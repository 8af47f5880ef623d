import { setImmediate } from "node:timers/promises";
import type { Embedder } from "../embeddings/embedder.js";

/** Remembers the vectors of questions: measuring many settings asks the same questions again and again. */
export function memoiseEmbedder(embedder: Embedder): Embedder {
  const known = new Map<string, Float32Array>();
  return {
    ...embedder,
    async embed(texts, kind) {
      // Where all is known, nothing else would let the program hear Ctrl-C.
      await setImmediate();
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        const key = `${kind}\n${text}`;
        const [vector] = known.has(key) ? [known.get(key)] : await embedder.embed([text], kind);
        if (vector === undefined) throw new Error("the embedder gave no vector");
        known.set(key, vector);
        vectors.push(vector);
      }
      return vectors;
    },
  };
}
