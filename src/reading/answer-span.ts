import type { Span } from "../language/language.js";

/** Part of a sentence that could be the shortest answer. */
export interface AnswerSpan extends Span {
  /** Logarithm of the probability that it is, among all spans of the chunk that was read, at most 0. */
  readonly logProbability: number;
}

/** A word with what the reader says of its tokens. */
export interface ReadWord extends Span {
  /** Highest logit of a token for being the first one of the shortest answer. */
  readonly first: number;
  /** The same for being the last one. */
  readonly last: number;
}

/** An answer that is longer is none that one takes in at a glance. */
const MOST_WORDS = 12;

const OPENING = /^[„“”"‚‘'»«([–|-]+/u;
/** The point of an ordinal number belongs to it. */
const CLOSING = /(?:[“”"‘’'«»)\],;:!?…|–-]|(?<!\d)\.)+$/u;

/**
 * The span of a sentence that most probably is the shortest answer to the question.
 *
 * @param words Of one sentence, in their order.
 * @param normaliser Logarithm of what the probabilities of all first and all last tokens of the chunk add up to.
 * @returns null where that is no word.
 * @see Devlin et al., "BERT", 2019, arXiv 1810.04805, section 4.2
 */
export function bestSpan(
  words: readonly ReadWord[],
  normaliser: number,
  text: (span: Span) => string,
): AnswerSpan | null {
  let best: AnswerSpan | null = null;
  for (const [i, { start, first }] of words.entries()) {
    for (const { end, last } of words.slice(i, i + MOST_WORDS)) {
      const logProbability = first + last - normaliser;
      if (best === null || logProbability > best.logProbability) best = { start, end, logProbability };
    }
  }
  const span = best && trimmed(best, text(best));
  return span && span.start < span.end ? span : null;
}

/** Without the punctuation around it. */
function trimmed(span: AnswerSpan, text: string): AnswerSpan {
  const opening = OPENING.exec(text)?.[0].length ?? 0;
  const closing = CLOSING.exec(text.slice(opening))?.[0].length ?? 0;
  return { ...span, start: span.start + opening, end: span.end - closing };
}
