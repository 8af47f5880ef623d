import { detectLanguage } from "../language/detect-language.js";
import { retrieveAndRerank } from "../reading/rerank.js";
import { createRetriever } from "../retrieval/retriever.js";
import type { AskedIndex } from "./asking.js";
import { type Estimate, estimate } from "./bootstrap.js";
import type { EvaluationSet } from "./datasets/evaluation-set.js";
import { evaluationDay } from "./evaluation-day.js";
import { type Figure, meanFigure } from "./figure.js";
import { inTurn } from "./in-turn.js";
import { documentPath } from "./index-documents.js";
import { mean, type RankMetrics, rankMetrics, rankOfDocument } from "./retrieval-metrics.js";

/** Chunks searched for; enough that ten pages are among them. */
export const CHUNKS = 50;

/** How well the pages of a set are found; the intervals are clustered by page. */
export interface RetrievalFigures {
  /** Questions that a page answers; the others are not asked. */
  readonly questions: number;
  readonly pages: number;
  readonly ndcg10: Estimate;
  readonly mrr10: Estimate;
  readonly recall1: Estimate;
  readonly recall5: Estimate;
}

/** Asks each question of the whole index and sees at which rank its page stands. */
export async function measureRetrieval(
  set: EvaluationSet,
  asked: AskedIndex,
): Promise<{ readonly figures: RetrievalFigures; readonly compared: readonly Figure[] }> {
  const retriever = createRetriever({ ...asked, now: evaluationDay });
  const ranking = { retriever, reader: asked.reader, share: asked.calibration.fusion.readingShare };
  const ranked: { readonly id: string; readonly page: string; readonly metrics: RankMetrics }[] = [];
  const answerable = set.questions.filter(({ lines }) => lines?.length !== 0);
  for await (const { id, question, document } of inTurn(answerable, asked.signal)) {
    const language = detectLanguage(question);
    const chunks = await retrieveAndRerank({ question, language, top: CHUNKS }, ranking);
    const rank = rankOfDocument(
      chunks.map(({ chunk }) => chunk.document),
      documentPath(document),
    );
    ranked.push({ id, page: document, metrics: rankMetrics(rank) });
  }
  const figure = (name: keyof RankMetrics) =>
    estimate(
      ranked,
      ({ page }) => page,
      (sample) => mean(sample.map(({ metrics }) => metrics[name])),
    );
  const figures = {
    questions: ranked.length,
    pages: set.documents.length,
    ndcg10: figure("ndcg10"),
    mrr10: figure("mrr10"),
    recall1: figure("recall1"),
    recall5: figure("recall5"),
  };
  const rows = ranked.map(({ id, page, metrics }) => ({ id, cluster: page, value: metrics.ndcg10 }));
  return { figures, compared: [meanFigure("nDCG@10", rows)] };
}
