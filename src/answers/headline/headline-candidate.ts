import type { Language } from "../../language/language.js";
import { closeness, type EvidenceSentence } from "./headline-evidence.js";
import type { QuestionType } from "./question-type.js";

/** A span that could be the headline. */
export interface HeadlineCandidate {
  /** As it would be shown, in the question's language. */
  readonly text: string;
  readonly sentence: EvidenceSentence;
  readonly start: number;
  readonly end: number;
  /** How close it stands to the question's words, in [0, 1]. */
  readonly closeness: number;
  /** How well its kind and place fit what is asked, in [-1, 1]. */
  readonly fit: number;
}

/** A question, read once for all sentences. */
export interface ReadQuestion {
  readonly text: string;
  readonly language: Language;
  readonly type: QuestionType;
}

/** Makes a candidate of a span; `fit` says how well its kind and place fit what is asked, in [-1, 1]. */
export function makeCandidate(
  sentence: EvidenceSentence,
  span: { start: number; end: number },
  text: string,
  fit: number,
): HeadlineCandidate {
  return {
    text,
    sentence,
    start: span.start,
    end: span.end,
    closeness: closeness(sentence, span.start, span.end),
    fit,
  };
}
