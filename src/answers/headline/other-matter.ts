import type { ReadQuestion } from "./headline-candidate.js";
import type { EvidenceSentence } from "./headline-evidence.js";
import { isEvent } from "./word-concepts.js";
import { similarity, type Word, wordsOf } from "./words.js";

/** Words that pick one of several: a sentence without them tells of another one. */
const picking = /^(?:erst|zweit|dritt|letzt|first|second|third|last)/;

/**
 * Whether a sentence tells of another matter than the question, however many words both share.
 *
 * "Das krz Forum 2016 fand in Lemgo statt" does not say when the first krz Forum was; "Das Team besichtigte Boreus am
 * 28. Juli 2017" does not say when Boreus opened.
 */
export function tellsOfOtherMatter(question: ReadQuestion, sentence: EvidenceSentence): boolean {
  const isTold = (asked: Word) => sentence.words.some((word) => similarity(asked, word) >= 0.8);
  const picked = wordsOf(question.text).filter(({ folded }) => picking.test(folded));
  if (picked.some((word) => !isTold(word))) return true;
  // "Seit dem 1. Januar 2020 betreibt sie ..." tells when something began, whatever it calls that.
  const begins = sentence.spans.some((span) => span.type === "date" && span.date.relation === "since");
  if (question.type.kind !== "when" || begins) return false;
  return sentence.terms.some(({ word }) => [...word.concepts].some(isEvent) && !isTold(word));
}
