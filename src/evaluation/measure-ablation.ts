import type { AnswerTrace } from "../answers/answer-question.js";
import { detectLanguage } from "../language/detect-language.js";
import { retrieveAndRerank } from "../reading/rerank.js";
import { createRetriever } from "../retrieval/retriever.js";
import { openKeywordIndex, writeKeywordIndex } from "../search-index/keyword-index.js";
import type { SearchIndex } from "../search-index/search-index.js";
import { type AskedIndex, createAsker } from "./asking.js";
import { type Estimate, estimate } from "./bootstrap.js";
import type { EvaluationSet } from "./datasets/evaluation-set.js";
import { evaluationDay } from "./evaluation-day.js";
import { inTurn } from "./in-turn.js";
import { documentPath } from "./index-documents.js";
import { CHUNKS } from "./measure-retrieval.js";
import { mean, rankMetrics, rankOfDocument } from "./retrieval-metrics.js";

/** How well the pages are found with the parts of the search up to this one. */
export interface AblationStep {
  readonly step: string;
  readonly ndcg10: Estimate;
}

/** Documents of the chunks or sentences that a step finds, best first. */
type Ranker = (question: string) => Promise<readonly string[]>;

/**
 * Asks each question of the whole index with more and more of the search: words as they are written, words analysed,
 * meaning alone, both fused, these in the order that the reader gives them, and pages in the order of their sentences
 * after these were judged.
 *
 * @param file Where the index of unanalysed words is written.
 */
export async function measureAblation(set: EvaluationSet, asked: AskedIndex, file: string): Promise<AblationStep[]> {
  const plain = openPlainWords(asked.index, file);
  const steps: readonly (readonly [string, Ranker])[] = [
    ["words as they are written", async (question) => plain.search(question)],
    ["words analysed", retrieving(asked, 0)],
    ["meaning alone", retrieving(asked, 1)],
    ["fused", retrieving(asked, null)],
    ["fused and read", reading(asked)],
    ["fused, by judged sentences", judging(asked)],
  ];
  const answerable = set.questions.filter(({ lines }) => lines?.length !== 0);
  try {
    const rows: AblationStep[] = [];
    for (const [step, rank] of steps) {
      const values: { readonly page: string; readonly ndcg10: number }[] = [];
      for await (const { question, document } of inTurn(answerable, asked.signal)) {
        const place = rankOfDocument(await rank(question), documentPath(document));
        values.push({ page: document, ndcg10: rankMetrics(place).ndcg10 });
      }
      const ndcg10 = estimate(
        values,
        ({ page }) => page,
        (sample) => mean(sample.map((value) => value.ndcg10)),
      );
      rows.push({ step, ndcg10 });
    }
    return rows;
  } finally {
    plain.close();
  }
}

/** The search as it is, with another share of the meaning: 0 leaves the words alone, 1 the meaning; null changes nothing. */
function retrieving(asked: AskedIndex, denseShare: number | null): Ranker {
  const { fusion } = asked.calibration;
  const shares = denseShare === null ? fusion.denseShare : { de: denseShare, en: denseShare };
  const calibration = { ...asked.calibration, fusion: { ...fusion, denseShare: shares } };
  const retriever = createRetriever({ ...asked, calibration, now: evaluationDay });
  return async (question) => {
    const { chunks } = await retriever.retrieve({ question, language: detectLanguage(question), top: CHUNKS });
    const found = denseShare === 0 ? chunks.filter(({ keywordScore }) => keywordScore > 0) : chunks;
    return found.map(({ chunk }) => chunk.document);
  };
}

/** The search with its reader. */
function reading(asked: AskedIndex): Ranker {
  const { reader, calibration } = asked;
  const ranking = {
    retriever: createRetriever({ ...asked, now: evaluationDay }),
    reader,
    share: calibration.fusion.readingShare,
  };
  return async (question) => {
    const request = { question, language: detectLanguage(question), top: CHUNKS };
    return (await retrieveAndRerank(request, ranking)).map(({ chunk }) => chunk.document);
  };
}

/** The pages of the judged sentences, then those that were found but not read. */
function judging(asked: AskedIndex): Ranker {
  let trace: AnswerTrace | undefined;
  const ask = createAsker(asked, (each) => {
    trace = each;
  });
  return async (question) => {
    await ask(question);
    const judged = trace?.evidence.judged.map(({ chunk }) => chunk.document.path) ?? [];
    const found = trace?.retrieval.lists.candidates.map(({ id }) => asked.index.chunk(id).chunk.document) ?? [];
    return [...judged, ...found];
  };
}

/** BM25 over words in lower case and nothing else: what an index without analysis finds. */
function openPlainWords(index: SearchIndex, file: string) {
  const wordsOf = (text: string) =>
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const chunks = Array.from({ length: index.chunkCount }, (_, id) => index.chunk(id));
  const rows = chunks.map(({ chunk, document }, id) => ({
    id,
    title: wordsOf(document.title),
    headings: wordsOf(chunk.headings.join(" ")),
    body: wordsOf(chunk.text),
  }));
  writeKeywordIndex(file, rows, new Map());
  const keywords = openKeywordIndex(file);
  return {
    search: (question: string) =>
      keywords.search([...new Set(wordsOf(question))], CHUNKS).flatMap(({ id }) => chunks[id]?.chunk.document ?? []),
    close: () => keywords.close(),
  };
}
