import { decodeWindows1252 } from "../decode-text.js";
import type { RtfHead } from "./rtf-head.js";

/** Code pages of Windows' script numbers; any other script is written in the file's own code page. */
const CODE_PAGES: ReadonlyMap<number, string> = new Map([
  [77, "macintosh"],
  [128, "shift_jis"],
  [129, "euc-kr"],
  [134, "gbk"],
  [136, "big5"],
  [161, "windows-1253"],
  [162, "windows-1254"],
  [163, "windows-1258"],
  [177, "windows-1255"],
  [178, "windows-1256"],
  [186, "windows-1257"],
  [204, "windows-1251"],
  [222, "windows-874"],
  [238, "windows-1250"],
]);

/** Tells which letters the bytes of a font are. */
export function createRtfDecoder({ codePage, fontCharsets }: Pick<RtfHead, "codePage" | "fontCharsets">) {
  const own = codePage === 1252 ? null : nameOf(codePage);
  return (bytes: string, font: number | null): string => {
    if (/^[\x20-\x7e]*$/u.test(bytes)) return bytes;
    const charset = font === null ? undefined : fontCharsets.get(font);
    const name = (charset !== undefined && CODE_PAGES.get(charset)) || own;
    const content = Buffer.from(bytes, "latin1");
    return name === null ? decodeWindows1252(content) : new TextDecoder(name).decode(content);
  };
}

/** Names of the code pages that are not called after their numbers. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [932, "shift_jis"],
  [936, "gbk"],
  [949, "euc-kr"],
  [950, "big5"],
  [10_000, "macintosh"],
  [65_001, "utf-8"],
]);

function nameOf(codePage: number): string | null {
  try {
    return new TextDecoder(NAMES.get(codePage) ?? `windows-${codePage}`).encoding;
  } catch {
    return null;
  }
}
