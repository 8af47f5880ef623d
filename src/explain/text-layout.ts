/** Columns of a terminal that texts are laid out for. */
const WIDTH = 100;

/** Cuts a text to so many characters, the last of them a dot where something is missing. */
export function clip(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}

/** Breaks a text at its spaces, not at no-break spaces; from the second line on it is indented. */
export function wrap(text: string, indent: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/(?<=\S) /)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= WIDTH || line.trim() === "") line = longer;
    else {
      lines.push(line);
      line = `${" ".repeat(indent)}${word}`;
    }
  }
  return [...lines, line];
}

/**
 * Columns as wide as their widest cell, two spaces apart.
 *
 * @param words So many columns from the first on hold words, flush left; the others hold figures, flush right.
 * @param moreWords Further columns with words.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  words: number,
  moreWords: readonly number[] = [],
): string[] {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((cells) => [...(cells[column] ?? "")].length)),
  );
  return [head, ...rows].map((cells) =>
    cells
      .map((cell, column) => {
        const space = " ".repeat((widths[column] ?? 0) - [...cell].length);
        return column < words || moreWords.includes(column) ? `${cell}${space}` : `${space}${cell}`;
      })
      .join("  ")
      .trimEnd(),
  );
}
