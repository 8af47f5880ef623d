/** A piece of a file in Rich Text Format. */
export type RtfToken =
  | { readonly type: "open" }
  | { readonly type: "close" }
  /** A control word such as `\fs24`, or a symbol such as `\~`, with its number. */
  | { readonly type: "control"; readonly word: string; readonly number: number | null }
  /** Bytes of text as latin1, from `\'e4` too; which letters they are depends on the font. */
  | { readonly type: "text"; readonly bytes: string };

const TOKEN = /\\([a-z]+)(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|([^\\{}\r\n]+)|[\r\n\\]/giu;

/**
 * Cuts a file in Rich Text Format into its pieces, in linear time. The content of `\bin` is left out.
 *
 * @param file As latin1.
 * @see Rich Text Format Specification 1.9.1, "RTF Syntax"
 */
export function* rtfTokens(file: string): Generator<RtfToken> {
  const pattern = new RegExp(TOKEN);
  for (let match = pattern.exec(file); match !== null; match = pattern.exec(file)) {
    const [, word, number, byte, symbol, brace, bytes] = match;
    if (word !== undefined) {
      const value = number === undefined ? null : Number(number);
      if (word === "bin") pattern.lastIndex += Math.max(0, value ?? 0);
      else yield { type: "control", word, number: value };
    } else if (byte !== undefined) yield { type: "text", bytes: String.fromCharCode(Number.parseInt(byte, 16)) };
    else if (symbol !== undefined) yield { type: "control", word: symbol, number: null };
    else if (brace !== undefined) yield brace === "{" ? { type: "open" } : { type: "close" };
    else if (bytes !== undefined) yield { type: "text", bytes };
  }
}
