import type { Answer } from "../answers/answer.js";
import type { TextOf } from "../answers/check-quotes.js";

/** Shown quotes, and how many of them the document has word for word at the place that is named. */
export interface QuoteCount {
  readonly shown: number;
  readonly verbatim: number;
}

/** Compares every quote of the answers, evidence and related passages alike, with the documents' texts. */
export function countQuotes(answers: readonly Pick<Answer, "citations" | "related">[], textOf: TextOf): QuoteCount {
  const quotes = answers.flatMap(({ citations, related }) => [...citations, ...related]);
  const verbatim = quotes.filter(({ document, quote, start, end, textHash }) => {
    const stored = textOf(document);
    return stored !== undefined && stored.textHash === textHash && stored.text.slice(start, end) === quote;
  });
  return { shown: quotes.length, verbatim: verbatim.length };
}

/** All quotes of several counts together. */
export function addQuotes(counts: readonly QuoteCount[]): QuoteCount {
  return counts.reduce(
    (sum, { shown, verbatim }) => ({ shown: sum.shown + shown, verbatim: sum.verbatim + verbatim }),
    { shown: 0, verbatim: 0 },
  );
}
