import type { BlockContent, DefinitionContent, List, PhrasingContent, RootContent, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { type Block, headingBlock, LINE_BREAK, textBlock } from "../block.js";
import { decodeText } from "../decode-text.js";
import { splitFrontMatter } from "../front-matter.js";
import { unwrapLines } from "../unwrap-lines.js";
import { type Loader, NOTHING_ELSE } from "./loader.js";

/**
 * Reads GitHub-flavoured Markdown as what a reader sees, without its markup.
 *
 * Raw HTML, images and struck-out text are left out; of a link its text stays.
 */
export const loadMarkdown: Loader = async (content, name) => {
  const { frontMatter, body } = splitFrontMatter(decodeText(content, name), name);
  // One tilde is no strike-through: people write "~5 Minuten".
  const extensions = [gfm({ singleTilde: false })];
  // The parser takes long for thousands of empty lines; more than one never counts.
  const tree = fromMarkdown(body.replace(/\n(?:[ \t]*\r?\n){2,}/gu, "\n\n"), {
    extensions,
    mdastExtensions: [gfmFromMarkdown()],
  });
  return { ...NOTHING_ELSE, blocks: tree.children.flatMap(blocksOf), frontMatter };
};

function blocksOf(node: RootContent): Block[] {
  switch (node.type) {
    case "heading":
      return [headingBlock(inlineText(node.children).replaceAll(LINE_BREAK, " "), node.depth)];
    case "blockquote":
    case "footnoteDefinition":
      return node.children.flatMap(blocksOf);
    case "list":
    case "table":
    case "code":
    case "paragraph":
      return [textBlock(textOf(node))];
    default:
      return [];
  }
}

/** Text of a block inside a list item or of a block that is no container. */
function textOf(node: BlockContent | DefinitionContent): string {
  switch (node.type) {
    case "paragraph":
      return unwrapLines(inlineText(node.children));
    case "heading":
      return inlineText(node.children);
    case "list":
      return listText(node);
    case "table":
      return tableText(node);
    case "code":
      return node.value;
    case "blockquote":
    case "footnoteDefinition":
      return node.children.map(textOf).join("\n");
    default:
      return "";
  }
}

/** One line an item, its own blocks below it, moved in by two blanks. */
function listText(list: List): string {
  const first = list.start ?? 1;
  return list.children
    .map((item, index) => {
      const mark = list.ordered ? `${first + index}.` : "-";
      const box = item.checked == null ? "" : item.checked ? "[x] " : "[ ] ";
      const blocks = item.children.map((child) =>
        child.type === "paragraph" ? inlineText(child.children).replaceAll("\n", " ") : textOf(child),
      );
      const lines = blocks.filter((text) => text !== "").join("\n");
      return `${mark} ${box}${lines.replaceAll(LINE_BREAK, "\n").replaceAll("\n", "\n  ")}`;
    })
    .join("\n");
}

function tableText(table: Table): string {
  return table.children
    .map((row) => row.children.map((cell) => inlineText(cell.children).replaceAll(LINE_BREAK, " ").trim()).join(" | "))
    .join("\n");
}

/** What a browser shows: runs of blanks are one, also where something between them was left out. */
function inlineText(nodes: readonly PhrasingContent[]): string {
  return rawInlineText(nodes).replace(/[ \t]+/gu, " ");
}

function rawInlineText(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) => {
      switch (node.type) {
        case "text":
        case "inlineCode":
          return node.value;
        case "break":
          return LINE_BREAK;
        case "html":
          return /^<br\s*\/?>$/iu.test(node.value) ? LINE_BREAK : "";
        case "emphasis":
        case "strong":
        case "link":
        case "linkReference":
          return rawInlineText(node.children);
        default:
          return "";
      }
    })
    .join("");
}
