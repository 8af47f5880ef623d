import type { PDFPageProxy } from "pdfjs-dist";

/** A rectangle on the page, in points; `y` grows upwards. */
interface Area {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** What a page paints in which colour. */
export interface PagePaint {
  /** Everything printed, without white space, in the page's order, and for each of these UTF-16 units if it is white. */
  readonly letters: string;
  readonly isWhite: readonly boolean[];
  /** Places with a colour or a picture. */
  readonly areas: readonly Area[];
}

type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const WHITE = /^#f[a-f]f[a-f]f[a-f]$/iu;
const EVERYWHERE: Area = { left: -1e9, bottom: -1e9, right: 1e9, top: 1e9 };

/**
 * Follows what a page paints: where it puts colours and pictures, and which letters are white.
 *
 * @param codes Numbers of the library's operators.
 */
export async function readPaint(page: PDFPageProxy, codes: Readonly<Record<string, number>>): Promise<PagePaint> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const names = new Map(Object.entries(codes).map(([name, code]) => [code, name]));
  const saved: { matrix: Matrix; isWhite: boolean }[] = [];
  let state = { matrix: IDENTITY, isWhite: false };
  let letters = "";
  const isWhite: boolean[] = [];
  const areas: Area[] = [];
  for (const [index, code] of fnArray.entries()) {
    const name = names.get(code) ?? "";
    const values: unknown[] = Array.isArray(argsArray[index]) ? argsArray[index] : [];
    if (name === "save") saved.push(state);
    else if (name === "restore") state = saved.pop() ?? state;
    else if (name === "paintFormXObjectBegin") {
      saved.push(state);
      if (isMatrix(values[0])) state = { ...state, matrix: multiply(state.matrix, values[0]) };
    } else if (name === "paintFormXObjectEnd") state = saved.pop() ?? state;
    else if (name === "transform" && isMatrix(values)) state = { ...state, matrix: multiply(state.matrix, values) };
    else if (/^setFill(?:RGBColor|Transparent)$/u.test(name))
      state = { ...state, isWhite: WHITE.test(String(values[0])) };
    else if (/^setFillColorN$/u.test(name)) state = { ...state, isWhite: false };
    else if (name === "showText") {
      const text = glyphs(values[0]).join("").replace(/\s+/gu, "");
      letters += text;
      for (let unit = 0; unit < text.length; unit += 1) isWhite.push(state.isWhite);
    } else if (name === "constructPath" && !state.isWhite && /fill/iu.test(names.get(Number(values[0])) ?? "")) {
      areas.push(boxOf(state.matrix, values[2]));
    } else if (name === "shadingFill") areas.push(EVERYWHERE);
    else if (/^paint\w*Image/u.test(name)) areas.push(boxOf(state.matrix, [0, 0, 1, 1]));
  }
  return { letters, isWhite, areas };
}

/**
 * Parts what is seen of the pieces of a page from what is not: white where the page is white.
 *
 * @param pieces In the page's order, their place in points, `y` upwards.
 * @returns For each piece its text as it is seen. Where the pieces are not what was painted, all of it.
 */
export function seenTexts(
  pieces: readonly { readonly text: string; readonly x: number; readonly y: number; readonly size: number }[],
  { letters, isWhite, areas }: PagePaint,
): string[] {
  const isSame = pieces.map(({ text }) => text.replace(/\s+/gu, "")).join("") === letters;
  if (!isSame || !isWhite.includes(true)) return pieces.map(({ text }) => text);
  let position = 0;
  return pieces.map(({ text, x, y, size }) => {
    const middle = { x: x + size / 4, y: y + size / 4 };
    const isOnColour = areas.some(
      ({ left, right, bottom, top }) => left <= middle.x && middle.x <= right && bottom <= middle.y && middle.y <= top,
    );
    let seen = "";
    for (const unit of text.split("")) {
      const isBlank = /\s/u.test(unit);
      if (isBlank || isOnColour || isWhite[position] !== true) seen += unit;
      if (!isBlank) position += 1;
    }
    return seen.trim() === "" && text.trim() !== "" ? "" : seen;
  });
}

function glyphs(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((glyph: unknown) =>
    typeof glyph === "object" && glyph !== null && "unicode" in glyph ? [String(glyph.unicode)] : [],
  );
}

function isMatrix(value: unknown): value is Matrix {
  return Array.isArray(value) && value.length === 6 && value.every((each) => typeof each === "number");
}

function multiply([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** @param box Left, bottom, right and top before the matrix is applied. */
function boxOf([a, b, c, d, e, f]: Matrix, box: unknown): Area {
  const [left, bottom, right, top] = Array.from(box as ArrayLike<number>);
  if (left === undefined || bottom === undefined || right === undefined || top === undefined) return EVERYWHERE;
  const corners = [left, right].flatMap((x) =>
    [bottom, top].map((y) => [a * x + c * y + e, b * x + d * y + f] as const),
  );
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
}
