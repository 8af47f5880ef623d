import { createRtfDecoder } from "./rtf-characters.js";
import { rtfTokens } from "./rtf-tokens.js";

/** What the tables at the beginning of a file in Rich Text Format say. */
export interface RtfHead {
  /** Code page of text in a font that has none of its own. */
  readonly codePage: number;
  /** Windows' number for the script of each font. */
  readonly fontCharsets: ReadonlyMap<number, number>;
  /** Numbers of the colours that are white. */
  readonly whiteColours: ReadonlySet<number>;
  /** Level of the paragraph styles that are headings, from 1. */
  readonly headingStyles: ReadonlyMap<number, number>;
  readonly title: string | null;
  /** Whether text or a cell may have a colour behind it. */
  readonly hasBackground: boolean;
}

const HEADING = /^(?:heading|überschrift)\s*(\d)/iu;
const TITLE = /^(?:title|titel)\b/iu;

/** @param file As latin1. */
export function readRtfHead(file: string): RtfHead {
  const fontCharsets = new Map<number, number>();
  const whiteColours = new Set<number>();
  const headingStyles = new Map<number, number>();
  const colour = { red: 0, green: 0, blue: 0 };
  const isShade = (word: string): word is keyof typeof colour => Object.hasOwn(colour, word);
  // Destination of each open group.
  const path: string[] = [];
  let codePage = 1252;
  let [font, style, colours] = [0, 0, 0];
  let styleName = "";
  for (const token of rtfTokens(file)) {
    if (token.type === "open") path.push("");
    else if (token.type === "close") {
      const ended = path.pop();
      if (path.at(-1) === "stylesheet" || ended === "stylesheet") {
        const level = TITLE.test(styleName.trim()) ? 1 : Number(HEADING.exec(styleName.trim())?.[1] ?? 0);
        if (level > 0) headingStyles.set(style, Math.min(6, level));
        [style, styleName] = [0, ""];
      }
      // The tables stand before the text.
      if (ended === "stylesheet") break;
    } else if (token.type === "control") {
      const { word, number } = token;
      if (path.at(-1) === "" && word !== "*") path[path.length - 1] = word;
      if (word === "ansicpg") codePage = number ?? codePage;
      else if (word === "f" && path.includes("fonttbl")) font = number ?? 0;
      else if (word === "fcharset") fontCharsets.set(font, number ?? 0);
      else if (word === "s" && path.includes("stylesheet")) style = number ?? 0;
      else if (isShade(word)) colour[word] = number ?? 0;
    } else if (path.includes("colortbl")) {
      for (const _ of token.bytes.match(/;/gu) ?? []) {
        if (colour.red + colour.green + colour.blue === 3 * 255) whiteColours.add(colours);
        colours += 1;
        Object.assign(colour, { red: 0, green: 0, blue: 0 });
      }
    } else if (path.includes("stylesheet")) styleName += token.bytes;
  }
  const title = titleOf(file, createRtfDecoder({ codePage, fontCharsets }));
  return {
    ...{ codePage, fontCharsets, whiteColours, headingStyles, title: title === "" ? null : title },
    hasBackground: /\\(?:highlight[1-9]|chcbpat|cbpat|clcbpat|cb[1-9]|chshdng|shading)/u.test(file),
  };
}

function titleOf(file: string, decode: ReturnType<typeof createRtfDecoder>): string {
  const [, group = ""] = /\{\\title\b ?((?:\\.|[^{}\\])*)\}/su.exec(file.slice(0, 100_000)) ?? [];
  let [title, bytes, skip] = ["", "", 0];
  for (const token of rtfTokens(group)) {
    if (token.type === "text") {
      bytes += token.bytes.slice(skip);
      skip = Math.max(0, skip - token.bytes.length);
    } else if (token.type === "control" && token.word === "u") {
      title += decode(bytes, null) + String.fromCharCode((token.number ?? 0) & 0xffff);
      [bytes, skip] = ["", 1];
    } else if (token.type === "control" && /^[{}\\]$/u.test(token.word)) bytes += token.word;
  }
  return (title + decode(bytes, null)).trim();
}
