import { Parser } from "htmlparser2";
import { prefixOf } from "./xml.js";

/** A row with something in it. */
export interface SheetRow {
  /** From 1, as people count them. */
  readonly number: number;
  /** From column A on; "" for an empty cell. */
  readonly cells: readonly string[];
}

/** What it takes to tell what a cell shows. */
export interface SheetContext {
  readonly strings: readonly string[];
  /** What a number is shown as in a cell of this style. */
  readonly format: (value: number, style: number) => string;
  /** What false and true are shown as. */
  readonly booleans: readonly [string, string];
}

const MAX_COLUMNS = 16_384;

/**
 * Reads the visible rows of a sheet, as a stream: large ones would not fit into memory as a tree.
 *
 * @returns `hidden` counts the characters in hidden rows and columns.
 * @see ECMA-376, part 1, 18.3.1
 */
export function readSheet(part: Buffer, context: SheetContext): { rows: SheetRow[]; hidden: number } {
  const rows: SheetRow[] = [];
  const hiddenColumns: (readonly [first: number, last: number])[] = [];
  let hidden = 0;
  let row: { number: number; isHidden: boolean; cells: string[] } | null = null;
  let cell: { column: number; type: string; style: number; text: string } | null = null;
  let isValue = false;
  const isColumnHidden = (column: number) => hiddenColumns.some(([first, last]) => first <= column && column <= last);
  const endCell = () => {
    if (cell === null || row === null) return;
    const text = shown(cell, context);
    if (row.isHidden || isColumnHidden(cell.column + 1)) hidden += text.length;
    else if (text !== "") {
      while (row.cells.length < cell.column) row.cells.push("");
      row.cells[cell.column] = text;
    }
    cell = null;
  };
  let prefix: string | null = null;
  const plain = (name: string) => (prefix !== null && name.startsWith(prefix) ? name.slice(prefix.length) : name);
  const parser = new Parser(
    {
      onopentag(written, attributes) {
        prefix ??= prefixOf(written);
        const name = plain(written);
        if (name === "col" && isOn(attributes.hidden))
          hiddenColumns.push([Number(attributes.min), Number(attributes.max)]);
        if (name === "row") {
          const number = Number(attributes.r ?? (rows.at(-1)?.number ?? 0) + 1);
          row = { number, isHidden: isOn(attributes.hidden), cells: [] };
        }
        if (name === "c" && row !== null) {
          const column = attributes.r === undefined ? row.cells.length : columnOf(attributes.r);
          cell = {
            column: Math.min(column, MAX_COLUMNS),
            type: attributes.t ?? "n",
            style: Number(attributes.s ?? 0),
            text: "",
          };
        }
        isValue = name === "v" || name === "t";
      },
      ontext(text) {
        if (cell !== null && isValue) cell.text += text;
      },
      onclosetag(written) {
        const name = plain(written);
        isValue = false;
        if (name === "c") endCell();
        if (name !== "row" || row === null) return;
        if (row.cells.length > 0) rows.push(row);
        row = null;
      },
    },
    { xmlMode: true },
  );
  parser.end(part.toString("utf8"));
  return { rows, hidden };
}

function shown({ type, style, text }: { type: string; style: number; text: string }, context: SheetContext): string {
  if (text === "" || type === "e") return "";
  if (type === "s") return (context.strings[Number(text)] ?? "").replace(/\s+/gu, " ").trim();
  if (type === "b") return context.booleans[text === "1" ? 1 : 0];
  if (type !== "n") return text.replace(/\s+/gu, " ").trim();
  const value = Number(text);
  return Number.isFinite(value) ? context.format(value, style) : text;
}

/** Column of a cell such as "AB12", from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/u.exec(reference)?.[0] ?? "A") column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function isOn(attribute: string | undefined): boolean {
  return attribute === "1" || attribute === "true";
}
