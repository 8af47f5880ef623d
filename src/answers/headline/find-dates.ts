import type { Span } from "../../language/language.js";
import { type CalendarDate, type DatePoint, type DateRelation, datePoint, type PeriodPart } from "./dates.js";

/** A date where it stands in a text; the span leaves out "am", "seit" and the like. */
export interface DateSpan extends Span {
  readonly date: CalendarDate;
}

type Found = Pick<CalendarDate, "points" | "join">;

interface Rule {
  readonly pattern: RegExp;
  readonly read: (groups: Readonly<Record<string, string | undefined>>) => Found | null;
}

const months: readonly (readonly string[])[] = [
  ["Januar", "Jänner", "January", "Jan"],
  ["Februar", "February", "Feb"],
  ["März", "Maerz", "March", "Mär", "Mrz", "Mar"],
  ["April", "Apr"],
  ["Mai", "May"],
  ["Juni", "June", "Jun"],
  ["Juli", "July", "Jul"],
  ["August", "Aug"],
  ["September", "Sept", "Sep"],
  ["Oktober", "October", "Okt", "Oct"],
  ["November", "Nov"],
  ["Dezember", "December", "Dez", "Dec"],
];
const monthOfName = new Map(months.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

const monthPattern = `(?:${[...monthOfName.keys()].sort((a, b) => b.length - a.length).join("|")})\\b\\.?`;
const day = "0?[1-9]|[12]\\d|3[01]";
const year = "1[0-9]\\d\\d|20\\d\\d";
const dash = "\\s*[-–/]\\s*";
const to = "bis\\s+(?:zum\\s+)?|to\\s+|until\\s+|through\\s+";
const and = "und\\s+(?:am\\s+)?|and\\s+|&\\s+|sowie\\s+";

const rules: readonly Rule[] = [
  rule("(?<y>\\d{4})-(?<m>\\d{2})(?:-(?<d>\\d{2}))?", (g) => one(datePoint(int(g.y), int(g.m), int(g.d)))),
  rule(
    `(?<d>${day})\\.(?:(?<m>\\d{1,2})\\.)?${joiner()}(?<e>${day})\\.(?<n>\\d{1,2})\\.(?<y>${year}|\\d{2}(?!\\d))`,
    (g) => two(datePoint(fullYear(g.y), int(g.m ?? g.n), int(g.d)), datePoint(fullYear(g.y), int(g.n), int(g.e)), g),
  ),
  rule(`(?<d>${day})\\.\\s?(?<m>0?[1-9]|1[0-2])\\.\\s?(?<y>${year}|\\d{2}(?!\\d|[.:]))`, (g) =>
    one(datePoint(fullYear(g.y), int(g.m), int(g.d))),
  ),
  rule(
    `(?<d>${day})(?:\\.|st|nd|rd|th)?(?:\\s+(?<mm>${monthPattern}))?${joiner()}(?<e>${day})(?:\\.|st|nd|rd|th)?\\s+(?:of\\s+)?(?<mn>${monthPattern})(?:,?\\s+(?<y>${year}))?`,
    (g) => {
      const last = monthNumber(g.mn);
      const first = g.mm === undefined ? last : monthNumber(g.mm);
      return two(datePoint(int(g.y), first, int(g.d)), datePoint(int(g.y), last, int(g.e)), g);
    },
  ),
  rule(
    `(?<mn>${monthPattern})\\s+(?<d>${day})(?:st|nd|rd|th)?${joiner()}(?<e>${day})(?:st|nd|rd|th)?(?:,?\\s+(?<y>${year}))?`,
    (g) => two(datePoint(int(g.y), monthNumber(g.mn), int(g.d)), datePoint(int(g.y), monthNumber(g.mn), int(g.e)), g),
  ),
  rule(`(?<d>${day})(?:\\.|st|nd|rd|th)?\\s+(?:of\\s+)?(?<mn>${monthPattern})(?:,?\\s+(?<y>${year}))?`, (g) =>
    one(datePoint(int(g.y), monthNumber(g.mn), int(g.d))),
  ),
  rule(`(?<mn>${monthPattern})\\s+(?<d>${day})(?:st|nd|rd|th)?(?!\\d|\\.\\d)(?:,?\\s+(?<y>${year}))?`, (g) =>
    one(datePoint(int(g.y), monthNumber(g.mn), int(g.d))),
  ),
  rule(`(?<mm>${monthPattern})(?:\\s+(?<x>${year}))?${joiner()}(?<mn>${monthPattern})\\s+(?<y>${year})`, (g) =>
    two(datePoint(int(g.x ?? g.y), monthNumber(g.mm), null), datePoint(int(g.y), monthNumber(g.mn), null), g),
  ),
  rule(`(?<mn>${monthPattern}),?\\s+(?:of\\s+|des\\s+Jahres\\s+)?(?<y>${year})`, (g) =>
    one(datePoint(int(g.y), monthNumber(g.mn), null)),
  ),
  rule(
    `(?<=(?:im|Im|Seit|seit|Ende|Anfang|Mitte|ab|Ab|bis|Bis|[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y)\\s+)(?<mn>${monthPattern})`,
    (g) => one(datePoint(null, monthNumber(g.mn), null)),
  ),
  rule(
    `(?<s>[Ff]rühjahr|[Ff]rühling|[Ss]pring|[Ss]ommer|[Ss]ummer|[Hh]erbst|[Aa]utumn|[Ff]all|[Ww]inter)\\s+(?:of\\s+|des\\s+Jahres\\s+)?(?<y>${year})`,
    (g) => {
      const season = ({ f: "spring", h: "autumn", a: "autumn", w: "winter" } as const)[g.s?.[0]?.toLowerCase() ?? ""];
      const value = /^fall/i.test(g.s ?? "") ? "autumn" : (season ?? (/^sp/i.test(g.s ?? "") ? "spring" : "summer"));
      return one({ unit: "season", year: int(g.y) ?? 0, season: value });
    },
  ),
  rule(
    `(?<n>[1-4]\\.|[Ee]rste[sn]?|[Zz]weite[sn]?|[Dd]ritte[sn]?|[Vv]ierte[sn]?|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)\\s+(?<k>Quartal|Halbjahr|quarter|half)\\s+(?:of\\s+|des\\s+Jahres\\s+)?(?<y>${year})`,
    (g) => {
      const number = ordinalNumber(g.n ?? "");
      if (/^[Qq]/.test(g.k ?? "")) return one({ unit: "quarter", year: int(g.y) ?? 0, quarter: number });
      return number > 2 ? null : one({ unit: "half", year: int(g.y) ?? 0, half: number });
    },
  ),
  rule(`(?<d>1[0-9]\\d0|20\\d0)(?:er[- ]Jahren?|er\\b|s\\b|'s\\b)`, (g) =>
    one({ unit: "decade", year: int(g.d) ?? 0 }),
  ),
  rule("(?<c>\\d{1,2})(?:\\.\\s+Jahrhunderts?|(?:st|nd|rd|th)[ -]century)", (g) =>
    one({ unit: "century", century: int(g.c) ?? 0 }),
  ),
  rule(`(?<b>[Zz]wischen|[Bb]etween)\\s+(?<y>${year})\\s+(?:und|and)\\s+(?<z>${year})`, (g) => ({
    points: [yearPoint(g.y), yearPoint(g.z)],
    join: "between",
  })),
  rule(`(?<![-–/])(?<y>${year})${joiner()}(?<z>${year}|\\d{2})(?![\\d%]|\\s*(?:Euro|€|Prozent))`, (g) => {
    const last = g.z?.length === 2 ? `${g.y?.slice(0, 2)}${g.z}` : g.z;
    const join = g.and === undefined ? "to" : "and";
    return Number(last) > Number(g.y) ? { points: [yearPoint(g.y), yearPoint(last)], join } : null;
  }),
  rule(`(?<![-–/§][\\s]?)(?<y>${year})(?![-–/:]\\d|[\\d%]|-[A-Za-z])`, (g) => one(yearPoint(g.y))),
];

/**
 * Finds every German or English date of a text: days, months, years, ranges, seasons, quarters, decades, centuries.
 *
 * A number that only looks like a year ("2000 Gäste", "Windows Server 2019", "§ 2012") is no date.
 *
 * @returns In order of the text, without overlaps.
 */
export function findDates(text: string): readonly DateSpan[] {
  const found: DateSpan[] = [];
  for (const { pattern, read } of rules) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].trimEnd().length];
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const points = read(match.groups ?? {});
      if (!points) continue;
      const bareYear = points.points.length === 1 && points.points[0].unit === "year";
      if (bareYear && !isYear(text, start, end)) continue;
      found.push({ start, end, date: { ...points, ...wordsBefore(text.slice(0, start)) } });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const parts: readonly (readonly [RegExp, PeriodPart])[] = [
  [/\b(?:Anfang|[Ee]arly|[Bb]eginning of|[Ss]tart of)(?:\s+(?:des Jahres|der|in|the))?\s+$/, "early"],
  [/\b(?:Mitte|[Mm]iddle of|[Mm]id)(?:\s+(?:des Jahres|der|in|the))?(?:\s+|-)$/, "mid"],
  [/\b(?:Ende|[Ll]ate|[Ee]nd of)(?:\s+(?:des Jahres|der|in|the))?\s+$/, "end"],
];

