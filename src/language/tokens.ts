/** A piece of a text that terms are made of. */
export interface Token {
  /** As it stands in the text. */
  readonly surface: string;
  /** UTF-16 offset of its first character. */
  readonly start: number;
  /** `number` for amounts and times, `words` for one word or several joined by hyphens, slashes and the like. */
  readonly kind: "number" | "words";
  /** The normal form of a number ("1000", "3.5", "16:30"), or the single words in their order. */
  readonly parts: readonly string[];
}

const GROUPED = "\\d{1,3}(?:[.,'’\\u00a0\\u2009\\u202f]\\d{3})+(?:[.,]\\d{1,2})?";
const NUMBER = `(?=\\d)(?<![\\p{L}\\p{N}][.,]?)(?:(?<time>\\d{1,2}:\\d\\d|\\d{1,2}\\.\\d\\d(?=\\s?Uhr))|(?<number>${GROUPED}|\\d+[.,]\\d+))(?![.,:]?\\d|[-]?\\p{L})`;
const PIECE = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*";
const WORDS = `(?<words>${PIECE}(?:(?:[-‐‑/@&_+.:*]|/-)${PIECE})*)`;
const TOKEN = new RegExp(`${NUMBER}|${WORDS}`, "gu");

/** Ordinals and decades: "15th", "1990er". */
const COUNTED = /^(\d+)(?:st|nd|rd|th|er|ers|te[nrs]?|ste[nrs]?)$/i;

/** Before the rest of a genitive or a contraction: "krz's", "don't". */
const APOSTROPHE = /\p{L}['’]$/u;

/**
 * Cuts a text into tokens, in its order.
 *
 * Thousands and decimals are read in both the German and the English way: "1.000" and "1,000" give `1000`, "3,5" and "3.5"
 * give `3.5`. "16:30" and "16.30 Uhr" give `16:30`. Gender endings ("Bürger:innen", "Bürger/-innen") are dropped.
 *
 * @param text NFC.
 */
export function listTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const surface = match[0];
    const { time, number, words = "" } = match.groups ?? {};
    if (time !== undefined || number !== undefined) {
      const part = time === undefined ? normaliseNumber(surface) : normaliseTime(surface);
      tokens.push({ surface, start: match.index, kind: "number", parts: [part] });
      continue;
    }
    if (words.length === 1 && APOSTROPHE.test(text.slice(Math.max(0, match.index - 2), match.index))) continue;
    const neutral = words.replace(/(?<=\p{L})(?:[:*_]|\/-?)inn?(?:en)?(?![\p{L}\p{M}])/gu, "");
    const parts = neutral.split(/[-‐‑/@&_+.:*]+/u).map((part) => COUNTED.exec(part)?.[1] ?? part);
    const plain = parts.length === 1 && /^\d+$/.test(parts[0] ?? "");
    tokens.push({ surface, start: match.index, kind: plain ? "number" : "words", parts });
  }
  return tokens;
}

/** A group has exactly three digits; what follows the last other mark is the fraction. */
function normaliseNumber(number: string): string {
  const whole = number.replace(/['’\u00a0\u2009\u202f]/gu, "");
  const [, digits = whole, fraction = ""] = /^(.*?)(?:[.,](\d{1,2}|\d{4,}))?$/.exec(whole) ?? [];
  const rest = fraction.replace(/0+$/, "");
  const integer = digits.replace(/[.,]/g, "").replace(/^0+(?=\d)/, "");
  return rest === "" ? integer : `${integer}.${rest}`;
}

function normaliseTime(time: string): string {
  const [hour = "", minute = ""] = time.split(/[.:]/);
  return minute === "00" ? String(Number(hour)) : `${Number(hour)}:${minute}`;
}
