import type { Language, Span } from "../language/language.js";
import type { RetrievedChunk } from "../retrieval/retrieved-chunk.js";
import { locateQuote, provesSomething, type TextOf } from "./check-quotes.js";
import { missingNumbers } from "./generated-numbers.js";
import type { DraftClaim } from "./generated-reply.js";

/** A statement of a language model and the place of a document that proves it. */
export interface GeneratedClaim {
  /** One sentence in the question's language; plain text without markers, on one line. */
  readonly text: string;
  readonly passage: RetrievedChunk;
  /** Whole sentences inside the passage, as offsets into the document's text. */
  readonly span: Span;
}

export interface ClaimContext {
  /** Of the claim. */
  readonly language: Language;
  readonly passages: readonly RetrievedChunk[];
  readonly textOf: TextOf;
}

/**
 * Checks a claim of a language model against the passage it names.
 *
 * Its quote must stand in the passage and be long enough to prove something; its numbers and dates must be in the quoted
 * sentences; links and markup must be in the passage; no invisible characters.
 *
 * @returns The claim with the whole sentences it quotes, because half a sentence can say the opposite; null if it fails.
 */
export function checkClaim(claim: DraftClaim, { language, passages, textOf }: ClaimContext): GeneratedClaim | null {
  const passage = passages[claim.passage - 1];
  const stored = passage && textOf(passage.document.path);
  if (passage === undefined || stored?.textHash !== passage.document.textHash) return null;
  const place = provesSomething(claim.quote) ? locateQuote(stored.text, claim.quote, passage.chunk) : null;
  if (place === null) return null;
  const span = wholeSentences(place, passage.chunk.sentences, passage.chunk);
  const quote = { text: stored.text.slice(span.start, span.end), language: passage.document.language };
  const text = cleanText(claim.text);
  if (text === "" || hasInvisible(text) || hasForeignMarkup(text, passage.chunk.text)) return null;
  if (missingNumbers({ text, language }, quote).length > 0) return null;
  return { text, passage, span };
}

/** Widens a span to the sentences it touches. */
function wholeSentences(place: Span, sentences: readonly Span[], limit: Span): Span {
  const touched = sentences.filter((sentence) => sentence.start < place.end && sentence.end > place.start);
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

/** Characters that show nothing but can hide or turn round text: control, format, private and unassigned ones. */
function hasInvisible(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/u.test(text);
}

const markupPatterns: readonly RegExp[] = [
  // Addresses of pages and mail, with or without a scheme.
  /\b[a-z][a-z0-9+.-]*:\/\/\S+|\bwww\.\S+|\b(?:javascript|data|mailto|tel|tg):\S+/giu,
  /\S+@\S+|(?<![\p{L}\p{N}])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?![\p{L}\p{N}])/gu,
  // HTML, Markdown, LaTeX.
  /<\/?[a-z!][^>]*>?|&#?\w+;|`+|\*\*|__|\]\(|!\[|\$\$|\\[a-z(]+|^(?:#{1,6}|>|[-*+•]|\|)\s/giu,
];

function hasForeignMarkup(text: string, passage: string): boolean {
  const found = markupPatterns.flatMap((pattern) => text.match(pattern) ?? []);
  return found.some((markup) => !passage.includes(markup.replace(/[.,;:!?)"'“”]+$/u, "") || markup));
}
