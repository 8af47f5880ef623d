import type { RetrievedChunk } from "../retrieval/retrieved-chunk.js";
import type { RetrievalRequest, Retriever, ScoredChunk } from "../retrieval/retriever.js";
import { CHUNKS_READ, type Reader, type Readings, readBest } from "./reader.js";

/**
 * Retrieves chunks, has the best of them read and puts them in the order of search and reader together.
 *
 * @param options.share Of the reader, as of `rerank`.
 * @returns At most `request.top`, best first.
 */
export async function retrieveAndRerank(
  request: RetrievalRequest,
  {
    retriever,
    reader,
    share,
  }: { readonly retriever: Retriever; readonly reader: Reader | null; readonly share: number },
): Promise<readonly ScoredChunk[]> {
  const { top } = request;
  const retrieval = await retriever.retrieve({ ...request, top: Math.max(top, CHUNKS_READ) });
  const readings = await readBest(reader, retrieval, false);
  return rerank(retrieval.chunks, readings, share).slice(0, top);
}

/**
 * Orders chunks by a convex combination of the fused score and the probability that the chunk answers, which is 0 for a
 * chunk that was not read.
 *
 * @param share Of that probability, in [0, 1].
 * @returns Best first, each with the combined score in [0, 1].
 */
export function rerank<Found extends RetrievedChunk>(
  chunks: readonly Found[],
  readings: Readings,
  share: number,
): readonly Found[] {
  const answers = ({ id }: Found) => 1 / (1 + Math.exp(-(readings.get(id)?.answers ?? Number.NEGATIVE_INFINITY)));
  return chunks
    .map((chunk) => ({ ...chunk, score: (1 - share) * chunk.score + share * answers(chunk) }))
    .sort((a, b) => b.score - a.score);
}
