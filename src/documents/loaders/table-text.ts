/** Most characters of a table that stays in one piece; a longer one is told in pieces, each with the head above it. */
const PIECE = 560;

/**
 * A table as text: a line for each row, bars between its cells. The pieces of a long one, a blank line between them,
 * begin with the head, so that no row is read without knowing what its columns are.
 *
 * @param head Names of the columns.
 * @param rows Cells in the order of the columns. Rows without anything to read are left out.
 */
export function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const first = lineOf(head);
  const lines = rows.filter((cells) => cells.some((cell) => cell.trim() !== "")).map(lineOf);
  const pieces: string[] = [];
  let piece = first;
  for (const [i, line] of lines.entries()) {
    if (i > 0 && piece.length + line.length > PIECE) {
      pieces.push(piece);
      piece = first;
    }
    piece = `${piece}\n${line}`;
  }
  return [...pieces, piece].join("\n\n");
}

/** A cell is one line; what is empty at the end of a row is left away. */
function lineOf(cells: readonly string[]): string {
  const texts = cells.map((cell) => cell.replace(/\s+/gu, " ").trim());
  return texts.slice(0, texts.findLastIndex((text) => text !== "") + 1).join(" | ");
}
