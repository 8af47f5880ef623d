import type { Language } from "../language/language.js";
import { monthNames } from "./headline/dates.js";

/** A text and the language whose way of writing numbers it follows. */
export interface WrittenText {
  readonly text: string;
  readonly language: Language;
}

/**
 * Lists the numbers, dates, times, amounts, percent and euro signs of a claim that its quote does not have.
 *
 * Compared are values, not spellings: `1. Januar 2020` holds `1 January 2020` and `January 2020`, `1.500` in German holds
 * `1,500` in English, `drei` holds `3`, `14 Uhr` holds `2 pm`. Nothing is calculated: `2.000.000` does not hold
 * `2 million`, and a claim is rather lost than wrong.
 *
 * @returns As written in the claim; empty if the quote has them all.
 */
export function missingNumbers(claim: WrittenText, quote: WrittenText): readonly string[] {
  const mentions = findMentions(quote);
  const spellings = new Set(mentions.map((mention) => mention.spelling));
  const values = new Set(mentions.flatMap((mention) => mention.readings.flat()));
  return findMentions(claim)
    .filter((mention) => !spellings.has(mention.spelling))
    .filter((mention) => !mention.readings.some((reading) => reading.every((value) => values.has(value))))
    .map((mention) => mention.spelling);
}

/** A number in a text. Each of its readings is a list of values: `4.2.` is the number 4.2 or the 4th of month 2. */
interface Mention {
  readonly spelling: string;
  readonly readings: readonly (readonly string[])[];
}

interface Rule {
  readonly pattern: RegExp;
  readonly language?: Language;
  readonly read: (
    groups: Readonly<Record<string, string>>,
    spelling: string,
    language: Language,
  ) => Mention["readings"];
}

