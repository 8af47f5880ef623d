import { detectLanguage } from "../../language/detect-language.js";
import type { Language } from "../../language/language.js";
import { type Block, headingBlock, textBlock } from "../block.js";
import { READING_PROBLEMS, unreadable } from "../reading-problems.js";
import { type Archive, openArchive } from "./archive.js";
import { type Loader, NOTHING_ELSE } from "./loader.js";
import { linksOf } from "./office-links.js";
import { tableText } from "./table-text.js";
import { readCellFormats } from "./xlsx-formats.js";
import { readSheet, type SheetRow } from "./xlsx-sheet.js";
import { allOf, childOf, childrenOf, parsePlainXml, parseXml, rawText, type XmlElement } from "./xml.js";

/** What spreadsheet programs call a sheet that nobody gave a name. */
const NO_NAME = /^(?:tabelle|sheet|blatt|table)\s*\d+$/iu;

/**
 * Reads an Excel workbook sheet by sheet: titles, and tables whose every piece begins with the names of the columns.
 *
 * Values stand as they are shown: percentages, dates, amounts with their currency. Formulas count by their last result.
 * Hidden sheets, rows and columns, charts, pictures and comments are left out.
 */
export const loadXlsx: Loader = async (content, name) => {
  const archive = openArchive(content, name, ".xlsx");
  const workbook = parsePlainXml(archive.read("xl/workbook.xml"));
  if (workbook === null) throw unreadable(READING_PROBLEMS.otherFormat(name, ".xlsx"));
  const links = linksOf(archive, "xl/workbook.xml");
  const strings = readStrings(archive);
  const language = detectLanguage(strings.slice(0, 2000).join("\n"));
  const isFrom1904 = /^(?:1|true)$/u.test(childOf(workbook, "workbookPr")?.attribs.date1904 ?? "");
  const format = readCellFormats(parsePlainXml(archive.read("xl/styles.xml")), { language, isFrom1904 });
  const sheets = childrenOf(childOf(workbook, "sheets"), "sheet");
  let hidden = 0;
  const blocks = sheets.flatMap(({ attribs }): Block[] => {
    const part = archive.read(links.get(linkOf(attribs)) ?? "");
    if (part === null) return [];
    const sheet = readSheet(part, { strings, format, booleans: BOOLEANS[language] });
    hidden += sheet.hidden;
    const isShown = attribs.state === undefined || attribs.state === "visible";
    if (!isShown) {
      hidden += sheet.rows.flatMap(({ cells }) => cells).join("").length;
      return [];
    }
    const title = attribs.name ?? "";
    const tables = blocksOfRows(sheet.rows);
    return tables.length === 0 || NO_NAME.test(title)
      ? tables
      : [headingBlock(title, sheets.length > 1 ? 2 : 1), ...tables];
  });
  const title = rawText(childOf(parseXml(archive.read("docProps/core.xml")), "dc:title")).trim();
  return { ...NOTHING_ELSE, blocks, hidden, title: title === "" ? null : title };
};

const BOOLEANS: Readonly<Record<Language, readonly [string, string]>> = { de: ["nein", "ja"], en: ["no", "yes"] };

/** Its prefix is one of the file's own choice. */
const linkOf = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes).find(([name]) => name.endsWith(":id"))?.[1] ?? "";

/** Texts that cells share, by their number; furigana is left out. */
function readStrings(archive: Archive): string[] {
  return childrenOf(parsePlainXml(archive.read("xl/sharedStrings.xml")), "si").map(stringOf);
}

function stringOf(item: XmlElement): string {
  const runs = childrenOf(item).filter(({ name }) => name === "t" || name === "r");
  return runs.map((run) => (run.name === "t" ? rawText(run) : allOf(run, "t").map(rawText).join(""))).join("");
}

/** Tables and single lines; an empty row parts them, and so does a row of one cell, which is a title or a remark. */
function blocksOfRows(rows: readonly SheetRow[]): Block[] {
  const blocks: Block[] = [];
  let table: SheetRow[] = [];
  const end = () => {
    const [head, ...rest] = table;
    if (head !== undefined)
      blocks.push(
        textBlock(
          tableText(
            head.cells,
            rest.map(({ cells }) => cells),
          ),
        ),
      );
    table = [];
  };
  let last = 0;
  for (const row of rows) {
    const texts = row.cells.filter((cell) => cell !== "");
    if (row.number > last + 1 || texts.length === 0) end();
    last = row.number;
    if (texts.length === 0) continue;
    // In a table a row of one cell is one like the others.
    if (texts.length === 1 && table.length === 0) blocks.push(textBlock(texts.join("")));
    else table.push(row);
  }
  end();
  return blocks;
}
