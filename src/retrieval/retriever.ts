import { dot } from "../embeddings/centre.js";
import type { Embedder, Encoding } from "../embeddings/embedder.js";
import type { Language } from "../language/language.js";
import { type QuestionPeriod, readPeriod } from "../language/question-period.js";
import type { KeywordHit } from "../search-index/keyword-index.js";
import type { SearchIndex } from "../search-index/search-index.js";
import type { VectorHit } from "../search-index/vector-store.js";
import type { Calibration } from "./calibration.js";
import { type CorrectedQuestion, type Correction, createQuestionCorrector } from "./correct-question.js";
import { type CandidateScores, fuseScores } from "./fuse-scores.js";
import { queryVector } from "./query-vector.js";
import { type QuestionTerms, questionTerms } from "./question-terms.js";
import type { RetrievedChunk } from "./retrieved-chunk.js";
import { type SentenceSimilarities, sentenceSimilarities } from "./sentence-similarities.js";
import { createStatementSimilarity, type StatementSimilarity } from "./statement-similarity.js";
import { timeFit } from "./time-fit.js";

/** Chunks that each path hands to the fusion. */
const CANDIDATES = 50;

/** What a match with another name of a body counts, against a match with the question's own words. */
const ALIAS_WEIGHT = 0.3;

/** A retrieved chunk with what the search learnt about its sentences. */
export interface ScoredChunk extends RetrievedChunk {
  readonly similarities: SentenceSimilarities;
  /** Analysed terms of each of `chunk.sentences`. */
  readonly sentenceTerms: readonly (readonly string[])[];
  /** BM25 of the question's terms in the chunk, 0 if it holds none. */
  readonly keywordScore: number;
}

/** A chunk that one of the lists found, and what became of it. */
export interface FusedCandidate extends CandidateScores {
  readonly score: number;
  /** `returned`; or left out because its document has enough chunks, or because enough chunks are better. */
  readonly outcome: "returned" | "document limit" | "beyond the best";
}

/** The lists that a search fuses, each best first, and every candidate in the order of the fused score. */
export interface FusedLists {
  /** Empty where a single document is searched: all of its chunks are candidates. */
  readonly vectors: readonly VectorHit[];
  readonly keywords: readonly KeywordHit[];
  /** Found by other names of bodies that the question names. */
  readonly aliases: readonly KeywordHit[];
  readonly candidates: readonly FusedCandidate[];
}

/** What a search found, and what it searched with. */
export interface Retrieval {
  /** Best first. */
  readonly chunks: readonly ScoredChunk[];
  readonly terms: QuestionTerms;
  readonly lists: FusedLists;
  /** The question as the embedding model sees it. */
  readonly encoding: Encoding;
  /** The question that was searched for: without the slips in `corrections`. */
  readonly question: string;
  /** Words that nobody knows and the words that were searched for in their place. */
  readonly corrections: readonly Correction[];
  /** The time that the question asks about, and the ISO date of the day it is asked on. */
  readonly period: QuestionPeriod;
  readonly today: string;
  /** Milliseconds. */
  readonly ms: { readonly embed: number; readonly retrieve: number };
}

/** What is looked for, and where. */
export interface RetrievalRequest {
  readonly question: string;
  readonly language: Language;
  /** Most chunks to return. */
  readonly top: number;
  /** Most chunks of one document. Default: no limit. */
  readonly perDocument?: number | undefined;
  /** Looks into the document of this path only. */
  readonly document?: string | undefined;
}

/** Finds the chunks that may answer a question. */
export interface Retriever {
  retrieve(request: RetrievalRequest): Promise<Retrieval>;
  /** Compares by the same model that searches. */
  readonly similarity: StatementSimilarity;
}

/**
 * Searches by meaning and by words, and fuses both lists.
 *
 * A chunk's dense score joins its own vector with its best sentence's: the passage says what it is about, the
 * sentence whether it answers. Documents that do not fit the time a question asks about stand behind equal ones.
 *
 * @param options.now Clock. Default: the system's.
 */
