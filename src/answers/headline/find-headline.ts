import type { Language } from "../../language/language.js";
import { yearsOf } from "./date-candidates.js";
import { findDates } from "./find-dates.js";
import type { HeadlineCandidate, ReadQuestion } from "./headline-candidate.js";
import { headlineCandidates } from "./headline-candidates.js";
import { type EvidenceSentence, readSentence } from "./headline-evidence.js";
import { type QuestionKind, questionType } from "./question-type.js";

/** A sentence quoted as evidence. */
export interface HeadlineEvidence {
  readonly text: string;
  readonly language: Language;
}

/** What a candidate must reach: by itself, by its sentence, and ahead of the next one that says something else. */
export interface HeadlineBar {
  readonly score: number;
  readonly coverage: number;
  readonly margin: number;
}

/** Set by hand on the XQuAD titles with an article number divisible by 4, for at least 95 % right headlines. */
const bars: Readonly<Partial<Record<QuestionKind, HeadlineBar>>> = {
  when: { score: 0.5, coverage: 0.55, margin: 0.1 },
  how_many: { score: 0.8, coverage: 0.35, margin: 0.4 },
  how_much: { score: 0.6, coverage: 0.4, margin: 0.15 },
  who: { score: 0.7, coverage: 0.5, margin: 0.3 },
  where: { score: 0.7, coverage: 0.4, margin: 0.2 },
  which: { score: 0.8, coverage: 0.4, margin: 0.2 },
};

/** Asks for more than one: "Wer sind ...?", "Who were ...?" */
const pluralVerb = /^\s*\p{L}+\s+(?:sind|waren|haben|hatten|are|were|have)\s/u;

/** Half a name: a legal form without the company, or a name that runs into a preposition. */
const cutOff = /^(?:GmbH|AG|KG|e\. ?V\.)$|\s(?:in|im|am|an|bei|von|of|at|for)$/u;

const sentencesRead = 6;
/** A rival in another sentence needs to be further behind: the two sentences may tell of different things. */
const acrossSentences = 2;
const elsewherePenalty = 0.4;
const otherYearPenalty = 0.5;

/** A span that could have been the headline, with everything that was weighed. */
export interface RatedCandidate {
  /** As it would be shown, in the question's language. */
  readonly text: string;
  /** Place of its sentence in the evidence, from 0. */
  readonly evidence: number;
  /** What it reached; the best one has to reach the bar's. */
  readonly score: number;
  /** Share of the question's words that its sentence repeats, in [0, 1]. */
  readonly coverage: number;
  /** How close it stands to the question's words, in [0, 1]. */
  readonly closeness: number;
  /** How well its kind and place fit what is asked, in [-1, 1]. */
  readonly fit: number;
}

/** Why a headline was given or not. */
export type HeadlineReason =
  | "given"
  | "joined with its equal"
  | "given by the reader"
  | "no headline for this kind of question"
  | "no span of this kind"
  | "score too low"
  | "sentence too far from the question"
  | "another one is as good";

/** The headline of an answer and how it came about. */
export interface HeadlineDecision {
  /** Null where none is sure: no headline is better than a wrong one. */
  readonly text: string | null;
  readonly reason: HeadlineReason;
  readonly kind: QuestionKind;
  /** Null where questions of this kind get none. */
  readonly bar: HeadlineBar | null;
  /** Best first. */
  readonly candidates: readonly RatedCandidate[];
}

/**
 * Finds the shortest span of the evidence that answers a question: a date, a number, a name, a place.
 *
 * Dates and numbers are written in the question's language, names as they stand: "When did OWL-IT start operations?"
 * with "Seit dem 1. Januar 2020 betreibt die OWL-IT ..." gives `1 January 2020`.
 *
 * @param input.evidence Best first; the first six sentences are read.
 * @returns No text where no span is of the kind that is asked for, none stands near enough to the question's words, or
 * two different ones are about as good.
 */
