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
