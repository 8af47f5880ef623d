import type { Language, Span } from "../language/language.js";
import { contradictionNotes } from "./contradictions.js";
import type { GeneratedClaim } from "./generated-claim.js";
import { ANSWER_PHRASES } from "./phrases.js";

/** A claim as a person reads it. */
export interface PlacedClaim {
  /** `Claim one [1].` */
  readonly sentence: string;
  /** The n of `[n]`, from 1, in the order of the text; claims that the same place proves share it. */
  readonly marker: number;
  readonly claim: GeneratedClaim;
}

/** Gives each claim of an answer its marker, one after the other. */
export function createClaimPlacer(): (claim: GeneratedClaim) => PlacedClaim {
  const places: { readonly document: string; readonly span: Span }[] = [];
  return (claim) => {
    const { path: document } = claim.passage.document;
    const { start, end } = claim.span;
    const known = places.findIndex(
      (each) => each.document === document && each.span.start === start && each.span.end === end,
    );
    if (known < 0) places.push({ document, span: claim.span });
    const marker = known < 0 ? places.length : known + 1;
    const [, sentence = claim.text, stop = ""] = /^(.*?)([.!?…]*["“”’»«)]*)$/su.exec(claim.text) ?? [];
    return { sentence: `${sentence} [${marker}]${stop === "" ? "." : stop}`, marker, claim };
  };
}

/** What stands below the claims. */
export interface AnswerNotes {
  readonly language: Language;
  /** Questions or parts of one that nothing answers, in the person's words. */
  readonly missing: readonly string[];
  /** Claims of all that were written whose quotes were found true. */
  readonly kept: number;
  readonly written: number;
}

/**
 * Joins claims to what a person reads: the claims in one paragraph, then, where there is something to say, that sources
 * contradict each other and what is not answered, then how many quotes were checked.
 */
export function generatedText(claims: readonly PlacedClaim[], notes: AnswerNotes): string {
  const phrases = ANSWER_PHRASES[notes.language];
  const [open, close] = phrases.quotation;
  const statements = claims.map(({ marker, claim: { text, passage } }) => ({
    ...{ text, marker, language: notes.language, document: passage.document.path },
    date: passage.document.frontMatter.date,
  }));
  return [
    claims.map(({ sentence }) => sentence).join(" "),
    ...contradictionNotes(statements, notes.language),
    ...(notes.missing.length > 0
      ? [phrases.unanswered(notes.missing.map((part) => `${open}${part}${close}`).join(", "))]
      : []),
    phrases.checked(notes.kept, notes.written),
  ].join("\n\n");
}
