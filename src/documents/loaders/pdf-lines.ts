/** A piece of text as a PDF page places it, in points; `y` grows downwards. */
export interface PdfPiece {
  readonly text: string;
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly width: number;
  /** Height of the type. */
  readonly size: number;
  /** Whether the page's own order ends a line here. */
  readonly endsLine: boolean;
}

/** A printed line: what stands side by side on one base line of one column. */
export interface PdfLine {
  readonly page: number;
  readonly text: string;
  /** Left and right edge, base line and height of the type in points; `y` grows downwards. */
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

// In heights of type: how far a superscript leaves the base line, and from which gap a blank stands between two pieces.
const SAME_LINE = 0.5;
const BLANK = 0.15;

/** Puts the pieces of a page, in the page's order, together to lines; pieces of white space only are gaps. */
export function linesOfPage(pieces: readonly PdfPiece[], page: number): PdfLine[] {
  const lines: PdfLine[] = [];
  let ended = true;
  for (const piece of pieces) {
    const line = ended ? undefined : lines.at(-1);
    if (piece.text.trim() === "") {
      if (line !== undefined && piece.text !== "") lines[lines.length - 1] = { ...line, text: `${line.text} ` };
    } else if (line !== undefined && isOnLine(piece, line)) {
      lines[lines.length - 1] = append(line, piece);
    } else {
      lines.push(startLine(piece, page));
    }
    ended = piece.endsLine || (ended && piece.text.trim() === "");
  }
  return lines.map((line) => ({ ...line, text: line.text.replace(/\s+/gu, " ").trim() }));
}

function isOnLine(piece: PdfPiece, line: PdfLine): boolean {
  const size = Math.max(piece.size, line.size);
  return Math.abs(piece.y - line.y) < SAME_LINE * size && piece.x > line.right - size;
}

function startLine({ text, x, y, width, size }: PdfPiece, page: number): PdfLine {
  return { page, text, x, right: x + width, y, size };
}

function append(line: PdfLine, piece: PdfPiece): PdfLine {
  const gap = piece.x - line.right > BLANK * piece.size ? " " : "";
  const main = piece.size > line.size ? piece : line;
  return {
    ...line,
    text: line.text + gap + piece.text,
    right: Math.max(line.right, piece.x + piece.width),
    y: main.y,
    size: main.size,
  };
}
