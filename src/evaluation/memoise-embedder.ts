import { setImmediate } from "node:timers/promises";
import type { Embedder, Encoding } from "../embeddings/embedder.js";

/** Remembers what was made of each text: measuring many settings asks the same questions again and again. */
export function memoiseEmbedder(embedder: Embedder): Embedder {
  const known = new Map<string, Encoding>();
  const encode: Embedder["encode"] = async (text, kind) => {
    // Where all is known, nothing else would let the program hear Ctrl-C.
    await setImmediate();
    const key = `${kind}\n${text}`;
    const encoding = known.get(key) ?? (await embedder.encode(text, kind));
    known.set(key, encoding);
    return encoding;
  };
  return {
    ...embedder,
    encode,
    async embed(texts, kind) {
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push((await encode(text, kind)).vector);
      return vectors;
    },
  };
}
