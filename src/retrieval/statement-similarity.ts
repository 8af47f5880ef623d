import { centre, dot } from "../embeddings/centre.js";
import type { Embedder } from "../embeddings/embedder.js";
import type { Calibration } from "./calibration.js";

/**
 * Tells how near a statement is by its meaning to the nearest of some texts, in whichever languages they are.
 *
 * @returns Cosine in [-1, 1], -1 where the model cannot read the statement whole; null where the embedding model is
 *   another one than that of the calibration: its cosines are not comparable.
 */
export type StatementSimilarity = (statement: string, texts: readonly string[]) => Promise<number | null>;

/**
 * Makes the comparison. Both sides are embedded as passages and lose the whole mean passage, unlike in the search: of
 * the ways tried on parallel lines of OMoS-QA train, this one tells a line's translation best from other lines.
 */
export function createStatementSimilarity(options: {
  readonly embedder: Embedder;
  readonly calibration: Calibration;
}): StatementSimilarity {
  const { embedder } = options;
  const { passageMean, passageShare } = options.calibration.centring;

  async function vectorOf(text: string): Promise<Float32Array | undefined> {
    if (embedder.countTokens(text, "passage") > embedder.maxTokens) return undefined;
    const [vector] = await embedder.embed([text], "passage");
    return vector && centre(vector, passageMean, 1);
  }

  return async (statement, texts) => {
    if (passageShare === 0) return null;
    const stated = await vectorOf(statement);
    let nearest = -1;
    for (const text of stated === undefined ? [] : new Set(texts)) {
      const vector = await vectorOf(text);
      if (stated !== undefined && vector !== undefined) nearest = Math.max(nearest, dot(stated, vector));
    }
    return nearest;
  };
}
