import type { CheerioAPI } from "cheerio";
import { type Block, headingBlock, LINE_BREAK, textBlock } from "../block.js";

/** A node of a parsed page. */
export type HtmlNode = ReturnType<ReturnType<CheerioAPI["root"]>["contents"]>[number];
type HtmlElement = Extract<HtmlNode, { attribs: unknown }>;

const HEADINGS = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);
const BLOCKS = new Set(
  `address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
   form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre search section summary table tbody td
   tfoot th thead tr ul`.split(/\s+/u),
);
const DROPPED = new Set(["script", "style", "del", "s", "strike", "head", "img", "wbr"]);

/**
 * Turns parts of a page into blocks: one per paragraph, heading, list, definition list, table and listing.
 *
 * Struck-out text is left out. A table with headings, lists or tables in it is layout: its cells are read one by one.
 */
export function blocksOfHtml(nodes: readonly HtmlNode[]): Block[] {
  const blocks: Block[] = [];
  let line = "";
  const endParagraph = () => {
    if (line.trim() !== "") blocks.push(textBlock(line.trim()));
    line = "";
  };
  const walk = (current: HtmlNode): void => {
    if (current.type === "text") line = appendInline(line, current.data);
    if (!isElement(current) || DROPPED.has(current.name)) return;
    if (current.name === "br") {
      line = `${line.trimEnd()}${LINE_BREAK}`;
      return;
    }
    if (!BLOCKS.has(current.name)) {
      for (const child of current.children) walk(child);
      return;
    }
    endParagraph();
    const whole = wholeBlock(current);
    if (whole !== null) blocks.push(whole);
    else for (const child of current.children) walk(child);
    endParagraph();
  };
  for (const node of nodes) walk(node);
  endParagraph();
  return blocks;
}

/** Whether a part of a page has anything to read. */
export function hasText(node: HtmlNode): boolean {
  if (node.type === "text") return node.data.trim() !== "";
  return isElement(node) && !DROPPED.has(node.name) && node.children.some(hasText);
}

/** The block that an element is as a whole; null if its children are blocks of their own. */
function wholeBlock(element: HtmlElement): Block | null {
  if (HEADINGS.has(element.name)) {
    return headingBlock(inlineText(element).replaceAll(LINE_BREAK, " "), Number(element.name.slice(1)));
  }
  if (element.name === "pre") return textBlock(rawText(element));
  if (element.name === "dl") return textBlock(definitionsText(element));
  if (element.name === "table" && !isLayout(element)) return textBlock(tableText(element));
  const isList = element.name === "ul" || element.name === "ol" || element.name === "menu";
  return isList && !contains(element, HEADINGS) ? textBlock(listText(element)) : null;
}

function listText(list: HtmlElement): string {
  const first = Number.parseInt(list.attribs.start ?? "1", 10) || 1;
  const items = list.children.filter(isElement).filter(hasText);
  return items
    .map((item, index) => {
      const mark = list.name === "ol" ? `${first + index}.` : "-";
      const lines = blocksOfHtml(item.children).map((block) => block.text);
      return `${mark} ${lines
        .join("\n")
        .trim()
        .replace(/\n|\u2028/gu, "\n  ")}`;
    })
    .join("\n");
}

/** "Begriff: Erklärung", one line each; further explanations below. */
function definitionsText(list: HtmlElement): string {
  let text = "";
  let afterTerm = false;
  for (const entry of descendants(list, ["dt", "dd"])) {
    const content = inlineText(entry);
    if (content === "") continue;
    const isTerm = entry.name === "dt";
    text +=
      text === "" ? content : afterTerm && !isTerm ? `${text.endsWith(":") ? "" : ":"} ${content}` : `\n${content}`;
    afterTerm = isTerm;
  }
  return text;
}

function tableText(table: HtmlElement): string {
  const rows = descendants(table, ["tr"]).map((row) =>
    row.children
      .filter(isElement)
      .filter((cell) => cell.name === "td" || cell.name === "th")
      .map((cell) => inlineText(cell).replaceAll(LINE_BREAK, " ")),
  );
  const caption = descendants(table, ["caption"]).map((element) => inlineText(element));
  const lines = rows.filter((cells) => cells.some((cell) => cell !== "")).map((cells) => cells.join(" | "));
  return [...caption, ...lines].join("\n");
}

function isLayout(table: HtmlElement): boolean {
  return table.children.some((child) => contains(child, new Set([...HEADINGS, "table", "ul", "ol", "dl", "pre"])));
}

function contains(node: HtmlNode, names: ReadonlySet<string>): boolean {
  return isElement(node) && (names.has(node.name) || node.children.some((child) => contains(child, names)));
}

function descendants(element: HtmlElement, names: readonly string[]): HtmlElement[] {
  return element.children
    .filter(isElement)
    .flatMap((child) => (names.includes(child.name) ? [child] : descendants(child, names)));
}

/** All text of an element on one line, but for its line breaks. */
function inlineText(element: HtmlElement): string {
  return blocksOfHtml(element.children)
    .map((block) => block.text.replaceAll("\n", " "))
    .join(" ");
}

/** HTML's own rule: white space is one blank, and none at the beginning of a line. No-break spaces are no white space. */
function appendInline(line: string, text: string): string {
  const collapsed = text.replace(/[ \t\r\n\f]+/gu, " ");
  return line === "" || line.endsWith(" ") || line.endsWith(LINE_BREAK)
    ? line + collapsed.trimStart()
    : line + collapsed;
}

function rawText(node: HtmlNode): string {
  if (node.type === "text") return node.data;
  return isElement(node) ? node.children.map(rawText).join("") : "";
}

function isElement(node: HtmlNode): node is HtmlElement {
  return "name" in node && "attribs" in node;
}