/** In this order; what one rule has read, the next do not see. */
const rules: readonly Rule[] = [
  {
    pattern: /(?<![\d.])(?<year>\d{4})-(?<month>0[1-9]|1[0-2])(?:-(?<day>[0-3]\d))?(?!\d)/gu,
    read: ({ year, month, day }) => [dateValues(day, month, year)],
  },
  {
    pattern: /(?<![\d.])(?<day>[0-3]?\d)\.\s?(?<month>0?[1-9]|1[0-2])\.(?:\s?(?<year>\d{4}|\d{2}))?(?!\d)/gu,
    read: ({ day, month, year }) =>
      year === undefined ? [dateValues(day, month), [`${day}.${month}`]] : [dateValues(day, month, fullYear(year))],
  },
  {
    pattern: /(?<!\d)(?<hour>\d{1,2})(?:[:.](?<minute>[0-5]\d))?\s?(?<half>[ap])\.?m\b\.?/giu,
    language: "en",
    read: ({ hour, minute, half }) =>
      timeReadings((Number(hour) % 12) + (/p/i.test(half ?? "") ? 12 : 0), minute ?? "00"),
  },
  { pattern: monthPattern(), read: (_groups, spelling) => [[monthValue(spelling)]] },
  {
    pattern: /(?<!\d)(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+(?:[.,:'’]\d+)*)/gu,
    read: (_groups, spelling, language) => numberReadings(spelling, language),
  },
  { pattern: /%|€/gu, read: (_groups, spelling) => [[spelling]] },
  { pattern: /\p{L}+(?:-\p{L}+)?/gu, read: (_groups, spelling, language) => wordReadings(spelling, language) },
];

function findMentions({ text, language }: WrittenText): readonly Mention[] {
  const mentions: Mention[] = [];
  let rest = text.normalize("NFC");
  for (const rule of rules) {
    if (rule.language !== undefined && rule.language !== language) continue;
    rest = rest.replace(rule.pattern, (spelling: string, ...details: unknown[]) => {
      const groups = details.at(-1);
      const readings = rule.read(isGroups(groups) ? groups : {}, spelling, language);
      if (readings.length === 0) return spelling;
      mentions.push({ spelling, readings });
      return " ".repeat(spelling.length);
    });
  }
  return mentions;
}

function isGroups(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null;
}

function dateValues(day: string | undefined, month: string | undefined, year?: string): readonly string[] {
  const month_ = month === undefined ? [] : [`month ${Number(month)}`];
  return [...(day === undefined ? [] : [plain(day)]), ...month_, ...(year === undefined ? [] : [plain(year)])];
}

function fullYear(year: string): string {
  return year.length === 2 ? `${Number(year) < 70 ? 20 : 19}${year}` : year;
}

function timeReadings(hour: number, minute: string): Mention["readings"] {
  return minute === "00" ? [[`${hour}:00`], [String(hour)]] : [[`${hour}:${minute}`]];
}

function numberReadings(spelling: string, language: Language): Mention["readings"] {
  const time = /^(\d{1,2})[:.]([0-5]\d)$/.exec(spelling);
  const readings = time ? [...timeReadings(Number(time[1]), time[2] ?? "")] : [];
  const grouped = /^\d{1,3}(?:(?<separator>[^\d])\d{3})(?:\k<separator>\d{3})*(?:[.,]\d+)?$/u.exec(spelling);
  const separator = grouped?.groups?.separator ?? "";
  const digitsOnly = /^\d{1,3}[.,]\d{3}$/.test(spelling);
  const thousands = grouped !== null && (!digitsOnly || separator === (language === "de" ? "." : ","));
  const number = thousands ? spelling.replaceAll(separator, "") : spelling;
  if (/^\d+(?:[.,]\d+)?$/.test(number)) readings.push([plain(number.replace(",", "."))]);
  return readings.length > 0 ? readings : [[spelling]];
}

/** `007` and `7`, `2.50` and `2.5`, `100.00` and `100` are the same. */
function plain(number: string): string {
  const [whole = "", fraction = ""] = number.split(".");
  const decimals = fraction.replace(/0+$/, "");
  return `${whole.replace(/^0+(?=\d)/, "")}${decimals === "" ? "" : `.${decimals}`}`;
}

/** "May" and "March" are months only beside a number or after a small word ("in May"); a sentence may begin with them. */
function monthPattern(): RegExp {
  const names = [...monthNames.de, ...monthNames.en].filter((name) => name !== "May" && name !== "March");
  const short = "(?:Jan|Feb|Mär|Mrz|Mar|Apr|Jun|Jul|Aug|Sept?|Okt|Oct|Nov|Dez|Dec)";
  const unclear = "(?<=\\d(?:st|nd|rd|th)?(?: of)? |\\p{Ll} )(?:May|March)\\b|\\b(?:May|March)(?= \\d)";
  return new RegExp(`(?<!\\p{L})(?:${names.join("|")})(?!\\p{L})|\\b${short}(?:\\.|(?= \\d))|${unclear}`, "gu");
}

function monthValue(name: string): string {
  const start = name.slice(0, 3).replace("Mrz", "Mär");
  const index = Math.max(
    ...[monthNames.de, monthNames.en].map((names) => names.findIndex((month) => month.startsWith(start))),
  );
  return `month ${index + 1}`;
}

const units: Readonly<Record<Language, readonly string[]>> = {
  de: "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split(
    " ",
  ),
  en: "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  ),
};
const tens: Readonly<Record<Language, readonly string[]>> = {
  de: "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(" "),
  en: "twenty thirty forty fifty sixty seventy eighty ninety".split(" "),
};

/** Words for numbers, powers of ten, percent and euro. "ein" and "one" are left out: they are articles and pronouns too. */
const numberWords: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  de: new Map([
    ...countingWords("de", (ten, unit) => `${unit}und${ten}`),
    ...units.de.slice(1, 10).map((unit, index) => [`${unit}hundert`, `${index + 1}00`] as const),
    ...units.de.slice(1, 10).map((unit, index) => [`${unit}tausend`, `${index + 1}000`] as const),
    ...spread({ hundert: "e2", tausend: "e3", million: "e6", millionen: "e6", mio: "e6", milliarde: "e9" }),
    ...spread({ milliarden: "e9", mrd: "e9", billion: "e12", billionen: "e12", dutzend: "12" }),
    ...spread({ prozent: "%", euro: "€", eur: "€" }),
  ]),
  en: new Map([
    ...countingWords("en", (ten, unit) => `${ten}-${unit}`),
    ...spread({ hundred: "e2", thousand: "e3", million: "e6", millions: "e6", billion: "e9", billions: "e9" }),
    ...spread({ trillion: "e12", dozen: "12", percent: "%", euro: "€", euros: "€", eur: "€" }),
  ]),
};

function countingWords(
  language: Language,
  join: (ten: string, unit: string) => string,
): readonly (readonly [string, string])[] {
  const low = units[language].map((word, value) => [word, String(value)] as const).filter(([, value]) => value !== "1");
  const high = tens[language].flatMap((ten, index) => [
    [ten, `${index + 2}0`] as const,
    ...units[language].slice(1, 10).map((unit, value) => [join(ten, unit), `${index + 2}${value + 1}`] as const),
  ]);
  return [...low, ...high];
}

function spread(words: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(words);
}

function wordReadings(word: string, language: Language): Mention["readings"] {
  const value = numberWords[language].get(word.toLowerCase());
  return value === undefined ? [] : [[value]];
}
