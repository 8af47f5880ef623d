import { chunkPassage } from "../chunks/passage-texts.js";
import type { Encoding } from "../embeddings/embedder.js";
import type { Reader, Reading } from "../reading/reader.js";

/**
 * Remembers what was read of each passage for a question, as long as the question's encoding is remembered: measuring many
 * settings, or two indexes, reads the same passages again and again.
 */
export function memoiseReader(reader: Reader): Reader {
  const known = new WeakMap<Encoding, Map<string, Promise<Reading | null>>>();
  return {
    read(question, retrieved) {
      const readings = known.get(question) ?? new Map<string, Promise<Reading | null>>();
      known.set(question, readings);
      const { chunk, document } = retrieved;
      const passage = JSON.stringify([chunkPassage(document, chunk), chunk.start, chunk.sentences]);
      const reading = readings.get(passage) ?? reader.read(question, retrieved);
      readings.set(passage, reading);
      return reading;
    },
  };
}
