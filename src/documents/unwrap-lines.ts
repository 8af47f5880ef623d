// "Ein-\nund Ausgabe": the hyphen stands for the rest of a word, it does not cut one. Words that also end a cut word
// ("Werk-statt", "den-noch", "Kon-to") are not in the list.
const COORDINATING = /^(?:und|oder|bzw|beziehungsweise|sowie|bis|als|wie|and|or)(?!\p{L})/u;
const LIST_ITEM = /^\s*(?:[-*•–]|\d{1,3}[.)]|[a-z]\))\s/u;
const SENTENCE_END = /[.!?:;…]["'”“’»«)]*$/u;
const COLUMNS = /\S {3,}\S/u;

// Widths in characters between which text is taken for wrapped by an editor or a mail program.
const MIN_WIDTH = 40;
const MAX_WIDTH = 100;

/** Whether a word was cut in two at the end of `line`, and not just written with a hyphen. */
export function isCutWord(line: string, next: string): boolean {
  return /\p{Ll}[-\u2010]$/u.test(line) && /^\p{Ll}/u.test(next) && !COORDINATING.test(next);
}

/**
 * Joins two lines of one paragraph: with a blank, or to one word where the first line ends in a hyphen.
 *
 * @example joinLines("die Verwal-", "tung") === "die Verwaltung"
 * @example joinLines("Ein-", "und Ausgabe") === "Ein- und Ausgabe"
 * @example joinLines("IT-", "Dienstleister") === "IT-Dienstleister"
 */
export function joinLines(line: string, next: string): string {
  if (isCutWord(line, next)) return line.slice(0, -1) + next;
  const goesOn = /[\p{L}\p{N}][-\u2010]$/u.test(line) && /^[\p{L}\p{N}]/u.test(next) && !COORDINATING.test(next);
  return goesOn ? line + next : `${line} ${next}`;
}

/**
 * Undoes hard wrapping: a paragraph broken at a fixed width becomes one line, cut words become whole.
 *
 * Lines that were not broken at a fixed width keep their newline, for then each may be a sentence, heading or entry of
 * its own. List items are looked at one by one.
 *
 * @param paragraph Lines without an empty line between them.
 */
export function unwrapLines(paragraph: string): string {
  return listItems(paragraph.split("\n"))
    .map((lines) => (isHanging(lines) || isWrapped(lines) ? joinAll(lines) : joinCutWords(lines)))
    .join("\n");
}

function joinAll(lines: readonly string[]): string {
  const words = lines.map((line) => line.trim());
  return words.map((line, index) => head(line, words[index + 1])).join("");
}

function joinCutWords(lines: readonly string[]): string {
  return lines
    .map((line, index) => {
      const before = lines[index - 1];
      const next = lines[index + 1]?.trimStart();
      const text = before !== undefined && isCutWord(before, line.trimStart()) ? line.trimStart() : line;
      return next === undefined || isCutWord(text, next) ? head(text, next) : `${text}\n`;
    })
    .join("");
}

/** A line as it stands before the next one, so that long paragraphs are put together in one go. */
function head(line: string, next: string | undefined): string {
  if (next === undefined) return line;
  const joined = joinLines(line, next);
  return joined.slice(0, joined.length - next.length);
}

/** The lines of each list item. In running text a line may begin with "1. Januar": there nothing is cut. */
function listItems(lines: readonly string[]): string[][] {
  const items: string[][] = [];
  let inList = false;
  for (const line of lines) {
    const item = items.at(-1);
    const startsItem = LIST_ITEM.test(line);
    if (item === undefined) inList = startsItem;
    else if (startsItem && item.at(-1)?.trimEnd().endsWith(":")) inList = true;
    if (item === undefined || (startsItem && inList)) items.push([line]);
    else item.push(line);
  }
  return items;
}

/** True for a list item whose further lines are moved in below its mark. */
function isHanging(lines: readonly string[]): boolean {
  const indent = (line: string) => line.search(/\S|$/u);
  const first = lines[0] ?? "";
  return LIST_ITEM.test(first) && lines.slice(1).every((line) => indent(line) > indent(first));
}

/** True if each line is as full as it can be: the first word of the next one would not have fitted. */
function isWrapped(lines: readonly string[]): boolean {
  const full = lines.slice(0, -1).map((line) => line.trimEnd());
  const first = full[0];
  if (first === undefined || lines.some((line) => COLUMNS.test(line.trim()))) return false;
  const width = lines.reduce((widest, line) => Math.max(widest, line.trimEnd().length), 0);
  if (width < MIN_WIDTH || width > MAX_WIDTH) return false;
  if (full.length === 1) {
    return first.length === width && !SENTENCE_END.test(first) && /^\s*\p{Ll}/u.test(lines[1] ?? "");
  }
  const ends = full.filter((line) => SENTENCE_END.test(line)).length;
  if (ends > full.length / 2) return false;
  return full.every((line, index) => line.length + 1 + firstWordLength(lines[index + 1] ?? "") > width);
}

function firstWordLength(line: string): number {
  return line.trimStart().search(/\s|$/u);
}
