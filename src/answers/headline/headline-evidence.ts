import type { Language } from "../../language/language.js";
import type { QuestionType } from "./question-type.js";
import { findTypedSpans, type TypedSpan } from "./typed-spans.js";
import { contentWords, similarity, type Word, wordsOf } from "./words.js";

/** A word of the question with what it counts for in comparing. */
export interface QuestionTerm {
  readonly word: Word;
  /** 2 for names and numbers, 1 for other words, 0.3 for a word that the sentence's language can hardly repeat. */
  readonly weight: number;
}

/** A quoted sentence, read for one question. */
export interface EvidenceSentence {
  readonly text: string;
  readonly language: Language;
  /** 0 for the best evidence. */
  readonly rank: number;
  readonly words: readonly Word[];
  readonly spans: readonly TypedSpan[];
  readonly terms: readonly QuestionTerm[];
  /** For each term the positions in `words` where it occurs, with the similarity there. */
  readonly places: readonly (readonly { readonly index: number; readonly similarity: number }[])[];
  /** Share of the terms' weight that the sentence repeats, in [0, 1]. */
  readonly coverage: number;
}

/** Reads a sentence of the evidence: its words and typed spans, and where it repeats the question. */
export function readSentence(
  question: { readonly text: string; readonly language: Language; readonly type: QuestionType },
  evidence: { readonly text: string; readonly language: Language },
  rank: number,
): EvidenceSentence {
  const words = wordsOf(evidence.text);
  const foreign = question.language !== evidence.language;
  const unit = question.type.kind === "when" ? question.type.sought : null;
  const asked = contentWords(question.text).filter((word) => word.text !== unit);
  const terms = asked.map((word) => ({ word, weight: weigh(word, question, foreign) }));
  const places = terms.map(({ word }) =>
    words.flatMap((other, index) => {
      const value = similarity(word, other);
      return value > 0 ? [{ index, similarity: value }] : [];
    }),
  );
  const total = terms.reduce((sum, term) => sum + term.weight, 0);
  const matched = terms.reduce((sum, term, index) => sum + term.weight * highest(places[index] ?? []), 0);
  return {
    ...evidence,
    rank,
    words,
    spans: findTypedSpans(evidence.text, evidence.language),
    terms,
    places,
    coverage: total === 0 ? 0 : matched / total,
  };
}

/**
 * How close a span stands to the words that its sentence shares with the question, in [0, 1].
 *
 * Each shared word counts less with every word between, and less again across a comma, bracket or "and".
 */
export function closeness(sentence: EvidenceSentence, start: number, end: number): number {
  const first = sentence.words.findIndex((word) => word.end > start);
  const last = sentence.words.findLastIndex((word) => word.start < end);
  let [sum, total] = [0, 0];
  for (const [index, term] of sentence.terms.entries()) {
    total += term.weight;
    let best = 0;
    for (const place of sentence.places[index] ?? []) {
      if (place.index >= first && place.index <= last) continue;
      const word = sentence.words[place.index];
      if (!word) continue;
      const apart = place.index < first ? first - place.index : place.index - last;
      const between = place.index < first ? sentence.text.slice(word.end, start) : sentence.text.slice(end, word.start);
      best = Math.max(best, place.similarity * Math.exp(-(apart - 1 + 3 * boundaries(between)) / 10));
    }
    sum += term.weight * best;
  }
  return total === 0 ? 0 : sum / total;
}

function boundaries(text: string): number {
  return (text.match(/[,;:()–](?=\s|$)|\s\(|(?<=\s)(?:und|and|während|while|aber|but|sowie)(?=\s)/g) ?? []).length;
}

function weigh(word: Word, question: { readonly text: string; readonly language: Language }, foreign: boolean): number {
  const capital = /^\p{Lu}/u.test(word.text) && word.start > 0;
  const name = /\d|^\p{Lu}[\p{L}]*\p{Lu}/u.test(word.text) || (question.language === "en" && capital);
  if (name) return 2;
  return foreign && word.concepts.size === 0 ? 0.3 : 1;
}

function highest(places: readonly { readonly similarity: number }[]): number {
  return places.reduce((best, place) => Math.max(best, place.similarity), 0);
}
