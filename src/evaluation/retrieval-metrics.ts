/** Quality of one ranked list with a single right document. */
export interface RankMetrics {
  /** 1 / log2(rank + 1) if the right document is among the first ten, else 0. */
  readonly ndcg10: number;
  /** 1 / rank if the right document is among the first ten, else 0. */
  readonly mrr10: number;
  /** 1 if the right document is the first, else 0. */
  readonly recall1: number;
  /** 1 if the right document is among the first five, else 0. */
  readonly recall5: number;
}

/** @param rank Place of the right document, from 1; null if it was not found. */
export function rankMetrics(rank: number | null): RankMetrics {
  const within = (limit: number) => rank !== null && rank <= limit;
  return {
    ndcg10: rank !== null && within(10) ? 1 / Math.log2(rank + 1) : 0,
    mrr10: rank !== null && within(10) ? 1 / rank : 0,
    recall1: within(1) ? 1 : 0,
    recall5: within(5) ? 1 : 0,
  };
}

/**
 * Place of a document in a list of chunks, where a document stands where its best chunk stands.
 *
 * @param documents The chunks' documents, best chunk first.
 * @returns From 1; null if the document is not in the list.
 */
export function rankOfDocument(documents: readonly string[], wanted: string): number | null {
  const place = [...new Set(documents)].indexOf(wanted);
  return place === -1 ? null : place + 1;
}

/** Arithmetic mean; 0 for no values. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
