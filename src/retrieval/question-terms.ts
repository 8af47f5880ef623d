import { createAnalyser, type Term } from "../language/analyse.js";
import { createCompoundSplitter } from "../language/compounds.js";
import { expandAliases } from "../language/expand-aliases.js";
import type { Language } from "../language/language.js";
import type { SearchIndex } from "../search-index/search-index.js";

/** A term the keyword index is asked for. */
export interface QuestionTerm {
  readonly term: string;
  /** The question's word it stands for. */
  readonly surface: string;
  /**
   * Inverse document frequency, ln(1 + (N - df + 0.5) / (df + 0.5)), where a term that no chunk holds counts as the
   * rarest of all.
   */
  readonly idf: number;
  readonly known: boolean;
  /** `part` stands beside the compound it is a part of. */
  readonly kind: Term["kind"];
}

/** What the keyword index is asked for. */
export interface QuestionTerms {
  /** Of the question itself, each once. */
  readonly terms: readonly QuestionTerm[];
  /** Of the other names of bodies that the question names; none of `terms`. */
  readonly aliasTerms: readonly string[];
}

/**
 * Analyses a question for the documents of both languages: a name or number has to meet its like in either.
 *
 * @param language Of the question: decides which words are stop words.
 * @param today ISO date: decides which bodies have succeeded others.
 */
export function questionTerms(question: string, language: Language, index: SearchIndex, today: string): QuestionTerms {
  const analyser = createAnalyser({ splitCompound: createCompoundSplitter((word) => index.wordFrequency(word)) });
  const other: Language = language === "de" ? "en" : "de";
  const inBoth = (text: string) => {
    const own = analyser.analyse(text, language);
    const surfaces = new Set(own.map(({ surface }) => surface));
    return [...own, ...analyser.analyse(text, other).filter(({ surface }) => surfaces.has(surface))];
  };
  const terms = new Map<string, QuestionTerm>();
  for (const { term, surface, kind } of inBoth(question)) {
    if (terms.has(term)) continue;
    const frequency = index.documentFrequency(term);
    const idf = Math.log(1 + (index.chunkCount - frequency + 0.5) / (frequency + 0.5));
    terms.set(term, { term, surface, idf, known: frequency > 0, kind });
  }
  const names = expandAliases(question, index.aliases, today);
  const aliasTerms = new Set(names.flatMap((name) => inBoth(name).map(({ term }) => term)));
  return { terms: [...terms.values()], aliasTerms: [...aliasTerms].filter((term) => !terms.has(term)) };
}
