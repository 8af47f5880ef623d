import type { Document } from "../documents/document.js";
import type { Span } from "../language/language.js";

/** A part of a document's text as the viewer shows it; a page block stands before the text of its page. */
export type DocumentBlock =
  | ({ readonly kind: "heading"; readonly level: number } & Span)
  | ({ readonly kind: "paragraph" } & Span)
  | { readonly kind: "page"; readonly number: number };

/** A piece of text that is wholly inside or wholly outside a marked span. */
export interface MarkedPiece {
  readonly text: string;
  readonly marked: boolean;
}

type Cut = { readonly at: number } & (
  | { readonly kind: "page"; readonly number: number }
  | { readonly kind: "heading"; readonly level: number; readonly end: number }
);

/**
 * Splits a document's text into headings, paragraphs (at blank lines) and page starts.
 *
 * @returns In the order of the text. Blocks do not overlap and together hold every character that is not white space.
 */
export function documentBlocks(document: Document): readonly DocumentBlock[] {
  return [...blocksOf(document)];
}

function* blocksOf(document: Document): Generator<DocumentBlock> {
  const { text } = document;
  const cuts: Cut[] = [
    ...(document.pages ?? []).map((page) => ({ kind: "page" as const, at: page.start, number: page.number })),
    ...document.headings.map((heading) => ({
      kind: "heading" as const,
      at: heading.start,
      level: heading.level,
      end: headingEnd(text, heading.start, heading.text),
    })),
  ];
  // A page that starts with a heading shows its number first: sorting keeps the order of equal positions.
  cuts.sort((a, b) => a.at - b.at);
  let position = 0;
  for (const cut of cuts) {
    yield* paragraphs(text, position, cut.at);
    position = Math.max(position, cut.at);
    if (cut.kind === "page") {
      yield { kind: "page", number: cut.number };
      continue;
    }
    const end = Math.max(cut.end, position);
    const span = trimmed(text, position, end);
    if (span !== null) yield { kind: "heading", level: cut.level, ...span };
    position = end;
  }
  yield* paragraphs(text, position, text.length);
}

/** The lines of `text.slice(start, end)`, each with the line break that ends it. */
export function lineSpans(text: string, { start, end }: Span): readonly Span[] {
  const lines: Span[] = [];
  for (let from = start; from < end; ) {
    const lineBreak = text.indexOf("\n", from);
    const to = lineBreak < 0 ? end : Math.min(lineBreak + 1, end);
    lines.push({ start: from, end: to });
    from = to;
  }
  return lines;
}

/** Splits `text.slice(start, end)` where the marked span begins and ends. */
export function markedPieces(text: string, { start, end }: Span, mark: Span | null): readonly MarkedPiece[] {
  const from = Math.min(Math.max(mark?.start ?? end, start), end);
  const to = Math.min(Math.max(mark?.end ?? end, from), end);
  return [
    { text: text.slice(start, from), marked: false },
    { text: text.slice(from, to), marked: true },
    { text: text.slice(to, end), marked: false },
  ].filter((piece) => piece.text !== "");
}

function headingEnd(text: string, start: number, heading: string): number {
  if (text.startsWith(heading, start)) return start + heading.length;
  const lineEnd = text.indexOf("\n", start);
  return lineEnd < 0 ? text.length : lineEnd;
}

function* paragraphs(text: string, start: number, end: number): Generator<DocumentBlock> {
  const blankLines = /\n[^\S\n]*\n/g;
  let position = start;
  while (position < end) {
    blankLines.lastIndex = position;
    const next = Math.min(blankLines.exec(text)?.index ?? end, end);
    const span = trimmed(text, position, next);
    if (span !== null) yield { kind: "paragraph", ...span };
    position = next + 1;
  }
}

/** The span without white space at its ends; null if nothing is left. */
function trimmed(text: string, start: number, end: number): Span | null {
  const piece = text.slice(start, end);
  const from = start + (piece.length - piece.trimStart().length);
  const to = end - (piece.length - piece.trimEnd().length);
  return from < to ? { start: from, end: to } : null;
}
