// Line ends of every system, Unicode's own (NEL, LS) and what starts a new page or paragraph (FF, PS).
const LINE_ENDS = /\r\n?|[\v\u0085\u2028]/gu;
const PARAGRAPH_ENDS = /[\f\u2029]/gu;

// A soft hyphen at the end of a line is where a word was cut in two.
const CUT_WORD = /\u00ad[ \t]*\n[ \t]*/gu;

// Format characters (zero-width, direction, tags, soft hyphen), controls, variation selectors, lone surrogates and
// private-use characters: nobody sees them, or sees something else than what a machine reads.
const UNSEEN = /[\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;
const CONTROLS = /[^\P{Cc}\n\t]/gu;

const HYPHENS = /[\u2010\u2011]/gu;
const LIGATURES = /[\ufb00-\ufb06]/gu;
const BLANKS = /[\t\p{Zs}]/gu;

// What can carry a message that nobody sees or turn one around: zero-width, direction and tag characters, and the
// variation selectors of ideographs. Not: soft hyphens, the byte order mark, joiners and selectors of emoji.
const INVISIBLE = new RegExp(
  [
    "[\\u180e\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069]",
    "[\\u{e0000}-\\u{e007f}]",
    "[\\u{e0100}-\\u{e01ef}]",
    "(?<=[\\ufe00-\\ufe0f])[\\ufe00-\\ufe0f]",
    "(?<!^)\\ufeff",
    "(?<![\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d",
  ].join("|"),
  "gu",
);

/** How many characters of a text could be used to hide something in it. */
export function countInvisible(text: string): number {
  return text.match(INVISIBLE)?.length ?? 0;
}

/**
 * Makes text what is stored, shown and quoted: NFC, `\n` line ends, plain blanks, at most one empty line in a row, no
 * blanks at the end of a line, no white space around the whole, nothing invisible.
 *
 * The only white space left is the blank and the newline. Normalising twice changes nothing. May return "".
 */
export function normaliseText(text: string): string {
  return text
    .replace(LINE_ENDS, "\n")
    .replace(PARAGRAPH_ENDS, "\n\n")
    .replace(CUT_WORD, "")
    .replace(UNSEEN, "")
    .replace(CONTROLS, "")
    .replace(HYPHENS, "-")
    .replace(LIGATURES, (ligature) => ligature.normalize("NFKC"))
    .replace(BLANKS, " ")
    .normalize("NFC")
    .replace(/(?<! ) +$/gmu, "")
    .replace(/\n{3,}/gu, "\n\n")
    .trim();
}
