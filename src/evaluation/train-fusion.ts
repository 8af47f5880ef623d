import type { Embedder } from "../embeddings/embedder.js";
import type { Language } from "../language/language.js";
import type { Calibration } from "../retrieval/calibration.js";
import { type CandidateScores, fuseScores } from "../retrieval/fuse-scores.js";
import { createRetriever } from "../retrieval/retriever.js";
import type { SearchIndex } from "../search-index/search-index.js";
import type { EvaluationSet } from "./datasets/evaluation-set.js";
import { evaluationDay } from "./evaluation-day.js";
import { documentPath } from "./index-documents.js";
import { mean, rankMetrics, rankOfDocument } from "./retrieval-metrics.js";

const LANGUAGES: readonly Language[] = ["de", "en"];

/** Shares tried, in this order; the first of equal ones is taken. */
const DENSE_SHARES = [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1];
const CHUNK_SHARES = [0.3, 0.4, 0.5];

interface Candidates {
  readonly page: string;
  readonly scores: readonly CandidateScores[];
}

/** Finds the shares of the fusion with the best nDCG@10 over the answerable questions, the mean of both languages. */
export async function trainFusion(options: {
  readonly sets: Readonly<Record<Language, EvaluationSet>>;
  readonly index: SearchIndex;
  readonly embedder: Embedder;
  readonly calibration: Calibration;
  readonly onStep: (step: string) => void;
}): Promise<Calibration["fusion"]> {
  const { sets, index, embedder, calibration, onStep } = options;

  /** The lists do not depend on the share of the dense one. */
  async function candidatesOf(language: Language, chunkShare: number): Promise<Candidates[]> {
    const fusion = { ...calibration.fusion, chunkShare };
    const tried = { ...calibration, fusion };
    const retriever = createRetriever({ index, embedder, calibration: tried, now: evaluationDay });
    const found: Candidates[] = [];
    for (const { question, document, lines } of sets[language].questions) {
      if (lines?.length === 0) continue;
      const { lists } = await retriever.retrieve({ question, language, top: 0 });
      found.push({ page: documentPath(document), scores: lists.candidates });
    }
    return found;
  }
  const ndcgOf = (questions: readonly Candidates[], denseShare: number) =>
    mean(
      questions.map(({ page, scores }) => {
        const documents = fuseScores(scores, denseShare).map(({ id }) => index.chunk(id).chunk.document);
        return rankMetrics(rankOfDocument(documents, page)).ndcg10;
      }),
    );

  let best = { score: 0, fusion: calibration.fusion };
  for (const chunkShare of CHUNK_SHARES) {
    const denseShare = { de: 0, en: 0 };
    let score = 0;
    for (const language of LANGUAGES) {
      const candidates = await candidatesOf(language, chunkShare);
      let highest = 0;
      for (const share of DENSE_SHARES) {
        const ndcg = ndcgOf(candidates, share);
        if (ndcg <= highest) continue;
        highest = ndcg;
        denseShare[language] = share;
      }
      score += highest / LANGUAGES.length;
    }
    if (score > best.score) best = { score, fusion: { ...calibration.fusion, chunkShare, denseShare } };
    onStep(
      `chunk share ${chunkShare}: dense ${denseShare.de} de, ${denseShare.en} en, mean nDCG@10 ${score.toFixed(4)}`,
    );
  }
  return best.fusion;
}
