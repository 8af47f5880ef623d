import type { Document } from "../documents/document.js";
import type { Span } from "../language/language.js";

/** A sentence, list item, table row or heading as the splitter weighs it. */
export interface Unit extends Span {
  readonly words: number;
  /** 1 to 6; null if it is no part of a heading. */
  readonly headingLevel: number | null;
  /** What a cut before this unit costs, from 0 (new section) upwards; infinite where no cut may be. */
  readonly cutCost: number;
}

// A cut inside a line of text disturbs more than one between list items, and that more than one between paragraphs.
const PARAGRAPH = 0.05;
const LINE = 0.2;
const SENTENCE = 0.3;
const AFTER_LEAD_IN = 2;

/**
 * Weighs the sentences of a document.
 *
 * No cut may be behind a heading unless nothing follows but headings, which then stay with what is before them.
 */
export function documentUnits(document: Document, sentences: readonly Span[]): Unit[] {
  const { text, headings } = document;
  const levels = headingLevels(headings, sentences);
  const lastContent = levels.lastIndexOf(null);
  return sentences.map((span, index) => {
    const before = sentences[index - 1];
    const headingLevel = levels[index] ?? null;
    const words = text.slice(span.start, span.end).match(/\S+/gu)?.length ?? 0;
    const isBound = index > 0 && levels[index - 1] !== null;
    const isRest = lastContent >= 0 && index > lastContent;
    const cutCost =
      isBound || isRest ? Number.POSITIVE_INFINITY : headingLevel !== null ? 0 : costAfter(text, before, span);
    return { ...span, words, headingLevel, cutCost };
  });
}

function headingLevels(headings: Document["headings"], sentences: readonly Span[]): (number | null)[] {
  let next = 0;
  return sentences.map((span) => {
    while (next + 1 < headings.length && (headings[next + 1]?.start ?? 0) <= span.start) next += 1;
    const heading = headings[next];
    if (heading === undefined || span.start < heading.start) return null;
    return span.start < heading.start + heading.text.length ? heading.level : null;
  });
}

function costAfter(text: string, before: Span | undefined, span: Span): number {
  if (before === undefined) return 0;
  if (text[before.end - 1] === ":") return AFTER_LEAD_IN;
  const gap = text.slice(before.end, span.start);
  return gap.includes("\n\n") ? PARAGRAPH : gap.includes("\n") ? LINE : SENTENCE;
}