const filler =
  "(?:\\s+(?:zum|dem|den|der|dem Jahr|dem Jahre|the|the year|im|in|Jahr|November|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?)*\\s+$";
const relations: readonly (readonly [RegExp, DateRelation])[] = [
  [new RegExp(`\\b(?:seit|ab|von|vom|since|from|starting|as of)${filler}`, "i"), "since"],
  [new RegExp(`\\b(?:bis|until|till|by)${filler}`, "i"), "until"],
  [new RegExp(`\\b(?:nach|after)${filler}`, "i"), "after"],
  [new RegExp(`\\b(?:vor|before)${filler}`, "i"), "before"],
  [new RegExp(`\\b(?:um|etwa|rund|circa|ca\\.|around|about|approximately)${filler}`, "i"), "around"],
];

function wordsBefore(text: string): { part: PeriodPart | null; relation: DateRelation | null } {
  const near = text.slice(-40);
  const part = parts.find(([pattern]) => pattern.test(near));
  const rest = part ? near.replace(part[0], " ") : near;
  return { part: part?.[1] ?? null, relation: relations.find(([pattern]) => pattern.test(rest))?.[1] ?? null };
}

const yearCue =
  /(?:\b(?:Jahr|Jahre|Jahres|year|in|seit|ab|bis|nach|vor|von|um|zum|Anfang|Mitte|Ende|since|until|by|of|from|after|before|during|late|early)\s+|\()$/i;
const notYearBefore =
  /(?:\b(?:Windows|Server|Office|Exchange|SharePoint|SQL|Nr\.?|No\.?|DIN|ISO|EN|Postfach|Raum|Version|RFC)\s+|§\s*)$/;

function isYear(text: string, start: number, end: number): boolean {
  const [before, after] = [text.slice(Math.max(0, start - 24), start), text.slice(end, end + 24)];
  if (notYearBefore.test(before) || /^\s*(?:%|€|\$|Euro|Prozent|Dollar|percent|km|m²|Uhr)/.test(after)) return false;
  if (yearCue.test(before) || Number(text.slice(start, end)) % 50 !== 0) return true;
  return !/^\s+(?:\p{Lu}\p{Ll}|\p{Ll}+s\b)/u.test(after);
}

function rule(source: string, read: Rule["read"]): Rule {
  return { pattern: new RegExp(`(?<![\\p{L}\\p{N}.,])(?:${source})(?![\\p{L}\\p{N}]|[.,]\\d)`, "gu"), read };
}

function joiner(): string {
  return `(?:(?<to>${dash}|\\s+(?:${to}))|(?<and>\\s+(?:${and})))`;
}

function joinOf(groups: Readonly<Record<string, string | undefined>>): "to" | "and" {
  return groups.and === undefined && groups.to !== "/" ? "to" : "and";
}

function one(point: DatePoint | null): Found | null {
  return point && { points: [point], join: null };
}

function two(
  a: DatePoint | null,
  b: DatePoint | null,
  groups: Readonly<Record<string, string | undefined>>,
): Found | null {
  return a && b && { points: [a, b], join: joinOf(groups) };
}

function yearPoint(digits: string | undefined): DatePoint {
  return { unit: "year", year: Number(digits) };
}

function int(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

function fullYear(digits: string | undefined): number | null {
  if (digits === undefined) return null;
  return digits.length > 2 ? Number(digits) : Number(digits) + (Number(digits) < 70 ? 2000 : 1900);
}

function monthNumber(name: string | undefined): number | null {
  return monthOfName.get((name ?? "").replace(".", "")) ?? null;
}

function ordinalNumber(word: string): number {
  const start = word.slice(0, 2).toLowerCase();
  return { "1.": 1, "2.": 2, "3.": 3, "4.": 4, er: 1, zw: 2, dr: 3, vi: 4, fi: 1, se: 2, th: 3, fo: 4 }[start] ?? 1;
}
