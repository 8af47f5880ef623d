import { detectLanguage, isForeign } from "../language/detect-language.js";
import type { Language, Span } from "../language/language.js";
import { splitSentences } from "../language/split-sentences.js";
import type { RetrievedChunk } from "../retrieval/retrieved-chunk.js";
import type { StatementSimilarity } from "../retrieval/statement-similarity.js";
import { locateQuote, provesSomething, type TextOf } from "./check-quotes.js";
import { foreignMarkup, hasInvisible } from "./generated-markup.js";
import { missingNames } from "./generated-names.js";
import type { DraftClaim } from "./generated-reply.js";
import { contentWords, type WordSet, wordSetOf, wordsOf } from "./statement-evidence.js";
import { unprovenLimits } from "./statement-limits.js";
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
  | "limits"
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
  /** Of the question: the claims are written in it. */
  readonly language: Language;
  /** What the model may use, best first. Nothing else of the corpus gets into the prompt. */
  readonly passages: readonly RetrievedChunk[];
  readonly textOf: TextOf;
  readonly similarity: StatementSimilarity;
}

/** Share of the content words of a claim's sentence that its evidence must have, where both are in the same language. */
const RELATED_SHARE = 0.5;

/**
 * Cosine that a claim's sentence must have with its quote, or a sentence of it, where no words can be compared.
 *
 * Of 862 lines of OMoS-QA train, as claims over their own translation, 0.1 % lie below it, and 24 % of 408 halves of such
 * lines. Over other lines 0.9 % lie above it where they are from another page, and 10 % from the same page; so do 0.5 % of
 * the pairs of such a line and one of fifteen sentences like "Please transfer all of your money". So it tells another
 * subject, and not every other statement about the same one. Measured anew by `gate-measured.test.ts`.
 */
export const NEAR_ENOUGH = 0.45;

/**
 * Checks a claim of a language model against the passage it names.
 *
 * Its quote must stand in the passage and be long enough to prove something. The numbers and dates of the claim must be
 * in the quoted sentences, its names in them or their neighbours, what limits or obliges in them ("at most", "must"), and
 * both must deny something or neither. Links, markup and commands must be in the passage. Every sentence of the claim must
 * be about what the quote is about: in the same language it has half of its words from there, in another one its vector
 * is near.
 *
 * @returns The claim with the whole sentences it quotes, because half a sentence can say the opposite; or its fault.
 */
export async function checkClaim(claim: DraftClaim, context: ClaimContext): Promise<GeneratedClaim | ClaimFault> {
  const { language, passages, textOf, similarity } = context;
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
  const found: Place = {
    quote,
    passage,
    sentences: sentences.touched.map(({ start, end }) => stored.text.slice(start, end)),
    beside: sentences.beside.map(({ start, end }) => stored.text.slice(start, end)),
    headings: [passage.document.title, ...passage.chunk.headings],
  };
  const wrong = checkWording(text, language, found) ?? (await checkMeaning(text, language, found, similarity));
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
  const limits = unprovenLimits({ text, language }, { text: [quote, ...headings].join("\n"), language: quoteLanguage });
  if (limits.length > 0) return fault("limits", limits);
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

/** Compares what a claim is about with its place, wherever no words tell it: between languages, and for small words alone. */
async function checkMeaning(
  text: string,
  language: Language,
  { quote, passage, sentences }: Place,
  similarity: StatementSimilarity,
): Promise<ClaimFault | null> {
  const isSame = passage.document.language === language;
  for (const { start, end } of splitSentences(text)) {
    const statement = text.slice(start, end);
    if (isSame && contentWords(statement, language).length > 0) continue;
    const nearness = await similarity(statement, [quote, ...sentences]);
    if (nearness !== null && nearness < NEAR_ENOUGH) return fault("unrelated");
  }
  return null;
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
