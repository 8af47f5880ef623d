import type { Document } from "../documents/document.js";
import type { Span } from "../language/language.js";
import { splitSentences } from "../language/split-sentences.js";
import { balancedGroups } from "./balanced-groups.js";
import type { Chunk } from "./chunk.js";
import { cutSpan, trimmed } from "./cut-span.js";
import { documentUnits, type Unit } from "./document-units.js";
import { headingPath } from "./heading-path.js";

/** How long chunks are. */
export interface SplitOptions {
  /** Length of a text for the embedding model; asked about once a chunk. */
  readonly countTokens: (text: string) => number;
  /** Most tokens of a chunk's text, by `countTokens`. */
  readonly maxTokens: number;
  /** Words a chunk should have. Defaults to 120. */
  readonly targetWords?: number;
  /** Most words of a chunk of several sentences. Defaults to 150. */
  readonly maxWords?: number;
  /** A document of at most so many words stays whole. Defaults to 200. */
  readonly wholeWords?: number;
}

/**
 * Divides a document into chunks: at headings first, then between paragraphs, then between sentences.
 *
 * Small sections under one heading share a chunk. A heading stays with what follows, a line that ends in a colon with
 * the beginning of its list. There is no overlap.
 *
 * @throws RangeError if `maxTokens` is less than a single character needs.
 * @see retrieval quality by chunk length: 100 to 150 words find most, overlap adds nothing (arXiv 2410.13070)
 */
export function splitDocument(document: Document, options: SplitOptions): Chunk[] {
  const { countTokens, maxTokens, targetWords = 120, maxWords = 150, wholeWords = 200 } = options;
  const { text } = document;
  const sentences = splitSentences(text);
  const units = documentUnits(document, sentences);
  const fits = (passage: string) => countTokens(passage) <= maxTokens;

  const first = units[0];
  const last = units.at(-1);
  if (first === undefined || last === undefined) return [];
  const isWhole = wordsOf(units) <= wholeWords && fits(text.slice(first.start, last.end));
  const ranges = isWhole ? [units] : bySections(units, targetWords, maxWords);
  const spans = isWhole ? [spanOf(units)] : ranges.flatMap((range) => fitting(text, range, fits));
  const sentencesOf = sentenceFinder(text, sentences);
  return spans.map(({ start, end }, position) => ({
    document: document.path,
    position,
    start,
    end,
    text: text.slice(start, end),
    headings: headingPath(document, { start, end }),
    page: document.pages?.findLast((page) => page.start <= start)?.number ?? document.pages?.[0]?.number ?? null,
    sentences: sentencesOf({ start, end }),
  }));
}

/** Cuts at the highest headings, puts small sections together, and divides large ones further. */
function bySections(units: readonly Unit[], target: number, max: number): (readonly Unit[])[] {
  if (wordsOf(units) <= max) return [units];
  const cuts = units.flatMap((unit, index) => (index > 0 && unit.cutCost === 0 ? [index] : []));
  const level = cuts.reduce((highest, index) => Math.min(highest, units[index]?.headingLevel ?? 7), 7);
  const starts = [0, ...cuts.filter((index) => units[index]?.headingLevel === level)];
  if (starts.length === 1) return byUnits(units, target, max);
  const sections = slices(units, starts);
  const groups = balancedGroups(
    sections.map((section) => ({ words: wordsOf(section), cutCost: 0 })),
    target,
    max,
  );
  return slices(sections, groups).flatMap((group) => bySections(group.flat(), target, max));
}

/** Cuts between units where it disturbs least, into parts of similar length. */
function byUnits(units: readonly Unit[], target: number, max: number): (readonly Unit[])[] {
  const blocks = slices(
    units,
    units.flatMap((unit, index) => (index === 0 || Number.isFinite(unit.cutCost) ? [index] : [])),
  );
  const pieces = blocks.map((block) => ({ words: wordsOf(block), cutCost: block[0]?.cutCost ?? 0 }));
  return slices(blocks, balancedGroups(pieces, target, max)).map((group) => group.flat());
}

/** Divides a range until every part has no more tokens than allowed. */
function fitting(text: string, units: readonly Unit[], fits: (passage: string) => boolean): Span[] {
  const span = spanOf(units);
  if (fits(text.slice(span.start, span.end))) return [span];
  const half = Math.ceil(wordsOf(units) / 2);
  const parts = byUnits(units, half, Math.ceil(half * 1.25));
  return parts.length > 1 ? parts.flatMap((part) => fitting(text, part, fits)) : cutSpan(text, span, fits);
}

/** The sentences inside a chunk; one that is longer than the chunk is cut to it. Chunks are asked for in order. */
function sentenceFinder(text: string, sentences: readonly Span[]): (chunk: Span) => Span[] {
  let next = 0;
  return ({ start, end }) => {
    const found: Span[] = [];
    while ((sentences[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    for (let index = next; (sentences[index]?.start ?? end) < end; index += 1) {
      const sentence = sentences[index];
      if (sentence === undefined) break;
      found.push(trimmed(text, { start: Math.max(start, sentence.start), end: Math.min(end, sentence.end) }));
    }
    return found;
  };
}

function slices<T>(items: readonly T[], starts: readonly number[]): T[][] {
  return starts.map((start, index) => items.slice(start, starts[index + 1]));
}

function wordsOf(units: readonly Unit[]): number {
  return units.reduce((sum, unit) => sum + unit.words, 0);
}

function spanOf(units: readonly Unit[]): Span {
  return { start: units[0]?.start ?? 0, end: units.at(-1)?.end ?? 0 };
}
