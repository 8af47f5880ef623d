import type { Language } from "../../language/language.js";

/** A document that questions are asked about. */
export interface EvaluationDocument {
  /** File name without extension; unique within the set. */
  readonly name: string;
  /** null where the set gives none. */
  readonly title: string | null;
  readonly language: Language;
  readonly text: string;
}

/** A question with what is known to be right. */
export interface EvaluationQuestion {
  readonly id: string;
  readonly question: string;
  readonly language: Language;
  /** Name of the document that belongs to the question. */
  readonly document: string;
  /** Numbers of the document's lines that answer; empty: the document does not answer; null: not known by line. */
  readonly lines: readonly number[] | null;
  /** Strings of the document that answer; empty where the set gives none. */
  readonly answers: readonly string[];
}

/** Documents and questions about them. */
export interface EvaluationSet {
  /** Short name with question and document language, such as `omos-dev en-de`. */
  readonly name: string;
  readonly documents: readonly EvaluationDocument[];
  readonly questions: readonly EvaluationQuestion[];
}
