import type { Document } from "../documents/document.js";
import type { Language } from "../language/language.js";
import type { EvidenceCandidate } from "./evidence-features.js";
import { agree, decideHeadline, type HeadlineDecision } from "./headline/find-headline.js";
import { type ReadHeadline, readHeadlines } from "./headline/read-headline.js";

/** Sentences whose spans may be the headline. */
const SENTENCES_READ = 5;

/** So sure of another headline, the reader gainsays that of the rules. */
const GAINSAYING = 0.3;

/** How sure the reader's span and the answer as a whole must be where no rule finds a headline. */
const LEAST_PROBABILITY = 0.5;
const LEAST_CONFIDENCE = 0.8;

const OUTDONE = { text: null, reason: "another one is as good" } as const;

interface Asked {
  readonly question: string;
  readonly language: Language;
}

/** A sentence with its share in the competition for being the one that answers. */
type Sentence = Pick<EvidenceCandidate, "text" | "span" | "answer"> & {
  readonly chunk: { readonly document: Pick<Document, "language"> };
  readonly focus: number;
};

/** A headline by rules and one by the reader. */
export interface Headlines {
  readonly ruled: HeadlineDecision;
  readonly read: ReadHeadline | null;
  /** Probability of the best sentences' spans, whatever is asked for, in [0, 1]. */
  readonly spans: number;
}

/**
 * What rules find in the chosen sentences and the reader in the best ones.
 *
 * @param chosen Best first.
 * @param quotable All that may be quoted, best first.
 */
export function findHeadlines(asked: Asked, chosen: readonly Sentence[], quotable: readonly Sentence[]): Headlines {
  const nearest = quotable.slice(0, SENTENCES_READ);
  const ruled = byRules(asked, chosen);
  const isPart = nearest.some((sentence) => namesMore(sentence, ruled.text));
  return {
    ruled: isPart ? { ...ruled, ...OUTDONE } : ruled,
    read: byReader(asked, nearest),
    spans: nearest.reduce((sum, { focus, answer }) => sum + focus * certainty(answer), 0),
  };
}

/**
 * The headline by rules, unless the reader gainsays it; where none is found, that of the reader if it is sure, a chosen
 * sentence proves it and no source says otherwise.
 */
export function chooseHeadline(
  asked: Asked,
  { ruled, read }: Headlines,
  answer: { readonly chosen: readonly Sentence[]; readonly confidence: number; readonly isDisputed: () => boolean },
): HeadlineDecision {
  if (read === null) return ruled;
  if (ruled.text !== null)
    return read.probability >= GAINSAYING && !agree(read.text, ruled.text) ? { ...ruled, ...OUTDONE } : ruled;
  if (answer.confidence < LEAST_CONFIDENCE || read.probability < LEAST_PROBABILITY) return ruled;
  const decision = { ...ruled, text: read.text, reason: "given by the reader" } as const;
  const isProven = answer.chosen.some((sentence) => proves(asked, decision, sentence));
  return isProven && !answer.isDisputed() ? decision : ruled;
}

/** Whether a sentence by itself gives the headline. */
export function proves(asked: Asked, { text, reason }: HeadlineDecision, sentence: Sentence): boolean {
  const own = reason === "given by the reader" ? byReader(asked, [sentence]) : byRules(asked, [sentence]);
  return own?.text === text;
}

function byRules({ question, language }: Asked, sentences: readonly Sentence[]): HeadlineDecision {
  const evidence = sentences.map(({ text, chunk }) => ({ text, language: chunk.document.language }));
  return decideHeadline({ question, language, evidence });
}

function byReader({ question, language }: Asked, sentences: readonly Sentence[]): ReadHeadline | null {
  const read = sentences.map(({ text, span, chunk, focus, answer }) => ({
    ...{ text, language: chunk.document.language, focus },
    span: answer && {
      start: answer.start - span.start,
      end: answer.end - span.start,
      probability: certainty(answer),
    },
  }));
  return readHeadlines(question, language, read)[0] ?? null;
}

/** Whether the reader is sure that the answer is the headline and something else: one of two founders is half an answer. */
function namesMore({ text, span, answer }: Sentence, headline: string | null): boolean {
  if (headline === null || answer === null || certainty(answer) < LEAST_PROBABILITY) return false;
  const words = text.slice(answer.start - span.start, answer.end - span.start);
  return words.includes(headline) && /\s(?:und|and|sowie)\s/u.test(words.replace(headline, " "));
}

function certainty(answer: Sentence["answer"]): number {
  return answer === null ? 0 : Math.exp(answer.logProbability);
}
