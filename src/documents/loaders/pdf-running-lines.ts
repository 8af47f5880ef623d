import type { PdfLine } from "./pdf-lines.js";

// Lines from the upper and from the lower edge of a page among which running lines are looked for.
const EDGE_LINES = 3;
// Points by which a running line may move from page to page.
const SAME_HEIGHT = 3;
// Pages on which a line has to stand; of a short document half of the pages, but two. A chapter's header is on few.
const ENOUGH_PAGES = 3;

// Looked for at the end of a line only.
const CONTENTS_ENTRY = /(?:[.·…]\s?){5,}\s*(?:\d+|[ivxl]+)$/u;
const PAGE_NUMBER = /^(?:(?:seite|page|s\.|p\.)\s*)?[-–—]?\s*(\d{1,4})\s*[-–—]?(?:\s*(?:von|of|\/)\s*\d{1,4})?$/iu;

/**
 * Leaves out running headers and footers, bare page numbers and the lines of a table of contents.
 *
 * A running line stands at the edge of three pages (in a document of two to four pages: of two) at the same height with
 * the same words; numbers may differ. A page number is its page's own, alone on the first or last line. A table of
 * contents leads to its page numbers by dots. If nothing else were left, all stays.
 *
 * @param pages Lines of every page, the first page first.
 */
export function withoutRunningLines(pages: readonly (readonly PdfLine[])[]): readonly (readonly PdfLine[])[] {
  const edges = pages.map(edgeLines);
  const written = pages.filter((lines) => lines.length > 0).length;
  const needed = Math.min(ENOUGH_PAGES, Math.max(2, Math.ceil(written / 2)));
  const isRunning = (line: PdfLine) =>
    edges.filter((others) => others.some((other) => isSame(line, other))).length >= needed;
  const kept = pages.map((lines, index) => {
    const edge = new Set(edges[index]);
    const outer = new Set([byHeight(lines).at(0), byHeight(lines).at(-1)]);
    const isLeftOut = (line: PdfLine) =>
      CONTENTS_ENTRY.test(line.text.slice(-60)) ||
      (edge.has(line) && isRunning(line)) ||
      (outer.has(line) && isPageNumber(line));
    return lines.filter((line) => !isLeftOut(line));
  });
  return kept.some((lines) => lines.length > 0) ? kept : pages;
}

function edgeLines(lines: readonly PdfLine[]): readonly PdfLine[] {
  const sorted = byHeight(lines);
  return [...sorted.slice(0, EDGE_LINES), ...sorted.slice(-EDGE_LINES)];
}

function byHeight(lines: readonly PdfLine[]): readonly PdfLine[] {
  return lines.toSorted((left, right) => left.y - right.y);
}

function isSame(line: PdfLine, other: PdfLine): boolean {
  return Math.abs(line.y - other.y) <= SAME_HEIGHT && withoutNumbers(line.text) === withoutNumbers(other.text);
}

function withoutNumbers(text: string): string {
  return text.replace(/\d+/gu, "0");
}

function isPageNumber(line: PdfLine): boolean {
  return Number(PAGE_NUMBER.exec(line.text)?.[1]) === line.page;
}
