import { rerank } from "../reading/rerank.js";
import { documentPath } from "./index-documents.js";
import { rankMetrics, rankOfDocument } from "./retrieval-metrics.js";
import type { EvidenceTraining } from "./train-evidence.js";

/** Shares tried, in this order; the first of equal ones is taken. */
const SHARES = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];

/**
 * Finds the share of the reader in the order of chunks with the best nDCG@10 over the answerable questions; those of
 * OMoS-QA and of the own corpus count the same.
 */
export async function trainReadingShare({
  sets,
  omos,
  own,
  questions,
  find,
  onStep,
}: EvidenceTraining): Promise<number> {
  const ofPages = sets.flatMap((set) =>
    set.questions
      .filter(({ lines }) => lines?.length !== 0)
      .map((asked) => ({ ...asked, index: omos, right: [documentPath(asked.document)], weight: set.weight })),
  );
  const ofOwn = questions.flatMap((asked) =>
    asked.expected === null ? [] : [{ ...asked, index: own, right: asked.expected.documents, weight: 1 }],
  );
  const scores = SHARES.map(() => 0);
  for (const group of [ofPages, ofOwn]) {
    const weights = group.reduce((sum, { weight }) => sum + weight, 0);
    for (const { index, question, language, right, weight } of group) {
      const { retrieval, readings } = await find(index, { question, language });
      SHARES.forEach((share, i) => {
        const documents = rerank(retrieval.chunks, readings, share).map(({ chunk }) => chunk.document);
        const ndcg = Math.max(...right.map((document) => rankMetrics(rankOfDocument(documents, document)).ndcg10));
        scores[i] = (scores[i] ?? 0) + (weight / weights) * (ndcg / 2);
      });
    }
  }
  onStep(`share of the reader, nDCG@10: ${SHARES.map((share, i) => `${share}: ${scores[i]?.toFixed(4)}`).join(", ")}`);
  return SHARES[scores.indexOf(Math.max(...scores))] ?? 0;
}
