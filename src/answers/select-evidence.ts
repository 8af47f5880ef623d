import type { Language, Span } from "../language/language.js";
import { type Calibration, probability } from "../retrieval/calibration.js";
import type { Retrieval, ScoredChunk } from "../retrieval/retriever.js";
import { type EvidenceCandidate, evidenceCandidates } from "./evidence-features.js";
import { questionType } from "./headline/question-type.js";

/** A sentence with the probability that it is part of the answer. */
export interface JudgedSentence extends EvidenceCandidate {
  readonly probability: number;
}

/** Sentences that stand next to each other in a document and are quoted as one. */
export interface EvidencePassage {
  readonly chunk: ScoredChunk;
  /** From the first character of the first sentence to the last one of the last. */
  readonly span: Span;
  readonly sentences: readonly JudgedSentence[];
  /** Of the best sentence. */
  readonly probability: number;
}

/** What the retrieved chunks offer as an answer. */
export interface Evidence {
  /** All sentences, most probable first. */
  readonly judged: readonly JudgedSentence[];
  /** What to quote, most probable first; empty only where there is no sentence at all. */
  readonly passages: readonly EvidencePassage[];
  /** Calibrated probability that the passages answer the question. */
  readonly confidence: number;
}

/** Most passages that an answer quotes: more would not be read. */
const MOST_PASSAGES = 4;

/**
 * Judges every sentence of the retrieved chunks and picks what to quote.
 *
 * @param isHeading Whether a span of a document is one of its headings: a heading is never quoted by itself.
 */
export function selectEvidence(
  question: string,
  retrieval: Retrieval,
  language: Language,
  calibration: Calibration,
  isHeading: (document: string, span: Span) => boolean,
): Evidence {
  const { kind } = questionType(question, language);
  const candidates = evidenceCandidates(retrieval.chunks, retrieval.terms, kind, isHeading);
  const judged = candidates
    .map((candidate) => ({ ...candidate, probability: probability(calibration.evidence, candidate.features) }))
    .sort((a, b) => b.probability - a.probability);
  const quotable = judged.filter(({ isHeading }) => !isHeading);
  const chosen = quotable.filter(({ probability }) => probability >= calibration.evidenceThreshold);
  const passages = joinNeighbours(chosen.length > 0 ? chosen : quotable.slice(0, 1));
  const features = confidenceFeatures(retrieval, judged, language);
  return {
    judged,
    passages: passages.slice(0, MOST_PASSAGES),
    confidence: passages.length === 0 ? 0 : probability(calibration.confidence, features),
  };
}

/**
 * Describes how well the best sentences fit the question.
 *
 * English questions share few words with German documents, so what words say counts apart for them.
 *
 * @param judged Most probable first.
 */
export function confidenceFeatures(
  { chunks, terms }: Retrieval,
  judged: readonly JudgedSentence[],
  language: Language,
): Record<string, number> {
  const [best, second] = judged;
  const weights = terms.terms.reduce((sum, { idf }) => sum + idf, 0) || 1;
  const unknown = terms.terms.reduce((sum, { idf, known }) => sum + (known ? 0 : idf), 0);
  const coverage = Math.max(0, ...judged.slice(0, 20).map(({ features }) => features.chunkOverlap ?? 0));
  const keyword = Math.max(0, ...chunks.map(({ keywordScore }) => keywordScore)) / weights;
  const german = Number(language === "de");
  const raws = chunks.flatMap(({ similarities }) => similarities.raw);
  const centreds = chunks.flatMap(({ similarities }) => similarities.centred);
  return {
    best: logit(best?.probability ?? 0),
    second: logit(second?.probability ?? 0),
    expected: Math.log1p(judged.reduce((sum, { probability }) => sum + probability, 0)),
    bestOverlap: german * (best?.overlap ?? 0),
    bestOverlapEnglish: (1 - german) * (best?.overlap ?? 0),
    bestRaw: Math.max(-1, ...raws),
    bestCentred: Math.max(-1, ...centreds),
    bestSimilarity: Math.max(-1, ...chunks.map(({ similarity }) => similarity)),
    coverage: german * coverage,
    coverageEnglish: (1 - german) * coverage,
    keyword: german * keyword,
    keywordEnglish: (1 - german) * keyword,
    unknown: (german * unknown) / weights,
    english: 1 - german,
    logTerms: Math.log1p(terms.terms.length),
  };
}

/** Joins chosen sentences with nothing but white space between them. */
function joinNeighbours(sentences: readonly JudgedSentence[]): EvidencePassage[] {
  const inOrder = [...sentences].sort((a, b) => a.chunk.id - b.chunk.id || a.span.start - b.span.start);
  const groups: JudgedSentence[][] = [];
  for (const sentence of inOrder) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const { chunk, span } = sentence.chunk === last?.chunk ? last : { chunk: undefined, span: undefined };
    const between =
      chunk && span
        ? chunk.chunk.text.slice(span.end - chunk.chunk.start, sentence.span.start - chunk.chunk.start)
        : "x";
    if (group && between.trim() === "") group.push(sentence);
    else groups.push([sentence]);
  }
  return groups
    .flatMap((group) => {
      const [first] = group;
      const last = group.at(-1);
      if (first === undefined || last === undefined) return [];
      const span = { start: first.span.start, end: last.span.end };
      const best = Math.max(...group.map(({ probability }) => probability));
      return [{ chunk: first.chunk, span, sentences: group, probability: best }];
    })
    .sort((a, b) => b.probability - a.probability);
}

function logit(probability: number): number {
  const bounded = Math.min(0.999, Math.max(0.001, probability));
  return Math.log(bounded / (1 - bounded));
}
