import type { Span } from "../language/language.js";
import { type Calibration, type ConfidenceModel, linearScore, logit, probability } from "../retrieval/calibration.js";
import type { ScoredChunk } from "../retrieval/retriever.js";
import { isOutOfDate } from "../retrieval/time-fit.js";
import { chooseHeadline, findHeadlines, type Headlines, proves } from "./choose-headline.js";
import { contradict } from "./contradictions.js";
import { type DecidedStatus, decideStatus } from "./decide-status.js";
import { bounded, type EvidenceCandidate, evidenceCandidates } from "./evidence-features.js";
import type { FoundChunks } from "./find-chunks.js";
import type { HeadlineDecision } from "./headline/find-headline.js";
import { type QuestionKind, questionType } from "./headline/question-type.js";
import { quoteBlocks } from "./quote-blocks.js";

/** A sentence with what the models say of it. */
export interface JudgedSentence extends EvidenceCandidate {
  /** Probability that it is part of the answer. */
  readonly probability: number;
  /** Its share in the competition of all sentences for being the one that answers; 0 for headings. */
  readonly focus: number;
}

/** A block of a document that is quoted as one. */
export interface EvidencePassage {
  readonly chunk: ScoredChunk;
  /** From the first character of the first sentence to the last one of the last. */
  readonly span: Span;
  /** In the order of the text. */
  readonly sentences: readonly JudgedSentence[];
}

/** What the retrieved chunks offer as an answer. */
export interface Evidence {
  /** All sentences, best first. */
  readonly judged: readonly JudgedSentence[];
  /** What to quote, best first; empty only where there is no sentence at all. */
  readonly passages: readonly EvidencePassage[];
  /** The sentences that seem to answer, best first; where a headline is sure, only those that prove it are quoted. */
  readonly chosen: readonly JudgedSentence[];
  /** The shortest span that answers, in the question's language. */
  readonly headline: HeadlineDecision;
  /** Calibrated probability that the passages answer the question, and what speaks for it. */
  readonly confidence: number;
  readonly confidenceFeatures: Readonly<Record<string, number>>;
  readonly confidenceModel: ConfidenceModel;
  readonly status: DecidedStatus;
}

/**
 * Sentences are quoted until they hold this share of the focus, but at most so many, and none that has less than a
 * twentieth of the best one's: of the quotes for golden questions of dev every seventh was such a one, and proved one
 * answer in a hundred.
 */
const FOCUS_QUOTED = 0.9;
const MOST_SENTENCES = 5;
const LEAST_OF_BEST = 0.05;

/** Beside the best one, no sentence is quoted of which the reader says by lower log-odds that it answers. */
const LEAST_READ = -3;

/** Most passages that an answer quotes: more would not be read. */
const MOST_PASSAGES = 4;
const MOST_PASSAGES_OF_DOCUMENT = 8;

/** Judges every sentence of the retrieved chunks and picks what to quote. */
export function selectEvidence(found: FoundChunks, calibration: Calibration): Evidence {
  const { question, language, wholeDocument } = found;
  const { kind } = questionType(question, language);
  const candidates = evidenceCandidates(found, kind);
  const judged = judge(candidates, calibration);
  const quotable = judged.filter(({ isHeading }) => !isHeading);
  const best = wholeDocument
    ? quotable.filter(({ probability }, i) => i === 0 || probability >= calibration.evidenceThreshold)
    : mostOfTheFocus(quotable);
  const opposed = wholeDocument ? [] : contradicting(best, quotable, found.retrieval.today);
  const chosen = [...best, ...opposed];
  const headlines = findHeadlines(found, chosen, quotable);
  const features = confidenceFeatures(found, judged, kind, headlines);
  const confidenceModel = wholeDocument ? calibration.confidence.document : calibration.confidence.corpus;
  const confidence = quotable.length === 0 ? 0 : probability(confidenceModel.model, features);
  const isDisputed = () => chosen.some((one) => contradicting([one], chosen, found.retrieval.today).length > 0);
  const headline = chooseHeadline(found, headlines, { chosen, confidence, isDisputed });
  // Where a date or a name answers, the sentences that hold it prove it; the others would only distract.
  const proving = headline.text === null ? chosen : chosen.filter((sentence) => proves(found, headline, sentence));
  const passages = quoteBlocks(proving.length === 0 || wholeDocument ? chosen : proving, judged);
  const mostPassages = wholeDocument ? MOST_PASSAGES_OF_DOCUMENT : MOST_PASSAGES;
  return {
    judged,
    chosen,
    passages: passages.slice(0, mostPassages),
    headline,
    confidence,
    confidenceFeatures: features,
    confidenceModel,
    status: decideStatus(confidence, confidenceModel),
  };
}

