/** Most characters of a table that stays in one piece; a longer one is told in pieces, each with the head above it. */
const PIECE = 560;

/**
 * A table as text: a line for each row, bars between its cells. The pieces of a long one, a blank line between them,
 * begin with the head, so that no row is read without knowing what its columns are.
 *
 * @param head Names of the columns; null for a table without.
 * @param rows Cells in the order of the columns. Rows without anything to read are left out.
 */
export function tableText(head: readonly string[] | null, rows: readonly (readonly string[])[]): string {
  const first = head === null ? null : lineOf(head);
  const lines = rows.filter((cells) => cells.some((cell) => cell.trim() !== "")).map(lineOf);
  const pieces: string[] = [];
  let piece = first;
  let isEmpty = true;
  for (const line of lines) {
    if (!isEmpty && piece !== null && piece.length + line.length > PIECE) {
      pieces.push(piece);
      piece = first;
    }
    piece = piece === null ? line : `${piece}\n${line}`;
    isEmpty = false;
  }
  return [...pieces, ...(piece === null ? [] : [piece])].join("\n\n");
}

/** A cell is one line; what is empty at the end of a row is left away. */
function lineOf(cells: readonly string[]): string {
  const texts = cells.map((cell) => cell.replace(/\s+/gu, " ").trim());
  return texts.slice(0, texts.findLastIndex((text) => text !== "") + 1).join(" | ");
}
