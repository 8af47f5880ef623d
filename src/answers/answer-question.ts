import type { Language } from "../language/language.js";
import type { Reader } from "../reading/reader.js";
import type { Calibration } from "../retrieval/calibration.js";
import type { RetrievedChunk } from "../retrieval/retrieved-chunk.js";
import type { Retrieval, Retriever } from "../retrieval/retriever.js";
import { isNewer, isOutOfDate, speaksOf } from "../retrieval/time-fit.js";
import type { SearchIndex } from "../search-index/search-index.js";
import type { Answer, Citation } from "./answer.js";
import { checkCitations } from "./check-quotes.js";
import { cite } from "./cite.js";
import { contradictionNotes, type Statement } from "./contradictions.js";
import { extractiveText } from "./extractive-answer.js";
import { type FoundChunks, findChunks } from "./find-chunks.js";
import { ANSWER_PHRASES } from "./phrases.js";
import { quoteBlocks } from "./quote-blocks.js";
import { type Evidence, type JudgedSentence, selectEvidence } from "./select-evidence.js";
import { sourceNotes } from "./source-notes.js";
import { tidyCitations } from "./tidy-citations.js";

/** Most passages of one document that are quoted. */
const QUOTES_OF_DOCUMENT = 2;

/** Share of the best confidence that passages of the time asked about need. */
const TIMELY = 0.9;

/** Most passages that a refusal names. */
const MOST_RELATED = 2;

/** A passage below this centred cosine has nothing to do with the question. */
const RELATED_FROM = 0.3;

/** What answering takes; one for each audience. */
export interface AnsweringOptions {
  readonly index: SearchIndex;
  readonly retriever: Retriever;
  /** Reads the best chunks with the question in mind; null where the embedding model has no reader. */
  readonly reader: Reader | null;
  readonly calibration: Calibration;
  /** Whom to ask when the documents have no answer. */
  readonly contact: string | null;
  /** Told what every stage gave, after each answer. */
  readonly onTrace?: ((trace: AnswerTrace) => void) | undefined;
}

/** A standalone question. */
export interface AnswerRequest {
  /** As the person wrote it. */
  readonly question: string;
  /** The same, completed where it is a follow-up; as long as the embedding model takes at most. */
  readonly searchedFor: string;
  readonly language: Language;
  /** Looks into the document of this path only. */
  readonly document?: string | undefined;
}

/** What every stage gave on the way to an answer. Nothing in it is computed for the trace alone. */
export interface AnswerTrace {
  readonly request: AnswerRequest;
  /** What was searched, for reading the texts that the stages speak of. */
  readonly index: SearchIndex;
  readonly retrieval: Retrieval;
  readonly evidence: Evidence;
  /** Citations, those of related passages among them, before they were compared with the stored text. */
  readonly made: readonly Citation[];
  /** Those of them that are word for word in their documents; some say what others say and are not quoted. */
  readonly verbatim: readonly Citation[];
  readonly answer: Answer;
}

/** How a person's question came to its answer. */
export interface QuestionTrace {
  /** What the person was told. */
  readonly answer: Answer;
  /** The surest one: its quotes are the answer, unless a language model wrote that or the person was asked back. */
  readonly chosen: AnswerTrace;
  /** Of every standalone question that was looked up, the chosen one among them. */
  readonly lookups: readonly AnswerTrace[];
  /** What a language model was given to write from; null where none was asked to write. */
  readonly passages: readonly RetrievedChunk[] | null;
}

/**
 * Answers a standalone question with checked quotes, or says that there is no answer.
 *
 * Nothing leaves without the comparison of every quote with the stored text; an answer without a quote is a refusal.
 */
