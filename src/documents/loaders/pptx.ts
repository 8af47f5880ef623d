import { type Block, headingBlock, LINE_BREAK, textBlock } from "../block.js";
import { READING_PROBLEMS, unreadable } from "../reading-problems.js";
import { type Archive, openArchive } from "./archive.js";
import { type Loader, NOTHING_ELSE } from "./loader.js";
import { linksOf } from "./office-links.js";
import { tableText } from "./table-text.js";
import { allOf, childOf, childrenOf, parseXml, rawText, type XmlElement } from "./xml.js";

const DATE_NUMBER_FOOTER = new Set(["dt", "sldNum", "ftr", "hdr"]);

/**
 * Reads a PowerPoint presentation slide by slide; a slide is a page, its title a heading.
 *
 * Pictures, speakers' notes, comments, dates, footers, hidden slides and hidden shapes are left out.
 */
export const loadPptx: Loader = async (content, name) => {
  const archive = openArchive(content, name, ".pptx");
  const presentation = parseXml(archive.read("ppt/presentation.xml"));
  if (presentation === null) {
    throw unreadable(READING_PROBLEMS.otherFormat(name, ".pptx"));
  }
  const links = linksOf(archive, "ppt/presentation.xml");
  const slides = childrenOf(childOf(presentation, "p:sldIdLst"), "p:sldId").flatMap(
    ({ attribs }) => parseXml(archive.read(links.get(attribs["r:id"] ?? "") ?? "")) ?? [],
  );
  const read = slides.map((slide, index) => readSlide(slide, index + 1));
  const notes = notesLength(archive);
  return {
    ...NOTHING_ELSE,
    blocks: read.flatMap(({ blocks }) => blocks),
    title: titleOf(archive),
    hidden: read.reduce((sum, { hidden }) => sum + hidden, 0),
    leftOut: notes === 0 ? [] : [READING_PROBLEMS.notes(name, notes)],
  };
};

function readSlide(slide: XmlElement, page: number): { blocks: Block[]; hidden: number } {
  const shapes = childOf(slide, "p:cSld", "p:spTree");
  const isShown = slide.attribs.show !== "0" && slide.attribs.show !== "false";
  if (shapes === null || !isShown) return { blocks: [], hidden: textOf(shapes).length };
  const all = shapesOf(shapes);
  const [shown, hidden] = [all.filter((shape) => !isHidden(shape)), all.filter(isHidden)];
  const blocks = shown.flatMap(blocksOfShape).toSorted((left, right) => rank(left) - rank(right));
  return {
    blocks: blocks.map((block) => ({ ...block, page })),
    hidden: hidden.reduce((sum, shape) => sum + textOf(shape).length, 0),
  };
}

/** The title first, wherever it stands in the file. */
function rank({ headingLevel }: Block): number {
  return headingLevel === null ? 1 : 0;
}

/** Shapes and tables of a slide, those in groups too, from back to front. */
function shapesOf(tree: XmlElement): XmlElement[] {
  return childrenOf(tree).flatMap((child) => (child.name !== "p:grpSp" || isHidden(child) ? [child] : shapesOf(child)));
}

function isHidden(shape: XmlElement): boolean {
  const [properties] = childrenOf(shape).filter(({ name }) => /^p:nv\w+Pr$/u.test(name));
  const hidden = childOf(properties ?? null, "p:cNvPr")?.attribs.hidden;
  return hidden === "1" || hidden === "true";
}

function blocksOfShape(shape: XmlElement): Block[] {
  const [table] = allOf(shape, "a:tbl");
  if (table !== undefined) return [textBlock(readTable(table))];
  const kind = childOf(shape, "p:nvSpPr", "p:nvPr", "p:ph")?.attribs.type;
  const body = childOf(shape, "p:txBody");
  if (body === null || (kind !== undefined && DATE_NUMBER_FOOTER.has(kind))) return [];
  const paragraphs = childrenOf(body, "a:p").filter((paragraph) => textOf(paragraph) !== "");
  if (paragraphs.length === 0) return [];
  if (kind === "title" || kind === "ctrTitle") {
    const text = paragraphs.map(textOf).join(" ").replaceAll(LINE_BREAK, " ");
    return [headingBlock(text, kind === "title" ? 2 : 1)];
  }
  // Masters give bullets to the main placeholders; what stands there is a list unless it says otherwise.
  const isBody =
    childOf(shape, "p:nvSpPr", "p:nvPr", "p:ph") !== null && (kind === undefined || kind === "body" || kind === "obj");
  return [textBlock(paragraphs.map((paragraph) => lineOf(paragraph, isBody && paragraphs.length > 1)).join("\n"))];
}

function lineOf(paragraph: XmlElement, isBody: boolean): string {
  const format = childOf(paragraph, "a:pPr");
  const hasBullet = childOf(format, "a:buChar") !== null || childOf(format, "a:buAutoNum") !== null;
  const isItem = hasBullet || (isBody && childOf(format, "a:buNone") === null);
  const indent = "  ".repeat(isItem ? Math.min(8, Number(format?.attribs.lvl ?? 0)) : 0);
  const text = textOf(paragraph);
  return isItem ? `${indent}- ${text.replaceAll(LINE_BREAK, ` `)}` : text;
}

function readTable(table: XmlElement): string {
  const rows = childrenOf(table, "a:tr").map((row) => childrenOf(row, "a:tc").map(textOf));
  const [head, ...rest] = rows;
  return tableText(head ?? [], rest);
}

/** Text of a paragraph, or of all paragraphs of a shape. */
function textOf(element: XmlElement | null): string {
  const pieces = allOf(element, "a:t", "a:br", "a:p").map((each) => {
    if (each.name === "a:p") return `${textOf(each)} `;
    return each.name === "a:br" ? LINE_BREAK : rawText(each);
  });
  return pieces.join("").trim();
}

function notesLength(archive: Archive): number {
  const parts = archive.parts.filter((part) => /^ppt\/notesSlides\/[^/]+\.xml$/u.test(part));
  const bodies = parts.flatMap((part) =>
    allOf(parseXml(archive.read(part)), "p:sp").filter(
      (shape) => childOf(shape, "p:nvSpPr", "p:nvPr", "p:ph")?.attribs.type === "body",
    ),
  );
  return bodies.reduce((sum, body) => sum + textOf(body).length, 0);
}

function titleOf(archive: Archive): string | null {
  const title = rawText(childOf(parseXml(archive.read("docProps/core.xml")), "dc:title")).trim();
  return title === "" || /^PowerPoint|^Präsentation$|^Presentation$/u.test(title) ? null : title;
}
