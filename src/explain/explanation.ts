import type { Answer, AnswerStatus } from "../answers/answer.js";
import type { QuestionTrace } from "../answers/answer-question.js";
import type { HeadlineDecision } from "../answers/headline/find-headline.js";
import type { JudgedSentence } from "../answers/select-evidence.js";
import type { Language } from "../language/language.js";
import type { QuestionTerm } from "../retrieval/question-terms.js";
import type { FusedCandidate } from "../retrieval/retriever.js";
import type { SearchIndex } from "../search-index/search-index.js";
import { type Loss, touches, traceExpected } from "./trace-expected.js";

/** A place of a document with its words. */
export interface ExplainedPlace {
  readonly document: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A chunk that the search found, with its places in both lists. */
export interface ExplainedChunk extends ExplainedPlace {
  /** Place after the fusion, from 1. */
  readonly rank: number;
  /** Places in the lists, from 1; null where a list does not hold it. */
  readonly vectorRank: number | null;
  readonly keywordRank: number | null;
  readonly aliasRank: number | null;
  /** Scores that were fused: cosine in [-1, 1] and BM25; each list has its own scale. */
  readonly dense: number;
  readonly keyword: number;
  readonly score: number;
  readonly outcome: FusedCandidate["outcome"];
}

/** The part of a sentence that the reader takes for the shortest answer. */
export interface ExplainedSpan extends Omit<ExplainedPlace, "document"> {
  /** That it is, among all spans of the chunk that was read, in [0, 1]. */
  readonly probability: number;
}

/** A sentence that was judged. */
export interface ExplainedSentence extends ExplainedPlace {
  /** Place by focus, from 1. */
  readonly rank: number;
  readonly focus: number;
  readonly probability: number;
  readonly isHeading: boolean;
  readonly outcome: "quoted" | "chosen, not quoted" | "not chosen";
  /** Null where the sentence was not read, or holds no word. */
  readonly shortest: ExplainedSpan | null;
  readonly features: Readonly<Record<string, number>>;
}

/** A named number that spoke for or against the answer. */
export interface ExplainedFeature {
  readonly name: string;
  readonly value: number;
  readonly weight: number;
}

/** A standalone question that was looked up, and what the quotes for it gave. */
export interface ExplainedLookup {
  readonly searchedFor: string;
  readonly status: AnswerStatus;
  readonly confidence: number;
}

/** What a language model made of the passages that it was given. */
export interface ExplainedWriting {
  readonly passages: number;
  /** Of the answer that it wrote; null where that was not given. */
  readonly claims: NonNullable<Answer["generated"]>["claims"] | null;
  readonly ms: number;
}

/**
 * What every stage said to one question, for a maintainer; all of it is taken from the run that answered.
 *
 * Of several standalone questions that were looked up, it is about the surest one.
 */
export interface Explanation {
  readonly searchedFor: string;
  readonly otherLookups: readonly ExplainedLookup[];
  readonly language: Language;
  readonly document: string | null;
  readonly terms: readonly QuestionTerm[];
  /** Terms of other names of bodies that the question names. */
  readonly aliasTerms: readonly string[];
  readonly lists: { readonly vectors: number; readonly keywords: number; readonly aliases: number };
  /** The best candidates, and those with the expected passage. */
  readonly candidates: readonly ExplainedChunk[];
  readonly candidateCount: number;
  /** The best sentences, the quoted ones and those of the expected passage. */
  readonly sentences: readonly ExplainedSentence[];
  readonly sentenceCount: number;
  readonly headline: HeadlineDecision & { readonly shown: string | null };
  readonly confidence: {
    readonly value: number;
    readonly answeredFrom: number;
    readonly partialFrom: number;
    /** Those that weigh most first. */
    readonly features: readonly ExplainedFeature[];
  };
  /**
   * Quotes, those of related passages among them; how many of them the documents hold word for word; and how many those are
   * without what others say and with neighbours joined.
   */
  readonly quotes: { readonly made: number; readonly verbatim: number; readonly tidied: number };
  /** What the quotes alone gave. */
  readonly quotesStatus: AnswerStatus;
  /** Null where no language model was asked to write. */
  readonly writing: ExplainedWriting | null;
  /** Of the answer that was given. */
  readonly status: AnswerStatus;
  readonly generator: string;
  /** Of this look-up and its quotes. */
  readonly ms: Answer["ms"];
  /** Where the expected passage was lost; null where none was named. */
  readonly expected: (Loss & { readonly places: readonly ExplainedPlace[] }) | null;
}

/** So many candidates and sentences are shown. */
const SHOWN = 10;

/**
 * Makes the stages' own values readable.
 *
 * @param expected Words or a document that should have been quoted; null where nothing is known to be right.
 */
export function explainAnswer(trace: QuestionTrace, expected: string | null): Explanation {
  const { answer, chosen } = trace;
  const { request, index, retrieval, evidence, made, verbatim, answer: byQuotes } = chosen;
  const { lists } = retrieval;
  const traced = expected === null ? null : traceExpected(trace, expected);
  const isExpected = ({ document, start, end }: ExplainedPlace) =>
    traced !== null && touches(traced.places, document, { start, end });
  const ranks = [lists.vectors, lists.keywords, lists.aliases].map(
    (list) => new Map(list.map(({ id }, i) => [id, i + 1])),
  );
  const [vectorRanks, keywordRanks, aliasRanks] = ranks;
  const candidates = lists.candidates.map(({ id, dense, keyword, score, outcome }, i): ExplainedChunk => {
    const { document, start, end, text } = index.chunk(id).chunk;
    return {
      ...{ rank: i + 1, document, start, end, text, dense, keyword, score, outcome },
      vectorRank: vectorRanks?.get(id) ?? null,
      keywordRank: keywordRanks?.get(id) ?? null,
      aliasRank: aliasRanks?.get(id) ?? null,
    };
  });
  const passed = new Set([...evidence.chosen, ...evidence.passages.flatMap((passage) => passage.sentences)]);
  const sentences = evidence.judged.map((sentence, i): ExplainedSentence => {
    const { chunk, span, text, focus, probability, isHeading, features } = sentence;
    const document = chunk.document.path;
    const isQuoted = answer.citations.some((each) => touches([each], document, span));
    const outcome = isQuoted ? "quoted" : passed.has(sentence) ? "chosen, not quoted" : "not chosen";
    const shortest = explainSpan(sentence);
    return { rank: i + 1, document, ...span, text, focus, probability, isHeading, outcome, shortest, features };
  });
  const { model, answeredFrom, partialFrom } = evidence.confidenceModel;
  const features = Object.entries(model.weights).map(([name, weight]) => {
    return { name, value: evidence.confidenceFeatures[name] ?? 0, weight };
  });
  return {
    searchedFor: byQuotes.searchedFor,
    otherLookups: trace.lookups.flatMap((lookup) => (lookup === chosen ? [] : [explainLookup(lookup.answer)])),
    language: answer.language,
    document: request.document ?? null,
    terms: retrieval.terms.terms,
    aliasTerms: retrieval.terms.aliasTerms,
    lists: { vectors: lists.vectors.length, keywords: lists.keywords.length, aliases: lists.aliases.length },
    candidates: candidates.filter((each) => each.rank <= SHOWN || isExpected(each)),
    candidateCount: candidates.length,
    sentences: sentences.filter((each) => each.rank <= SHOWN || each.outcome === "quoted" || isExpected(each)),
    sentenceCount: sentences.length,
    headline: { ...evidence.headline, shown: answer.headline },
    confidence: {
      value: evidence.confidence,
      answeredFrom,
      partialFrom,
      features: features.sort((a, b) => Math.abs(b.weight * b.value) - Math.abs(a.weight * a.value)),
    },
    quotes: {
      made: made.length,
      verbatim: verbatim.length,
      tidied: byQuotes.citations.length + byQuotes.related.length,
    },
    quotesStatus: byQuotes.status,
    writing: trace.passages && {
      passages: trace.passages.length,
      claims: answer.generated?.claims ?? null,
      ms: Math.round(10 * (answer.ms.total - byQuotes.ms.total)) / 10,
    },
    status: answer.status,
    generator: answer.generator,
    ms: byQuotes.ms,
    expected: traced && { ...traced.loss, places: traced.places.map((place) => withText(place, index)) },
  };
}

function explainSpan({ text, span, answer }: JudgedSentence): ExplainedSpan | null {
  if (answer === null) return null;
  const { start, end, logProbability } = answer;
  return { start, end, text: text.slice(start - span.start, end - span.start), probability: Math.exp(logProbability) };
}

function explainLookup({ searchedFor, status, confidence }: Answer): ExplainedLookup {
  return { searchedFor, status, confidence };
}

function withText(place: Omit<ExplainedPlace, "text">, index: SearchIndex): ExplainedPlace {
  return { ...place, text: index.document(place.document)?.text.slice(place.start, place.end) ?? "" };
}
