import { type Block, headingBlock, LINE_BREAK, textBlock } from "../block.js";
import { tableText } from "./table-text.js";
import { allOf, childOf, childrenOf, isElement, rawText, type XmlElement, type XmlNode } from "./xml.js";

const DROPPED = new Set([
  ...[
    "office:annotation",
    "office:annotation-end",
    "text:tracked-changes",
    "text:note",
    "draw:frame",
    "draw:custom-shape",
  ],
  ...["text:hidden-text", "text:hidden-paragraph", "text:table-of-content", "text:alphabetical-index", "office:forms"],
  ...["text:sequence-decls", "text:variable-decls", "text:user-field-decls", "svg:title", "svg:desc"],
]);

/** What is known of a style: whether it hides text, and whether it is one for titles. */
interface Style {
  readonly isHidden: boolean;
  readonly isTitle: boolean;
}

/**
 * Turns the body of an OpenDocument text into blocks, notes and text boxes after the paragraph that they belong to.
 *
 * @param stylesheets Roots of the parts that may hold styles.
 * @returns `hidden` counts the characters of hidden text, which is in none of the blocks.
 */
export function blocksOfOdt(
  body: XmlElement,
  stylesheets: readonly (XmlElement | null)[],
): { blocks: Block[]; hidden: number } {
  const styleOf = readStyles(stylesheets);
  let hidden = 0;
  const isHidden = (element: XmlElement) =>
    styleOf(element).isHidden ||
    element.name === "text:hidden-text" ||
    element.name === "text:hidden-paragraph" ||
    element.attribs["text:display"] === "none";

  const inline = (node: XmlNode): string => {
    if (!isElement(node)) return rawText(node).replace(/\s+/gu, " ");
    if (isHidden(node)) {
      hidden += (node.attribs["text:string-value"] ?? rawText(node)).trim().length;
      return "";
    }
    if (DROPPED.has(node.name)) return "";
    if (node.name === "text:s") return " ".repeat(Math.min(100, Number(node.attribs["text:c"] ?? 1)));
    if (node.name === "text:tab") return " ";
    if (node.name === "text:line-break") return LINE_BREAK;
    return node.children.map(inline).join("");
  };
  const blocksOf = (element: XmlElement): Block[] => {
    const { name, attribs } = element;
    if (name === "text:h" || name === "text:p") {
      const text = inline(element).trim();
      const level =
        name === "text:h" ? Number(attribs["text:outline-level"] ?? 1) : styleOf(element).isTitle ? 1 : null;
      const own = text === "" ? [] : [level === null ? textBlock(text) : headingBlock(text, Math.min(6, level))];
      return [...own, ...notesOf(element), ...boxesOf(element)];
    }
    if (isHidden(element)) {
      hidden += rawText(element).trim().length;
      return [];
    }
    if (name === "draw:frame") return boxesOf(element);
    if (DROPPED.has(name)) return [];
    // Numbered headings are items of lists.
    if (name === "text:list" && allOf(element, "text:h").length === 0) return [textBlock(listText(element))];
    if (name === "table:table") return [textBlock(table(element))];
    return childrenOf(element).flatMap(blocksOf);
  };
  const linesOf = (element: XmlElement) =>
    childrenOf(element)
      .flatMap(blocksOf)
      .map((block) => block.text);
  const notesOf = (element: XmlElement) =>
    allOf(element, "text:note").flatMap((note) => linesOf(childOf(note, "text:note-body") ?? note).map(textBlock));
  const boxesOf = (element: XmlElement) =>
    allOf(element, "draw:text-box").flatMap((box) => childrenOf(box).flatMap(blocksOf));
  const listText = (list: XmlElement): string =>
    childrenOf(list, "text:list-item")
      .map((item) => linesOf(item).join("\n").replaceAll(LINE_BREAK, "\n").replaceAll("\n", "\n  "))
      .filter((text) => text.trim() !== "")
      .map((text) => `- ${text}`)
      .join("\n");
  const cellsOf = (row: XmlElement) =>
    childrenOf(row)
      .filter(({ name }) => name === "table:table-cell" || name === "table:covered-table-cell")
      .map((cell) => linesOf(cell).join(" "));
  const table = (element: XmlElement): string => {
    const head = allOf(childOf(element, "table:table-header-rows"), "table:table-row").map(cellsOf);
    const rows = childrenOf(element)
      .filter(({ name }) => name !== "table:table-header-rows")
      .flatMap((child) => (child.name === "table:table-row" ? [child] : allOf(child, "table:table-row")))
      .map(cellsOf);
    // Few mark their heads as such; what stands in the first row is one as often as not.
    const [first, ...rest] = [...head, ...rows];
    return tableText(first ?? [], rest);
  };
  return { blocks: childrenOf(body).flatMap(blocksOf), hidden };
}

function readStyles(stylesheets: readonly (XmlElement | null)[]): (element: XmlElement) => Style {
  const styles = new Map(
    stylesheets.flatMap((root) => allOf(root, "style:style")).map((style) => [style.attribs["style:name"], style]),
  );
  const describe = (name: string | undefined, depth: number): Style => {
    const style = styles.get(name);
    const parent = style?.attribs["style:parent-style-name"];
    const inherited = parent === undefined || depth > 20 ? null : describe(parent, depth + 1);
    const display = childOf(style ?? null, "style:text-properties")?.attribs["text:display"];
    return {
      isHidden: display === undefined ? (inherited?.isHidden ?? false) : display === "none",
      isTitle: name === "Title" || (inherited?.isTitle ?? false),
    };
  };
  const known = new Map<string, Style>();
  return ({ attribs }) => {
    const name = attribs["text:style-name"] ?? "";
    const style = known.get(name) ?? describe(name, 0);
    known.set(name, style);
    return style;
  };
}