export async function answerQuestion(request: AnswerRequest, options: AnsweringOptions): Promise<Answer> {
  const { index, calibration } = options;
  const { searchedFor, language, document } = request;
  const started = performance.now();
  const found = await findChunks({ question: searchedFor, language, document }, options);
  const { question, retrieval, wholeDocument } = found;
  const { corrections, today } = retrieval;
  const evidence = timelyEvidence(found, calibration);
  const textOf = (path: string) => index.document(path);
  const made: Citation[] = [];
  const verbatim: Citation[] = [];
  const checked = (citations: readonly Citation[]) => {
    const passed = checkCitations(citations, textOf);
    made.push(...citations);
    verbatim.push(...passed);
    return passed;
  };
  const tidyOptions = {
    textOf: (path: string) => textOf(path)?.text,
    prefers: (first: string, second: string) => isNewer(textOf(first)?.frontMatter, textOf(second)?.frontMatter, today),
    perDocument: wholeDocument ? Number.POSITIVE_INFINITY : QUOTES_OF_DOCUMENT,
  };
  const tidy = (citations: readonly Citation[]) =>
    tidyCitations(checked(citations), tidyOptions).map((citation, i) => ({ ...citation, marker: i + 1 }));
  const notesOn = (citations: readonly Citation[]) => [
    ...contradictionNotes(statementsOf(evidence, citations, today), language),
    ...sourceNotes(citations, { question, language, today, aliases: index.aliases, documentOf: textOf }),
  ];

  const finish = (part: Omit<Answer, "question" | "searchedFor" | "corrections" | "language" | "ms">): Answer => {
    const { embed, retrieve } = retrieval.ms;
    const total = performance.now() - started;
    const ms = { embed, retrieve, answer: total - embed - retrieve, total };
    const answer = { question: request.question, searchedFor, corrections, language, ...part, ms: roundAll(ms) };
    options.onTrace?.({ request, index, retrieval, evidence, made, verbatim, answer });
    return answer;
  };
  const refusal = () => {
    const related = tidy(relatedPassages(retrieval, evidence, index.generation));
    const phrases = ANSWER_PHRASES[language];
    const reason = related.length > 0 ? phrases.relatedOnly : phrases.nothingRelated;
    const text = options.contact === null ? reason : `${reason}\n${phrases.contact(options.contact)}`;
    const { confidence } = evidence;
    return finish({
      status: "not_found",
      headline: null,
      text,
      citations: [],
      notes: [],
      related,
      confidence,
      generator: "extractive",
    });
  };

  const { status } = evidence;
  if (status === "not_found") return refusal();
  const quotes = evidence.passages.map(({ chunk, span }, i) => cite(chunk, span, i + 1, index.generation));
  const citations = tidy(quotes);
  if (citations.length === 0) return refusal();
  // Over quotes that may answer only in part, a headline would promise too much.
  const headline = status === "answered" ? evidence.headline.text : null;
  const notes = notesOn(citations);
  return finish({
    status,
    headline,
    text: extractiveText(headline, citations, status, language, notes),
    citations,
    notes,
    related: [],
    confidence: evidence.confidence,
    generator: "extractive",
  });
}

/**
 * The evidence for a question; where the question states a time, that of the passages which may speak of it, unless they
 * answer it less well.
 */
function timelyEvidence(found: FoundChunks, calibration: Calibration): Evidence {
  const { retrieval, wholeDocument } = found;
  const { chunks, period, today } = retrieval;
  const all = selectEvidence(found, calibration);
  if (period.stated !== "none" && !wholeDocument) {
    const timely = chunks.filter(
      ({ document }) => speaksOf(document, period) && (period.stated === "given" || !isOutOfDate(document, today)),
    );
    if (timely.length > 0 && timely.length < chunks.length) {
      const evidence = selectEvidence({ ...found, retrieval: { ...retrieval, chunks: timely } }, calibration);
      const complete = evidence.headline.text !== null || all.headline.text === null;
      if (complete && evidence.confidence >= TIMELY * all.confidence) return evidence;
    }
  }
  return all;
}

/** The quoted sentences that seem to answer, without those of documents that no longer hold: of them a note says so. */
function statementsOf({ chosen }: Evidence, citations: readonly Citation[], today: string): Statement[] {
  return chosen.flatMap(({ text, span, chunk: { document } }) => {
    const { path, language, frontMatter } = document;
    const citation = citations.find(
      (each) => each.document === path && each.start <= span.start && span.end <= each.end,
    );
    if (citation === undefined || isOutOfDate(document, today)) return [];
    return [{ text, language, document: path, marker: citation.marker, date: frontMatter.date }];
  });
}

/** The best passage of each of the best documents that have something to do with the question. */
function relatedPassages(retrieval: Retrieval, { judged }: Evidence, generation: string): Citation[] {
  const nearest: JudgedSentence[] = [];
  for (const sentence of judged) {
    const { chunk, isHeading, features } = sentence;
    if (nearest.length === MOST_RELATED) break;
    if (isHeading || nearest.some((other) => other.chunk.document.path === chunk.document.path)) continue;
    if ((features.centred ?? 0) >= RELATED_FROM && retrieval.chunks.includes(chunk)) nearest.push(sentence);
  }
  // A row or an item alone says nothing: "Gast | Haus".
  const passages = nearest.flatMap((sentence) => quoteBlocks([sentence], judged));
  return passages.map(({ chunk, span }, i) => cite(chunk, span, i + 1, generation));
}

function roundAll(ms: Answer["ms"]): Answer["ms"] {
  const round = (value: number) => Math.round(value * 10) / 10;
  return { embed: round(ms.embed), retrieve: round(ms.retrieve), answer: round(ms.answer), total: round(ms.total) };
}
