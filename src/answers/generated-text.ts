import type { Language, Span } from "../language/language.js";
import { normaliseWord } from "../language/normalise.js";
import { STOP_WORDS } from "../language/stop-words.js";
import type { GeneratedClaim } from "./generated-claim.js";
import { wordSetOf, wordsOf } from "./generated-evidence.js";
import { isNegated } from "./generated-negation.js";
import { missingNumbers } from "./generated-numbers.js";
import { formatIsoDate } from "./headline/dates.js";
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
  const conflicts = findConflicts(claims, notes.language);
  return [
    claims.map(({ sentence }) => sentence).join(" "),
    ...conflicts.map(([one, other]) =>
      phrases.conflict(describeSide(one, notes.language), describeSide(other, notes.language)),
    ),
    ...(notes.missing.length > 0
      ? [phrases.unanswered(notes.missing.map((part) => `${open}${part}${close}`).join(", "))]
      : []),
    phrases.checked(notes.kept, notes.written),
  ].join("\n\n");
}

/** Share of content words that two claims about the same have in common. */
const SAME_SHARE = 0.6;

/** Pairs of claims from different documents that say the same of the same, but with other numbers or denied. */
function findConflicts(
  claims: readonly PlacedClaim[],
  language: Language,
): readonly (readonly [PlacedClaim, PlacedClaim])[] {
  return claims.flatMap((one, index) =>
    claims
      .slice(index + 1)
      .filter((other) => other.claim.passage.document.path !== one.claim.passage.document.path)
      .filter((other) => contradict(one.claim.text, other.claim.text, language))
      .map((other) => [one, other] as const),
  );
}

function contradict(one: string, other: string, language: Language): boolean {
  const a = { text: one, language };
  const b = { text: other, language };
  const otherNumbers = missingNumbers(a, b).length > 0 && missingNumbers(b, a).length > 0;
  if (!otherNumbers && isNegated(one, language) === isNegated(other, language)) return false;
  const share = (of: string, within: string) => {
    const words = wordsOf(of).filter(
      (word) => !/\d/.test(word) && !STOP_WORDS[language].has(normaliseWord(word, language)),
    );
    const known = wordSetOf([within], language);
    return words.filter((word) => known.has(word)).length / (words.length || 1);
  };
  return share(one, other) >= SAME_SHARE && share(other, one) >= SAME_SHARE;
}

function describeSide({ marker, claim }: PlacedClaim, language: Language): string {
  const { date } = claim.passage.document.frontMatter;
  return `[${marker}] (${date === undefined ? ANSWER_PHRASES[language].undated : formatIsoDate(date, language)})`;
}
