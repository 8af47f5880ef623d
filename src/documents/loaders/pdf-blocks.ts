import type { Block } from "../block.js";
import { isCutWord, joinLines } from "../unwrap-lines.js";
import type { PdfLine } from "./pdf-lines.js";

// A heading is printed at least this much larger than most of the text, and headings are not most of it.
const HEADING_SIZE = 1.15;
const HEADING_SHARE = 0.3;
const HEADING_LENGTH = 200;
// A paragraph ends where the next line is this much further down than lines usually are.
const PARAGRAPH_GAP = 1.35;

const BULLET = /^[•▪●◦‣·–\uf0b7\uf0a7\uf0d8]\s+/u;
const LIST_ITEM = /^(?:[-•▪●◦‣·–\uf0b7\uf0a7\uf0d8]|\d{1,3}[.)]|[a-z]\))\s/u;
const SENTENCE_END = /[.!?:;…]["'”“’»«)]*$/u;

/**
 * Puts printed lines together to headings and paragraphs; a paragraph may go on in the next column or on the next page.
 *
 * @param pages Lines of every page, the first page first.
 */
export function blocksOfPages(pages: readonly (readonly PdfLine[])[]): Block[] {
  const levels = headingLevels(pages.flat());
  const blocks: Block[] = [];
  let last: PdfLine | undefined;
  for (const lines of pages) {
    const edges = rightEdges(lines);
    const isFull = (line: PdfLine, next: PdfLine) => wouldNotFit(line, next, edges.get(columnOf(line)) ?? line.right);
    for (const group of groups(lines, levels)) {
      const first = group[0];
      if (first === undefined) continue;
      const headingLevel = levels.get(first.size) ?? null;
      const text = headingLevel === null ? paragraph(group, isFull) : group.map((line) => line.text).reduce(joinLines);
      const before = blocks.at(-1);
      const goesOn =
        headingLevel === null && before?.headingLevel === null && last !== undefined && goesOnIn(last, first);
      const isCut = goesOn && isCutWord(before.text, text);
      if (isCut) blocks[blocks.length - 1] = { ...before, text: before.text.slice(0, -1) };
      blocks.push({ text, headingLevel, page: first.page, separator: isCut ? "" : goesOn ? " " : "\n\n" });
      last = group.at(-1);
    }
  }
  return blocks;
}

/** Height of type to heading level; the largest is 1. Empty where no line stands out. */
function headingLevels(lines: readonly PdfLine[]): ReadonlyMap<number, number> {
  const lengths = new Map<number, number>();
  for (const line of lines) lengths.set(line.size, (lengths.get(line.size) ?? 0) + line.text.length);
  const body = [...lengths].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0];
  const large = lines.filter((line) => line.size >= body * HEADING_SIZE);
  const total = lines.reduce((sum, line) => sum + line.text.length, 0);
  if (large.reduce((sum, line) => sum + line.text.length, 0) > total * HEADING_SHARE) return new Map();
  const sizes = [...new Set(large.filter(isHeadingText).map((line) => line.size))].toSorted((a, b) => b - a);
  return new Map(sizes.map((size, index) => [size, Math.min(6, index + 1)]));
}

function isHeadingText(line: PdfLine): boolean {
  return line.text.length <= HEADING_LENGTH && /\p{L}{2}/u.test(line.text);
}

/** Usual distance between two base lines, in heights of type. */
function linePitch(lines: readonly PdfLine[]): number {
  const pitches = lines
    .map((line, index) => (line.y - (lines[index - 1]?.y ?? line.y)) / line.size)
    .filter((pitch) => pitch > 0.8 && pitch < 3)
    .toSorted((a, b) => a - b);
  return pitches[Math.floor((pitches.length - 1) / 2)] ?? 1.2;
}

/** Lines of a page that stand together: same column and height of type, without a gap. */
function groups(lines: readonly PdfLine[], levels: ReadonlyMap<number, number>): PdfLine[][] {
  const pitch = linePitch(lines);
  const found: PdfLine[][] = [];
  for (const line of lines) {
    const group = found.at(-1);
    const last = group?.at(-1);
    const gap = last === undefined ? 0 : (line.y - last.y) / line.size;
    const isHeading = levels.has(line.size);
    const together =
      last !== undefined &&
      (isHeading ? last.size === line.size : !levels.has(last.size) && Math.abs(last.size - line.size) < 1.5) &&
      gap > 0 &&
      gap <= pitch * PARAGRAPH_GAP;
    if (together) group?.push(line);
    else found.push([line]);
  }
  return found;
}

/** Joins the lines that were broken at the right edge; a line that ends before it keeps its newline. */
function paragraph(group: readonly PdfLine[], isFull: (line: PdfLine, next: PdfLine) => boolean): string {
  let text = "";
  let item: PdfLine | null = null;
  let last: PdfLine | null = null;
  for (const line of group) {
    const content = line.text.replace(BULLET, "- ");
    const startsItem: boolean =
      LIST_ITEM.test(line.text) && (item !== null || last === null || SENTENCE_END.test(last.text));
    const isInItem: boolean = item !== null && line.x > item.x + 1;
    if (last === null) text = content;
    else if (startsItem) text += `\n${content}`;
    else if (isInItem || isCutWord(text, content) || (item === null && isFull(last, line)))
      text = joinLines(text, content);
    else text += `\n${content}`;
    item = startsItem ? line : isInItem ? item : null;
    last = line;
  }
  return text;
}

/** Right edge of each column of a page. */
function rightEdges(lines: readonly PdfLine[]): ReadonlyMap<string, number> {
  const edges = new Map<string, number>();
  for (const line of lines) edges.set(columnOf(line), Math.max(edges.get(columnOf(line)) ?? 0, line.right));
  return edges;
}

/** Lines of one size that begin at the same left edge, but for an indented first line, count as one column. */
function columnOf(line: PdfLine): string {
  return `${line.size} ${Math.round(line.x / (5 * line.size + 1))}`;
}

/** Whether the first word of the next line has no room on this one, give or take two letters. */
function wouldNotFit(line: PdfLine, next: PdfLine, edge: number): boolean {
  const letter = (next.right - next.x) / Math.max(1, next.text.length);
  return line.right + (next.text.search(/\s|$/u) + 3) * letter > edge;
}

/** Whether a sentence goes on at the top of another column or page. */
function goesOnIn(last: PdfLine, first: PdfLine): boolean {
  const isTop = last.page !== first.page || first.y < last.y;
  if (!isTop || Math.abs(last.size - first.size) > 0.5) return false;
  return !SENTENCE_END.test(last.text) && !LIST_ITEM.test(first.text) && /^[\p{L}\p{N}]/u.test(first.text);
}
