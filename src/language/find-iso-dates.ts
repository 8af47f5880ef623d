import type { Span } from "./language.js";

/** A calendar date written in a text. */
export interface IsoDate extends Span {
  /** `YYYY-MM-DD`, or `YYYY-MM` if no day is given. */
  readonly iso: string;
}

const MONTHS = [
  "januar|jänner|january|jan",
  "februar|february|feb",
  "märz|maerz|march|mär|mrz|mar",
  "april|apr",
  "mai|may",
  "juni|june|jun",
  "juli|july|jul",
  "august|aug",
  "september|sept|sep",
  "oktober|october|okt|oct",
  "november|nov",
  "dezember|december|dez|dec",
] as const;

const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, index) => names.split("|").map((name) => [name, index + 1] as const)),
);

const MONTH = `(?<month>${MONTHS.join("|")})`;
const YEAR = "(?<year>(?:1[5-9]|20|21)\\d\\d)(?!\\d|[.,]\\d)";
const BEFORE = "(?<![\\p{L}\\p{N}.,/])";

const PATTERNS: readonly RegExp[] = [
  new RegExp(`${BEFORE}(?<day>\\d{1,2})\\.\\s?(?<month>\\d{1,2})\\.\\s?${YEAR}`, "giu"),
  /(?<![\p{L}\p{N}.,/-])(?<year>(?:1[5-9]|20|21)\d\d)-(?<month>\d\d)(?:-(?<day>\d\d))?(?![\d-])/gu,
  new RegExp(`${BEFORE}(?:(?<day>\\d{1,2})(?:\\.|st|nd|rd|th)?\\s+(?:of\\s+)?)?${MONTH}\\.?,?\\s+${YEAR}`, "giu"),
  new RegExp(`${BEFORE}${MONTH}\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+${YEAR}`, "giu"),
];

/**
 * Finds the dates of a text, German or English: "1.1.2020", "1. Januar 2020", "January 1st, 2020", "1 January 2020",
 * "2020-01-01", "Januar 2020".
 *
 * Years from 1500 to 2199; slash dates are left alone, since they mean different days in different countries.
 *
 * @param text NFC.
 * @returns In the order of the text, without overlap.
 */
export function findIsoDates(text: string): readonly IsoDate[] {
  // Most sentences have no year, and are not looked through four times.
  if (!/\d{4}/u.test(text)) return [];
  const found: IsoDate[] = [];
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const iso = toIso(match.groups?.year, match.groups?.month, match.groups?.day);
      if (iso !== undefined) found.push({ start: match.index, end: match.index + match[0].length, iso });
    }
  }
  return found
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((date, index, all) => index === 0 || date.start >= (all[index - 1]?.end ?? 0));
}

function toIso(year = "", month = "", day = ""): string | undefined {
  const number = MONTH_NUMBERS.get(month.toLowerCase()) ?? Number(month);
  if (!(number >= 1 && number <= 12)) return undefined;
  const parts = [year, String(number).padStart(2, "0")];
  if (day === "") return parts.join("-");
  if (Number(day) < 1 || Number(day) > new Date(Date.UTC(Number(year), number, 0)).getUTCDate()) return undefined;
  return [...parts, day.padStart(2, "0")].join("-");
}
