import { detectLanguage, isForeign } from "../language/detect-language.js";
import type { Language, Span } from "../language/language.js";
import { splitSentences } from "../language/split-sentences.js";
import type { RetrievedChunk } from "../retrieval/retrieved-chunk.js";
import { locateQuote, provesSomething, type TextOf } from "./check-quotes.js";
import { foreignMarkup, hasInvisible } from "./generated-markup.js";
import { missingNames } from "./generated-names.js";
import type { DraftClaim } from "./generated-reply.js";
import { contentWords, type WordSet, wordSetOf, wordsOf } from "./statement-evidence.js";
import { isNegated } from "./statement-negation.js";
import { missingNumbers } from "./statement-numbers.js";

/** A statement of a language model and the place of a document that proves it. */
export interface GeneratedClaim {
  /** One sentence in the question's language; plain text without markers, on one line. */
  readonly text: string;
  readonly passage: RetrievedChunk;
  /** Whole sentences inside the passage, as offsets into the document's text. */
  readonly span: Span;
}

/** Why a claim may not be shown. */
export type FaultKind =
  | "noSuchPassage"
  | "changedDocument"
  | "quoteTooShort"
  | "quoteNotFound"
  | "numbers"
  | "names"
  | "negation"
  | "unrelated"
  | "markup"
  | "otherLanguage"
  | "unprintable";

/** A claim that failed. */
export interface ClaimFault {
  readonly fault: FaultKind;
  /** What of the claim is at fault, such as the numbers that the quote does not have; may be empty. */
  readonly details: readonly string[];
}

export interface ClaimContext {
  /** Of the claim. */
  readonly language: Language;
  readonly passages: readonly RetrievedChunk[];
  readonly textOf: TextOf;
}

/** Share of the content words of a claim's sentence that its evidence must have, where both are in the same language. */
const RELATED_SHARE = 0.5;

/**
 * Checks a claim of a language model against the passage it names.
 *
 * Its quote must stand in the passage and be long enough to prove something. The numbers and dates of the claim must be
 * in the quoted sentences, its names in them or their neighbours, and both must deny something or neither. Links, markup
 * and commands must be in the passage. Where claim and quote are in the same language, every sentence of the claim must
 * have half of its words from the quote.
 *
 * @returns The claim with the whole sentences it quotes, because half a sentence can say the opposite; or its fault.
 */
export function checkClaim(claim: DraftClaim, context: ClaimContext): GeneratedClaim | ClaimFault {
  const { language, passages, textOf } = context;
  const passage = passages[claim.passage - 1];
  if (passage === undefined) return fault("noSuchPassage");
  const stored = textOf(passage.document.path);
  if (stored?.textHash !== passage.document.textHash) return fault("changedDocument");
  if (!provesSomething(claim.quote)) return fault("quoteTooShort");
  const place = locateQuote(stored.text, claim.quote, passage.chunk);
  if (place === null) return fault("quoteNotFound");
  const sentences = sentencesAround(place, passage.chunk.sentences);
  const span = hull(place, sentences.touched, passage.chunk);
  const text = cleanText(claim.text);
  const quote = stored.text.slice(span.start, span.end);
  const wrong = checkWording(text, language, {
    quote,
    passage,
    sentences: sentences.touched.map(({ start, end }) => stored.text.slice(start, end)),
    beside: sentences.beside.map(({ start, end }) => stored.text.slice(start, end)),
    headings: [passage.document.title, ...passage.chunk.headings],
  });
  return wrong ?? { text, passage, span };
}

/** What stands at a claim's place. */
interface Place {
  readonly quote: string;
  readonly passage: RetrievedChunk;
  /** Of the quote. */
  readonly sentences: readonly string[];
  /** Sentences right before and after the quote: they name what a pronoun in it stands for. */
  readonly beside: readonly string[];
  /** Above the quote: they say what it is about, and a person sees them with it. */
  readonly headings: readonly string[];
}

/** Compares what a claim says with what stands at its place. */
function checkWording(text: string, language: Language, place: Place): ClaimFault | null {
  const { quote, passage, sentences, beside, headings } = place;
  if (text === "" || hasInvisible(text)) return fault("unprintable");
  const markup = foreignMarkup(text, passage.chunk.text);
  if (markup.length > 0) return fault("markup", markup);
  if (isForeign(text) || (detectLanguage(text) !== language && wordsOf(text).length >= 6))
    return fault("otherLanguage");
  const quoteLanguage = passage.document.language;
  const numbers = missingNumbers({ text, language }, { text: quote, language: quoteLanguage });
  if (numbers.length > 0) return fault("numbers", numbers);
  const names = missingNames(text, language, wordSetOf([quote, ...beside, ...headings], language));
  if (names.length > 0) return fault("names", names);
  const isSame = quoteLanguage === language;
  const evidence = wordSetOf([quote, ...headings], language);
  const isRelated = (words: readonly string[]) => shared(words, evidence) >= RELATED_SHARE * words.length;
  const statements = splitSentences(text).map(({ start, end }) => contentWords(text.slice(start, end), language));
  if (isSame && !statements.every(isRelated)) return fault("unrelated");
  const words = statements.flat();
  const weights = sentences.map((sentence) => (isSame ? shared(words, wordSetOf([sentence], language)) : 0));
  // In another language, nothing tells which of several sentences a claim takes up.
  const meant = sentences.filter((_, index) => weights[index] === Math.max(...weights));
  const isDenial = isNegated(text, language);
  return meant.some((sentence) => isNegated(sentence, quoteLanguage) === isDenial) ? null : fault("negation");
}

function shared(words: readonly string[], known: WordSet): number {
  return words.filter((word) => known.has(word)).length;
}

function fault(kind: FaultKind, details: readonly string[] = []): ClaimFault {
  return { fault: kind, details };
}

/** The sentences that a place touches, and those right before and after them. */
function sentencesAround(place: Span, sentences: readonly Span[]) {
  const touches = ({ start, end }: Span) => start < place.end && end > place.start;
  const first = sentences.findIndex(touches);
  const last = sentences.findLastIndex(touches);
  const beside = first < 0 ? [] : [sentences[first - 1], sentences[last + 1]];
  return { touched: sentences.filter(touches), beside: beside.filter((sentence) => sentence !== undefined) };
}

/** A place widened to whole sentences, within the passage. */
function hull(place: Span, touched: readonly Span[], limit: Span): Span {
  return {
    start: Math.max(limit.start, Math.min(place.start, ...touched.map(({ start }) => start))),
    end: Math.min(limit.end, Math.max(place.end, ...touched.map(({ end }) => end))),
  };
}

/** Takes out what models add by habit: line ends, soft hyphens, markers such as `[1]` that are no markers of ours. */
function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\u00ad/g, "")
    .replace(/\s*\[\s*\d+(?:\s*[,;–-]\s*\d+)*\s*\]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