export function decideHeadline(input: {
  readonly question: string;
  readonly language: Language;
  readonly evidence: readonly HeadlineEvidence[];
}): HeadlineDecision {
  const type = questionType(input.question, input.language);
  const question = { text: input.question, language: input.language, type };
  const bar = bars[type.kind] ?? null;
  const nothing = { text: null, kind: type.kind, bar, candidates: [] };
  if (bar === null) return { ...nothing, reason: "no headline for this kind of question" };
  const sentences = input.evidence.slice(0, sentencesRead).map((item, rank) => readSentence(question, item, rank));
  const scored = sentences
    .flatMap((sentence) => {
      const base = sentenceScore(question, sentence, sentences);
      return headlineCandidates(question, sentence)
        .filter(({ text }) => !cutOff.test(text))
        .map((candidate) => ({ candidate, score: base + candidate.closeness + 0.5 * candidate.fit }));
    })
    .sort((a, b) => b.score - a.score);
  const candidates = scored.map(({ candidate: { text, sentence, closeness, fit }, score }) => {
    return { text, evidence: sentence.rank, score, coverage: sentence.coverage, closeness, fit };
  });
  return { kind: type.kind, bar, candidates, ...choose(scored, bar, question) };
}

interface Scored {
  readonly candidate: HeadlineCandidate;
  readonly score: number;
}

/** @param scored Best first. */
function choose(
  scored: readonly Scored[],
  bar: HeadlineBar,
  { text: question, language }: ReadQuestion,
): Pick<HeadlineDecision, "text" | "reason"> {
  const [best] = scored;
  if (!best) return { text: null, reason: "no span of this kind" };
  if (best.score < bar.score) return { text: null, reason: "score too low" };
  if (best.candidate.sentence.coverage < bar.coverage)
    return { text: null, reason: "sentence too far from the question" };
  const [rival, ...more] = scored.filter(
    ({ candidate, score }) =>
      best.score - score < bar.margin * (candidate.sentence === best.candidate.sentence ? 1 : acrossSentences) &&
      !agree(candidate.text, best.candidate.text),
  );
  const joinedWith = (other: Scored) => joinCandidates(best.candidate, other.candidate, language);
  if (rival) {
    const text = more.length > 0 ? null : joinedWith(rival);
    return { text, reason: text === null ? "another one is as good" : "joined with its equal" };
  }
  if (pluralVerb.test(question)) {
    for (const other of scored.slice(1)) {
      const text = joinedWith(other);
      if (text !== null) return { text, reason: "joined with its equal" };
    }
  }
  return { text: best.candidate.text, reason: "given" };
}

/** How much speaks for a sentence before its spans are looked at. */
function sentenceScore(question: ReadQuestion, sentence: EvidenceSentence, all: readonly EvidenceSentence[]): number {
  const total = sentence.terms.reduce((sum, term) => sum + term.weight, 0);
  const elsewhere = sentence.terms.reduce((sum, term, index) => {
    const missing = sentence.places[index]?.length === 0;
    return missing && all.some((other) => other.places[index]?.length) ? sum + term.weight : sum;
  }, 0);
  const years = findDates(question.text).flatMap(({ date }) => yearsOf(date));
  const told = sentence.spans.flatMap((span) => (span.type === "date" ? yearsOf(span.date) : []));
  const otherYear = years.length > 0 && told.length > 0 && !told.some((year) => years.includes(year));
  return (
    0.5 * sentence.coverage -
    (total === 0 ? 0 : (elsewherePenalty * elsewhere) / total) -
    (otherYear ? otherYearPenalty : 0) -
    0.05 * sentence.rank
  );
}

/** "Bernd Kürpick und Lars Hoppmann": two equally good names that the sentence itself lists. */
function joinCandidates(a: HeadlineCandidate, b: HeadlineCandidate, language: Language): string | null {
  if (a.sentence !== b.sentence) return null;
  const [first, last] = a.start < b.start ? [a, b] : [b, a];
  const between = a.sentence.text.slice(first.end, last.start);
  if (!/^\s(?:und|and|sowie)\s(?:(?:in|die|der|das|the)\s)?$/.test(between)) return null;
  return `${first.text} ${language === "de" ? "und" : "and"} ${last.text}`;
}

/** Whether two headlines say the same, one of them perhaps more exactly ("2017", "July 2017"). */
export function agree(a: string, b: string): boolean {
  return a === b || a.includes(b) || b.includes(a);
}
