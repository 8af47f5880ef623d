import { READING_PROBLEMS, unreadable } from "./reading-problems.js";

// Bytes 0x80 to 0x9f. Own table because TextDecoder of some Node releases takes windows-1252 for latin1
// (nodejs/node#56542).
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

// Share of control bytes from which a file is taken for binary; text has practically none.
const CONTROL_SHARE = 0.02;

/**
 * Reads a text file: UTF-16 if it begins with that byte order mark, else UTF-8, else windows-1252.
 *
 * @param name Names the file in the error.
 * @throws UnreadableFileError if the content is not text.
 */
export function decodeText(content: Uint8Array, name: string): string {
  if (content[0] === 0xff && content[1] === 0xfe) return new TextDecoder("utf-16le").decode(content);
  if (content[0] === 0xfe && content[1] === 0xff) return new TextDecoder("utf-16be").decode(content);
  if (isBinary(content)) {
    throw unreadable(READING_PROBLEMS.binary(name));
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return decodeWindows1252(content);
  }
}

/** Reads any bytes as windows-1252. */
export function decodeWindows1252(content: Uint8Array): string {
  return Buffer.from(content)
    .toString("latin1")
    .replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80));
}

function isBinary(content: Uint8Array): boolean {
  let controls = 0;
  for (const byte of content) {
    if (byte === 0) return true;
    if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) controls += 1;
  }
  return controls > content.length * CONTROL_SHARE;
}
