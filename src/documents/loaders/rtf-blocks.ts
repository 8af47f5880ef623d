import { type Block, headingBlock, LINE_BREAK, textBlock } from "../block.js";
import { createRtfDecoder } from "./rtf-characters.js";
import { readRtfHead } from "./rtf-head.js";
import { rtfTokens } from "./rtf-tokens.js";
import { tableText } from "./table-text.js";

/** Groups that hold no text of the document, beside all that begin with `\*`. */
const DROPPED = new Set(
  `fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf
   footnotesep annotation atnid atnauthor xe tc nonesttables`.split(/\s+/u),
);
const MARKS = new Set(["pntext", "listtext"]);

const SYMBOLS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ tab: " ", line: LINE_BREAK, "~": "\u00a0", "-": "\u00ad", _: "-", emdash: "—", endash: "–", bullet: "•" },
    ...{ lquote: "‘", rquote: "’", ldblquote: "“", rdblquote: "”", emspace: " ", enspace: " " },
    ...{ "{": "{", "}": "}", "\\": "\\" },
  }),
);

/** Programs that have no lists write their bullets as text. */
const BULLET = /^[•▪◦‣·–-]\s+/u;

/** Half points from which type can be read. */
const SMALLEST = 4;

/** What is said of the text in a group, and holds in the groups in it. */
interface Group {
  /** The text belongs to nothing that is shown. */
  isDropped: boolean;
  /** The text is a list item's number or bullet. */
  isMark: boolean;
  /** The text is a note's. */
  isNote: boolean;
  isHidden: boolean;
  isSmall: boolean;
  isWhite: boolean;
  font: number | null;
  /** How many characters follow a `\u` for programs that do not know it. */
  fallback: number;
}

/**
 * Turns a file in Rich Text Format into blocks.
 *
 * @param file As latin1.
 * @returns `hidden` counts the characters of hidden, white or tiny text, which is in none of the blocks.
 * @see Rich Text Format Specification 1.9.1
 */
export function blocksOfRtf(file: string): { blocks: Block[]; hidden: number; title: string | null } {
  const head = readRtfHead(file);
  const decode = createRtfDecoder(head);
  const blocks: Block[] = [];
  const groups: Group[] = [];
  let group: Group = {
    ...{ isDropped: false, isMark: false, isNote: false, isHidden: false, isSmall: false, isWhite: false },
    ...{ font: null, fallback: 1 },
  };
  let [paragraph, mark, note, bytes, hidden, skip] = ["", "", "", "", 0, 0];
  let level: number | null = null;
  let isInTable = false;
  let cells: string[] = [];
  let rows: string[][] = [];
  let items: string[] = [];
  let isGroupStart = false;

  const endList = () => {
    if (items.length > 0) blocks.push(textBlock(items.join("\n")));
    items = [];
  };
  const endTable = () => {
    const [first, ...rest] = rows;
    if (first !== undefined) blocks.push(textBlock(tableText(first, rest)));
    rows = [];
  };
  const endParagraph = () => {
    const text = paragraph.trim().replace(BULLET, "");
    const isItem = mark.trim() !== "" || BULLET.test(paragraph.trim());
    if (!isItem || text === "") endList();
    endTable();
    if (text !== "" && isItem)
      items.push(`${/\d/u.test(mark) ? mark.trim() : "-"} ${text.replaceAll(LINE_BREAK, "\n  ")}`);
    else if (text !== "") blocks.push(level === null ? textBlock(text) : headingBlock(text, level));
    if (note.trim() !== "") blocks.push(textBlock(note.trim()));
    [paragraph, mark, note] = ["", "", ""];
  };
  const write = (text: string) => {
    if (group.isDropped) return;
    if (group.isMark) mark += text;
    else if (group.isHidden || group.isSmall || group.isWhite) hidden += text.trim().length;
    else if (group.isNote) note += text;
    else paragraph += text;
  };
  const endText = () => {
    if (bytes !== "") write(decode(bytes, group.font));
    bytes = "";
  };
  const control = (word: string, number: number | null) => {
    const isOn = number !== 0;
    if (word === "*" || (isGroupStart && DROPPED.has(word))) group.isDropped = true;
    else if (word === "footnote") Object.assign(group, { isDropped: groups.at(-1)?.isDropped === true, isNote: true });
    else if (MARKS.has(word)) group.isMark = true;
    else if (word === "u" && number !== null) {
      write(String.fromCharCode(number < 0 ? number + 0x10000 : number));
      skip = group.fallback;
    } else if (word === "uc") group.fallback = number ?? 1;
    else if (word === "f") group.font = number;
    else if (word === "v" || word === "deleted") group.isHidden = isOn;
    else if (word === "fs") group.isSmall = (number ?? 24) < SMALLEST;
    else if (word === "cf") group.isWhite = !head.hasBackground && head.whiteColours.has(number ?? 0);
    else if (word === "plain") Object.assign(group, { isHidden: false, isSmall: false, isWhite: false, font: null });
    else if (group.isDropped) return;
    else if (SYMBOLS.has(word)) write(SYMBOLS.get(word) ?? "");
    else if (group.isNote) write(word === "par" ? LINE_BREAK : "");
    else if (word === "pard") [level, isInTable] = [null, false];
    else if (word === "intbl") isInTable = true;
    else if (word === "outlinelevel") level = Math.min(6, (number ?? 0) + 1);
    else if (word === "s") level = head.headingStyles.get(number ?? 0) ?? null;
    else if (word === "cell") {
      cells.push(paragraph);
      [paragraph, mark] = ["", ""];
    } else if (word === "row") {
      endList();
      rows.push(cells);
      cells = [];
    } else if (["par", "sect", "page"].includes(word)) {
      if (isInTable) paragraph += " ";
      else endParagraph();
    }
  };
  for (const token of rtfTokens(file)) {
    // Some letters are of two bytes, each of them written for itself.
    if (token.type !== "text") endText();
    if (token.type === "open") {
      groups.push(group);
      group = { ...group };
    } else if (token.type === "close") group = groups.pop() ?? group;
    else if (token.type === "text") {
      bytes += token.bytes.slice(skip);
      skip = Math.max(0, skip - token.bytes.length);
    } else control(token.word, token.number);
    if (token.type === "open" || token.type === "close") skip = 0;
    isGroupStart = token.type === "open";
  }
  endText();
  endParagraph();
  endList();
  return { blocks, hidden, title: head.title };
}