export function createRetriever(options: {
  readonly index: SearchIndex;
  readonly embedder: Embedder;
  readonly calibration: Calibration;
  readonly now?: (() => Date) | undefined;
}): Retriever {
  const { index, embedder, calibration, now = () => new Date() } = options;
  const { fusion } = calibration;
  const countTokens = (text: string) => embedder.countTokens(text, "query");
  const correct = createQuestionCorrector({ index, countTokens });
  /** A correction may have more tokens; the embedder takes no more than its limit. */
  const readable = (corrected: CorrectedQuestion, written: string): CorrectedQuestion =>
    corrected.text === written || countTokens(corrected.text) <= embedder.maxTokens
      ? corrected
      : { text: written, corrections: [] };

  return {
    similarity: createStatementSimilarity({ embedder, calibration }),
    async retrieve({ question: written, language, top, perDocument, document }) {
      const started = performance.now();
      const { text: question, corrections } = readable(correct(written), written);
      const today = now().toISOString().slice(0, 10);
      const period = readPeriod(question, today);
      const prepared = performance.now();
      const encoding = await embedder.encode(question, "query");
      const query = queryVector(encoding.vector, language, calibration);
      const embedded = performance.now();
      const terms = questionTerms(question, language, index, today);
      const { keywords, aliases } = searchKeywords(index, terms, document);
      const keywordScores = addScores(keywords, aliases);
      const nearest = document === undefined ? index.searchVectors(query.centred, CANDIDATES) : [];
      const similarityOf = new Map(nearest.map(({ id, similarity }) => [id, similarity]));
      const found =
        document === undefined
          ? [...new Set([...similarityOf.keys(), ...keywordScores.keys()])]
          : index.chunksOf(document);
      const candidates = new Map(
        found.map((id) => {
          const stored = index.chunk(id);
          const similarity = similarityOf.get(id) ?? dot(query.centred, index.vector(id));
          const similarities = sentenceSimilarities(query, index.passageMean, stored.sentenceVectors);
          return [id, { ...stored, similarity, similarities, keywordScore: keywordScores.get(id) ?? 0 }];
        }),
      );
      const scores = [...candidates.values()].map(({ id, similarity, similarities, keywordScore }) => ({
        id,
        dense: fusion.chunkShare * similarity + (1 - fusion.chunkShare) * Math.max(-1, ...similarities.centred),
        keyword: keywordScore,
      }));
      const scoresOf = new Map(scores.map((each) => [each.id, each]));
      const counts = new Map<string, number>();
      const fused: FusedCandidate[] = [];
      const chunks: ScoredChunk[] = [];
      const timely = fuseScores(scores, fusion.denseShare[language]).map(({ id, score }) => {
        const document = candidates.get(id)?.document;
        return { id, score: document === undefined ? score : score * timeFit(document, period, today) };
      });
      for (const { id, score } of timely.sort((a, b) => b.score - a.score)) {
        const [candidate, own] = [candidates.get(id), scoresOf.get(id)];
        if (candidate === undefined || own === undefined) continue;
        const count = (counts.get(candidate.chunk.document) ?? 0) + 1;
        counts.set(candidate.chunk.document, count);
        const isOneTooMany = perDocument !== undefined && count > perDocument;
        const outcome = isOneTooMany ? "document limit" : chunks.length < top ? "returned" : "beyond the best";
        fused.push({ ...own, score, outcome });
        const { sentenceVectors: _, ...rest } = candidate;
        if (outcome === "returned") chunks.push({ ...rest, score });
      }
      const ms = { embed: embedded - prepared, retrieve: performance.now() - embedded + (prepared - started) };
      const lists = { vectors: nearest, keywords, aliases, candidates: fused };
      return { chunks, terms, lists, encoding, question, corrections, period, today, ms };
    },
  };
}

function searchKeywords(index: SearchIndex, { terms, aliasTerms }: QuestionTerms, document?: string) {
  const known = terms.filter(({ known }) => known).map(({ term }) => term);
  return {
    keywords: index.searchKeywords(known, CANDIDATES, document),
    aliases: index.searchKeywords(aliasTerms, CANDIDATES, document),
  };
}

function addScores(keywords: readonly KeywordHit[], aliases: readonly KeywordHit[]): Map<number, number> {
  const scores = new Map(keywords.map(({ id, score }) => [id, score]));
  for (const { id, score } of aliases) scores.set(id, (scores.get(id) ?? 0) + ALIAS_WEIGHT * score);
  return scores;
}