function judge(candidates: readonly EvidenceCandidate[], { evidence, focus }: Calibration): JudgedSentence[] {
  const scores = candidates.map(({ features }) => linearScore(focus, features));
  const most = Math.max(...scores);
  const powers = candidates.map(({ isHeading }, i) => (isHeading ? 0 : Math.exp((scores[i] ?? 0) - most)));
  const sum = powers.reduce((total, power) => total + power, 0) || 1;
  return candidates
    .map((candidate, i) => ({
      ...candidate,
      probability: probability(evidence, candidate.features),
      focus: (powers[i] ?? 0) / sum,
    }))
    .sort((a, b) => b.focus - a.focus);
}

/** @param sentences Best first. */
export function mostOfTheFocus<Judged extends Pick<JudgedSentence, "focus" | "features">>(
  sentences: readonly Judged[],
): Judged[] {
  const chosen: Judged[] = [];
  let focus = 0;
  for (const sentence of sentences.slice(0, MOST_SENTENCES)) {
    if (focus >= FOCUS_QUOTED || sentence.focus < LEAST_OF_BEST * (sentences[0]?.focus ?? 0)) break;
    focus += sentence.focus;
    // Of a sentence that was not read it is 0: only what was read can be rejected.
    if (chosen.length === 0 || (sentence.features.read ?? 0) >= LEAST_READ) chosen.push(sentence);
  }
  return chosen;
}

/** So much of their words two sentences share that say the same, whatever was asked. */
const SAME_WORDS = 0.85;

/** Two sentences of nearly the same words lie nearly as far from the question: the others need not be compared. */
const MOST_DISTANCE = 0.1;

/** Sentences of other documents that hold today and say otherwise: people are to see both sides. */
function contradicting(
  chosen: readonly JudgedSentence[],
  all: readonly JudgedSentence[],
  today: string,
): JudgedSentence[] {
  const sourced = ({ text, chunk: { document } }: JudgedSentence) =>
    ({ text, language: document.language, document: document.path }) as const;
  return all.filter(
    (sentence) =>
      !chosen.includes(sentence) &&
      !isOutOfDate(sentence.chunk.document, today) &&
      chosen.some(
        (one) =>
          Math.abs((one.features.centred ?? 0) - (sentence.features.centred ?? 0)) <= MOST_DISTANCE &&
          contradict(sourced(one), sourced(sentence), SAME_WORDS),
      ),
  );
}

/** Kinds of questions that a headline answers, and the others. */
const HEADLINE_KINDS: readonly QuestionKind[] = ["when", "who", "where", "how_many", "how_much"];
const OTHER_KINDS: readonly QuestionKind[] = ["which", "what", "why", "how", "yes_no"];

/**
 * Describes how well the best sentences fit the question.
 *
 * English questions share few words with German documents, so what words say counts apart for them.
 *
 * @param judged Best first.
 */
function confidenceFeatures(
  { retrieval: { chunks, terms }, readings, language }: FoundChunks,
  judged: readonly JudgedSentence[],
  kind: QuestionKind,
  { ruled, read: readHeadline, spans }: Headlines,
): Record<string, number> {
  const [best] = judged;
  const spanRead = readHeadline?.probability ?? 0;
  const found = ruled.text === null ? -1 : 1;
  const probabilities = judged.map(({ probability }) => probability).sort((a, b) => b - a);
  const weights = terms.terms.reduce((sum, { idf }) => sum + idf, 0) || 1;
  const unknown = terms.terms.reduce((sum, { idf, known }) => sum + (known ? 0 : idf), 0);
  const coverage = Math.max(0, ...judged.slice(0, 20).map(({ features }) => features.chunkOverlap ?? 0));
  const keyword = Math.max(0, ...chunks.map(({ keywordScore }) => keywordScore)) / weights;
  const german = Number(language === "de");
  const raws = chunks.flatMap(({ similarities }) => similarities.raw);
  const centreds = chunks.flatMap(({ similarities }) => similarities.centred);
  const read = judged.filter(({ features }) => features.unread === 0).map(({ features }) => features.read ?? 0);
  const answers = chunks.flatMap(({ id }) => readings.get(id)?.answers ?? []);
  return {
    unread: Number(read.length === 0),
    readBest: bounded(Math.max(...read)),
    readOfBest: best?.features.read ?? 0,
    readAnswers: bounded(Math.max(...answers)),
    best: logit(probabilities[0] ?? 0),
    second: logit(probabilities[1] ?? 0),
    expected: Math.log1p(probabilities.reduce((sum, value) => sum + value, 0)),
    focus: best?.focus ?? 0,
    typeFit: best?.features.typeFit ?? 0,
    spanRead,
    spans,
    ...Object.fromEntries(HEADLINE_KINDS.map((each) => [`spanRead.${each}`, kind === each ? spanRead : 0])),
    // Where a date, a name or a number is asked for and none is found, the sentences hardly answer.
    ...Object.fromEntries(HEADLINE_KINDS.map((each) => [`headline.${each}`, kind === each ? found : 0])),
    ...Object.fromEntries(OTHER_KINDS.map((each) => [`kind.${each}`, Number(kind === each)])),
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
