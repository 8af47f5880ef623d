import type { Span } from "../language/language.js";
import type { AnswerSpan } from "../reading/answer-span.js";
import type { ScoredChunk } from "../retrieval/retriever.js";
import { answerTypeFit, asksForFact } from "./answer-type-fit.js";
import type { FoundChunks } from "./find-chunks.js";
import type { QuestionKind } from "./headline/question-type.js";

/** A sentence of a retrieved chunk, and everything that speaks for or against quoting it. */
export interface EvidenceCandidate {
  readonly chunk: ScoredChunk;
  /** Offsets into the document's text. */
  readonly span: Span;
  readonly text: string;
  /** True for a heading of the document: it names a topic, but says nothing about it. */
  readonly isHeading: boolean;
  /** Share of the question's term weights that the sentence holds, in [0, 1]. */
  readonly overlap: number;
  /** The part that the reader takes for the shortest answer; null where it was not read. */
  readonly answer: AnswerSpan | null;
  readonly features: Readonly<Record<string, number>>;
}

/** Features that weigh differently where one sentence, not a passage, answers. */
const SHARPER_FOR_FACTS = [
  "rawDeviation",
  "centred",
  "overlap",
  "beforeCentred",
  "afterCentred",
  "leadInCentred",
  "chunkRank",
  "isListItem",
  "typeFit",
  "read",
  "readChunk",
] as const;

interface Line {
  readonly span: Span;
  readonly text: string;
  readonly raw: number;
  readonly centred: number;
  readonly overlap: number;
  readonly isHeading: boolean;
  readonly isListItem: boolean;
  readonly endsInColon: boolean;
  /** Log-odds by the reader; null if the chunk was not read. */
  readonly read: number | null;
}

/** Log-odds of the reader beyond these say no more. */
const MOST_LOG_ODDS = 6;

/**
 * Describes every sentence of the chunks for the evidence model.
 *
 * @param kind What the question asks for.
 * @returns The sentences chunk by chunk, in the order of the text within a chunk.
 */
export function evidenceCandidates(
  { language, retrieval: { chunks, terms }, readings, isHeading }: FoundChunks,
  kind: QuestionKind,
): EvidenceCandidate[] {
  const fact = Number(asksForFact(kind));
  const weights = new Map(terms.terms.map(({ term, idf }) => [term, idf]));
  const lines = chunks.map((chunk) => linesOf(chunk, readings.get(chunk.id)?.sentences ?? [], weights, isHeading));
  const raws = lines.flat().map(({ raw }) => raw);
  const mostRead = Math.max(...lines.flat().map(({ read }) => read ?? -MOST_LOG_ODDS));
  const best = Math.max(...raws);
  const centre = raws.reduce((sum, value) => sum + value, 0) / raws.length;
  const spread = Math.sqrt(raws.reduce((sum, value) => sum + (value - centre) ** 2, 0) / raws.length) || 1;

  return chunks.flatMap((chunk, rank) => {
    const own = lines[rank] ?? [];
    const chunkOverlap = overlapOf(chunk.sentenceTerms.flat(), weights);
    const count = own.length;
    const reading = readings.get(chunk.id);
    return own.map((line, i) => {
      const before = own[i - 1];
      const after = own[i + 1];
      const leadIn = own.slice(0, i).findLast(({ isHeading, endsInColon }) => isHeading || endsInColon);
      const words = line.text.split(/\s+/).length;
      const features = {
        rawBelowBest: 10 * (line.raw - best),
        rawDeviation: (line.raw - centre) / spread,
        centred: line.centred,
        overlap: line.overlap,
        chunkOverlap,
        beforeCentred: before?.centred ?? 0,
        afterCentred: after?.centred ?? 0,
        beforeOverlap: before?.overlap ?? 0,
        afterOverlap: after?.overlap ?? 0,
        leadInCentred: leadIn?.centred ?? 0,
        leadInOverlap: leadIn?.overlap ?? 0,
        listItemLeadIn: line.isListItem ? (leadIn?.centred ?? 0) : 0,
        chunkScore: chunk.score,
        chunkSimilarity: chunk.similarity,
        chunkRank: 1 / (rank + 1),
        isHeading: Number(line.isHeading),
        isListItem: Number(line.isListItem),
        endsInColon: Number(line.endsInColon),
        isQuestion: Number(line.text.endsWith("?")),
        logWords: Math.log(words),
        isFragment: Number(words < 4),
        opensDocument: Number(line.span.start === 0),
        place: count > 1 ? i / (count - 1) : 0,
        logSentences: Math.log(raws.length),
        typeFit: answerTypeFit(kind, line.text),
        english: Number(language === "en"),
        unread: Number(line.read === null),
        read: line.read ?? 0,
        readBelowBest: line.read === null ? 0 : line.read - mostRead,
        readBefore: before?.read ?? 0,
        readAfter: after?.read ?? 0,
        readChunk: bounded(reading?.answers ?? 0),
      };
      const factFeatures = Object.fromEntries(
        SHARPER_FOR_FACTS.map((name) => [`fact.${name}`, fact * features[name]] as const),
      );
      const { span, text, isHeading, overlap } = line;
      const answer = reading?.spans[i] ?? null;
      return { chunk, span, text, isHeading, overlap, answer, features: { ...features, fact, ...factFeatures } };
    });
  });
}

function linesOf(
  { chunk, similarities, sentenceTerms }: ScoredChunk,
  read: readonly number[],
  weights: ReadonlyMap<string, number>,
  isHeading: (document: string, span: Span) => boolean,
): Line[] {
  return chunk.sentences.map((span, i) => {
    const text = chunk.text.slice(span.start - chunk.start, span.end - chunk.start);
    const logOdds = read[i];
    return {
      span,
      text,
      raw: similarities.raw[i] ?? 0,
      centred: similarities.centred[i] ?? 0,
      overlap: overlapOf(sentenceTerms[i] ?? [], weights),
      isHeading: isHeading(chunk.document, span),
      isListItem: /^(?:[-•*]|\d+\.)\s/.test(text),
      endsInColon: text.endsWith(":"),
      read: logOdds === undefined ? null : bounded(logOdds),
    };
  });
}

/** Log-odds of the reader as far as they say something. */
export function bounded(logOdds: number): number {
  return Math.min(MOST_LOG_ODDS, Math.max(-MOST_LOG_ODDS, logOdds));
}

/** Share of the question's term weights that these terms hold, in [0, 1]. */
function overlapOf(terms: readonly string[], weights: ReadonlyMap<string, number>): number {
  let all = 0;
  for (const weight of weights.values()) all += weight;
  if (all === 0) return 0;
  let held = 0;
  for (const term of new Set(terms)) held += weights.get(term) ?? 0;
  return held / all;
}
