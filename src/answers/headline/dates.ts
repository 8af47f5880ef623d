import type { Language } from "../../language/language.js";

/** A point or period of the calendar as a text names it; `year` is null where the text gives none. */
export type DatePoint =
  | { readonly unit: "day"; readonly year: number | null; readonly month: number; readonly day: number }
  | { readonly unit: "month"; readonly year: number | null; readonly month: number }
  | { readonly unit: "season"; readonly year: number; readonly season: Season }
  | { readonly unit: "quarter"; readonly year: number; readonly quarter: number }
  | { readonly unit: "half"; readonly year: number; readonly half: number }
  | { readonly unit: "year"; readonly year: number }
  | { readonly unit: "decade"; readonly year: number }
  | { readonly unit: "century"; readonly century: number };

export type Season = "spring" | "summer" | "autumn" | "winter";

/** Which share of the period is meant: "Anfang 2018", "mid-March". */
export type PeriodPart = "early" | "mid" | "end";

/** How what is told lies to the date: "seit 2024", "nach 1850", "bis Ende Mai". */
export type DateRelation = "since" | "until" | "after" | "before" | "around";

/** A date or a period between two dates, free of the language it was written in. */
export interface CalendarDate {
  /** One point, or the first and the last of several. */
  readonly points: readonly [DatePoint] | readonly [DatePoint, DatePoint];
  /** What stands between two points; `and` for a list of two. */
  readonly join: "to" | "and" | "between" | null;
  readonly part: PeriodPart | null;
  readonly relation: DateRelation | null;
}

/** Names of the months, January first. */
export const monthNames: Readonly<Record<Language, readonly string[]>> = {
  de: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};

const seasonNames: Readonly<Record<Language, Readonly<Record<Season, string>>>> = {
  de: { spring: "Frühjahr", summer: "Sommer", autumn: "Herbst", winter: "Winter" },
  en: { spring: "spring", summer: "summer", autumn: "autumn", winter: "winter" },
};

const partNames: Readonly<Record<Language, Readonly<Record<PeriodPart, string>>>> = {
  de: { early: "Anfang ", mid: "Mitte ", end: "Ende " },
  en: { early: "early ", mid: "mid-", end: "end of " },
};

const relationNames: Readonly<Record<Language, Readonly<Record<DateRelation, string>>>> = {
  de: { since: "", until: "bis ", after: "nach ", before: "vor ", around: "um " },
  en: { since: "", until: "until ", after: "after ", before: "before ", around: "around " },
};

const ordinals = ["first", "second", "third", "fourth"];

/**
 * Writes a date the way its language does: `27. und 28. Juli 2017`, `27 and 28 July 2017`, `end of 2019`.
 *
 * "seit" and "since" are left out, because "Seit dem 1. Januar 2020" answers "When ...?" with 1 January 2020.
 */
export function formatDate(date: CalendarDate, language: Language): string {
  const [first, last] = date.points;
  const before = relationNames[language][date.relation ?? "since"] + (date.part ? partNames[language][date.part] : "");
  if (!last || date.join === null) return before + formatPoint(first, language, last);
  const words =
    language === "de"
      ? { to: "bis", and: "und", between: "und", start: "zwischen " }
      : { to: "to", and: "and", between: "and", start: "between " };
  const start = date.join === "between" ? words.start : "";
  return `${before}${start}${formatPoint(first, language, last)} ${words[date.join]} ${formatPoint(last, language)}`;
}

/**
 * Writes `YYYY-MM-DD`, `YYYY-MM` or `YYYY` for a reader: `2020-01-01` is `1. Januar 2020` or `1 January 2020`.
 *
 * @returns The text unchanged if it is not such a date.
 */
export function formatIsoDate(iso: string, language: Language): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso);
  if (!match) return iso;
  const point = datePoint(Number(match[1]), match[2] ? Number(match[2]) : null, match[3] ? Number(match[3]) : null);
  return point ? formatPoint(point, language) : iso;
}

/**
 * Makes the narrowest point that year, month and day allow.
 *
 * @returns null for a month or day that no calendar has (31 April), and for a day without a month.
 */
export function datePoint(year: number | null, month: number | null, day: number | null): DatePoint | null {
  if (month === null) return year === null || day !== null ? null : { unit: "year", year };
  if (month < 1 || month > 12) return null;
  if (day === null) return { unit: "month", year, month };
  const last = new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate();
  return day < 1 || day > last ? null : { unit: "day", year, month, day };
}

/** `YYYY-MM-DD`, `YYYY-MM` or `YYYY` of a single day, month or year; null for anything else. */
export function isoDate(date: CalendarDate): string | null {
  const [point] = date.points;
  if (date.points.length > 1 || date.part !== null) return null;
  if (point.unit !== "day" && point.unit !== "month" && point.unit !== "year") return null;
  if (point.year === null) return null;
  const numbers = [String(point.year).padStart(4, "0")];
  if (point.unit !== "year") numbers.push(String(point.month).padStart(2, "0"));
  if (point.unit === "day") numbers.push(String(point.day).padStart(2, "0"));
  return numbers.join("-");
}

/** Reduces a date to its year or month: what "In welchem Jahr ...?" asks for. Null where the text does not say it. */
export function coarsenDate(date: CalendarDate, unit: "year" | "month"): CalendarDate | null {
  const [point, last] = date.points;
  if (last && last.unit === "year") return unit === "year" ? date : null;
  const shared = last?.unit === "day" || last?.unit === "month" ? last.year : null;
  const year = point.unit === "century" ? null : (point.year ?? shared);
  if (unit === "year") {
    if (year === null || point.unit === "decade") return null;
    return { points: [{ unit: "year", year }], join: null, part: null, relation: date.relation };
  }
  if (point.unit !== "day" && point.unit !== "month") return null;
  return { points: [{ unit: "month", year, month: point.month }], join: null, part: null, relation: date.relation };
}

/** @param next The point named after it; what both share is written once, there. */
function formatPoint(point: DatePoint, language: Language, next?: DatePoint): string {
  const german = language === "de";
  switch (point.unit) {
    case "day":
    case "month": {
      const dated = next?.unit === point.unit ? next : null;
      const year = point.year === null || dated?.year === point.year ? "" : ` ${point.year}`;
      const month = monthNames[language][point.month - 1] ?? "";
      if (point.unit === "month") return month + year;
      const day = german ? `${point.day}.` : `${point.day}`;
      return dated?.month === point.month && year === "" ? day : `${day} ${month}${year}`;
    }
    case "season":
      return `${seasonNames[language][point.season]} ${point.year}`;
    case "quarter":
      return german
        ? `${point.quarter}. Quartal ${point.year}`
        : `${ordinals[point.quarter - 1]} quarter of ${point.year}`;
    case "half":
      return german ? `${point.half}. Halbjahr ${point.year}` : `${ordinals[point.half - 1]} half of ${point.year}`;
    case "year":
      return String(point.year);
    case "decade":
      return german ? `${point.year}er-Jahre` : `${point.year}s`;
    case "century":
      return german ? `${point.century}. Jahrhundert` : `${point.century}${ordinalSuffix(point.century)} century`;
  }
}

function ordinalSuffix(value: number): string {
  if (value % 100 >= 11 && value % 100 <= 13) return "th";
  return ["th", "st", "nd", "rd"][value % 10] ?? "th";
}
