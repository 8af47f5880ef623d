import type { EvidencePassage, JudgedSentence } from "./select-evidence.js";

/** A paragraph up to this length is quoted whole: its sentences explain one another. */
const LONGEST_PARAGRAPH = 350;

/** A list with its lead-in, or a table with its head, is quoted whole up to this length. */
const LONGEST_LIST = 600;

/**
 * Turns chosen sentences into what is quoted: short paragraphs whole, lists with the line that introduces them, tables
 * with their head, and everything that stands next to each other as one.
 *
 * @param chosen Best first.
 * @param all Every sentence of the chunks, in any order.
 * @returns In the order of their best sentence.
 */
export function quoteBlocks(chosen: readonly JudgedSentence[], all: readonly JudgedSentence[]): EvidencePassage[] {
  const lines = new Map<JudgedSentence, Line>();
  for (const line of linesOf(all)) for (const sentence of line.sentences) lines.set(sentence, line);
  const quoted = new Set<JudgedSentence>();
  for (const sentence of chosen) {
    for (const each of blockOf(sentence, lines.get(sentence))) quoted.add(each);
  }
  const passages = joinNeighbours([...quoted]);
  const rank = ({ sentences }: EvidencePassage) =>
    Math.min(...sentences.map((sentence) => (chosen.includes(sentence) ? chosen.indexOf(sentence) : chosen.length)));
  return passages.sort((a, b) => rank(a) - rank(b));
}

/** The sentences between two line breaks: a paragraph, a list item, a table row. */
interface Line {
  readonly sentences: JudgedSentence[];
  readonly before: Line | undefined;
  after: Line | undefined;
}

function linesOf(all: readonly JudgedSentence[]): Line[] {
  const lines: Line[] = [];
  for (const sentence of inOrder(all)) {
    const line = lines.at(-1);
    const last = line?.sentences.at(-1);
    const follows = last !== undefined && last.chunk === sentence.chunk;
    if (line && follows && !between(last, sentence).includes("\n")) line.sentences.push(sentence);
    else {
      const before = follows ? line : undefined;
      const next = { sentences: [sentence], before, after: undefined };
      if (before !== undefined) before.after = next;
      lines.push(next);
    }
  }
  return lines;
}

function blockOf(sentence: JudgedSentence, line: Line | undefined): readonly JudgedSentence[] {
  if (line === undefined) return [sentence];
  const list = listAround(line);
  if (list.length > 1 && lengthOf(list) <= LONGEST_LIST) return list;
  return lengthOf(line.sentences) <= LONGEST_PARAGRAPH ? line.sentences : [sentence];
}

/**
 * The list that a line belongs to, with the line that introduces it, or the table; the line itself where it belongs to
 * neither.
 */
function listAround(line: Line): JudgedSentence[] {
  const belongs = isRow(line) ? isRow : isItem;
  let first = line;
  while (belongs(first) && first.before && (belongs(first.before) || isLeadIn(first.before))) first = first.before;
  const list = [...first.sentences];
  for (let next = first.after; next && belongs(next) && (belongs(first) || isLeadIn(first)); next = next.after) {
    list.push(...next.sentences);
  }
  return list;
}

function isItem({ sentences }: Line): boolean {
  return sentences[0]?.features.isListItem === 1;
}

/** Table rows are stored with bars between their cells. */
function isRow({ sentences }: Line): boolean {
  return sentences[0]?.text.includes(" | ") === true;
}

function isLeadIn({ sentences }: Line): boolean {
  return sentences.at(-1)?.features.endsInColon === 1;
}

function lengthOf(sentences: readonly JudgedSentence[]): number {
  const [first] = sentences;
  const last = sentences.at(-1);
  return first && last ? last.span.end - first.span.start : 0;
}

/** Joins sentences of a chunk with nothing but white space between them. */
function joinNeighbours(sentences: readonly JudgedSentence[]): EvidencePassage[] {
  const groups: [JudgedSentence, ...JudgedSentence[]][] = [];
  for (const sentence of inOrder(sentences)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && last.chunk === sentence.chunk && between(last, sentence).trim() === "") group.push(sentence);
    else groups.push([sentence]);
  }
  return groups.map((group) => {
    const [{ chunk, span }] = group;
    return { chunk, span: { start: span.start, end: group.at(-1)?.span.end ?? span.end }, sentences: group };
  });
}

function inOrder(sentences: readonly JudgedSentence[]): JudgedSentence[] {
  return [...sentences].sort((a, b) => a.chunk.id - b.chunk.id || a.span.start - b.span.start);
}

/** The text between two sentences of one chunk. */
function between({ chunk, span }: JudgedSentence, { span: next }: JudgedSentence): string {
  return chunk.chunk.text.slice(span.end - chunk.chunk.start, next.start - chunk.chunk.start);
}
