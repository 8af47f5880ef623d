import { type Language, LOCALES } from "../../language/language.js";
import { childOf, childrenOf, type XmlElement } from "./xml.js";

/** In which language numbers and dates are written, and from which year the workbook counts days. */
export interface FormatOptions {
  readonly language: Language;
  /** Workbooks of old Macs count from 1904, all others from 1900. */
  readonly isFrom1904: boolean;
}

// Formats that every workbook has without stating them (ECMA-376, part 1, 18.8.30).
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  ...([
    [1, "0"],
    [2, "0.00"],
    [3, "#,##0"],
    [4, "#,##0.00"],
    [9, "0%"],
    [10, "0.00%"],
  ] as const),
  ...[14, 15, 16, 17, 30, 36, 50, 57].map((id) => [id, "dd.mm.yyyy"] as const),
  ...[18, 20].map((id) => [id, "hh:mm"] as const),
  ...[19, 21].map((id) => [id, "hh:mm:ss"] as const),
  ...[45, 47].map((id) => [id, "mm:ss"] as const),
  [46, "[h]:mm:ss"],
  ...[22].map((id) => [id, "dd.mm.yyyy hh:mm"] as const),
  ...[37, 38].map((id) => [id, "#,##0"] as const),
  ...[39, 40, 43, 44].map((id) => [id, "#,##0.00"] as const),
]);

const DAY = 86_400_000;

/**
 * Tells what numbers are shown as in cells of each style: with as many decimals, as a percentage, a date, a time or an
 * amount of money.
 *
 * @param styles Root of the workbook's styles; null if it has none.
 */
export function readCellFormats(
  styles: XmlElement | null,
  options: FormatOptions,
): (value: number, style: number) => string {
  const own = childrenOf(childOf(styles, "numFmts"), "numFmt").map(
    ({ attribs }) => [Number(attribs.numFmtId), attribs.formatCode ?? ""] as const,
  );
  const codes = new Map([...BUILT_IN, ...own]);
  const formats = childrenOf(childOf(styles, "cellXfs"), "xf").map(({ attribs }) =>
    formatter(codes.get(Number(attribs.numFmtId ?? 0)) ?? "General", options),
  );
  const general = formatter("General", options);
  return (value, style) => (formats[style] ?? general)(value);
}

/** @param code Such as `#,##0.00 "€"` or `dd/mm/yyyy`; of several sections the first, for positive numbers, counts. */
function formatter(code: string, options: FormatOptions): (value: number) => string {
  const [section = ""] = code.split(";");
  const currency = /\[\$([^\]-]+)(?:-[^\]]*)?\]|"([^"]*)"|([€$£])/u.exec(section);
  const unit = (currency?.[1] ?? currency?.[2] ?? currency?.[3] ?? "").trim();
  if (/\[h+\]/iu.test(section)) return (value) => elapsed(value, /s/iu.test(section));
  const pattern = section.replace(/\[[^\]]*\]|"[^"]*"|\\.|_.|\*./gu, "");
  if (/[dy]|m(?!.*[#0])|h|s/iu.test(pattern) && !/general|standard/iu.test(pattern))
    return dateFormatter(pattern, options);
  const isPercent = pattern.includes("%");
  const decimals = /\.([0#?]+)/u.exec(pattern)?.[1]?.length ?? 0;
  const isGeneral = !/[0#]/u.test(pattern);
  const numbers = new Intl.NumberFormat(LOCALES[options.language], {
    useGrouping: pattern.includes(","),
    minimumFractionDigits: isGeneral ? 0 : decimals,
    maximumFractionDigits: isGeneral ? 10 : decimals,
  });
  const after = `${isPercent ? " %" : ""}${unit === "" ? "" : ` ${unit}`}`;
  return (value) => numbers.format(isPercent ? value * 100 : value) + after;
}

/** A length of time in hours and minutes, and seconds if they are shown. */
function elapsed(value: number, hasSeconds: boolean): string {
  const seconds = Math.round(Math.abs(value) * 24 * 60 * (hasSeconds ? 60 : 1)) * (hasSeconds ? 1 : 60);
  const two = (number: number) => String(number).padStart(2, "0");
  const parts = [
    Math.trunc(seconds / 3600),
    two(Math.trunc(seconds / 60) % 60),
    ...(hasSeconds ? [two(seconds % 60)] : []),
  ];
  return `${value < 0 && seconds > 0 ? "-" : ""}${parts.join(":")}`;
}

function dateFormatter(pattern: string, { language, isFrom1904 }: FormatOptions): (value: number) => string {
  const hasDay = /d/iu.test(pattern);
  const hasYear = /y/iu.test(pattern);
  const hasTime = /[hs]/iu.test(pattern);
  const parts: Intl.DateTimeFormatOptions = {
    ...(hasDay && { day: language === "de" ? "2-digit" : "numeric" }),
    ...((hasDay || hasYear || !hasTime) && { month: language === "de" && hasDay ? "2-digit" : "long" }),
    ...(hasYear && { year: "numeric" }),
    ...(/h/iu.test(pattern) && { hour: "2-digit", hourCycle: "h23" }),
    ...(hasTime && { minute: "2-digit" }),
    ...(/s/iu.test(pattern) && { second: "2-digit" }),
  };
  const dates = new Intl.DateTimeFormat(LOCALES[language], { ...parts, timeZone: "UTC" });
  const epoch = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return (value) => {
    const time = epoch + Math.round(value * DAY);
    return Math.abs(time) <= 8.64e15 ? dates.format(time) : String(value);
  };
}
