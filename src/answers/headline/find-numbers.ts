import type { Language, Span } from "../../language/language.js";
import { type Unit, unitNamed } from "./units.js";

/** What limits a number: "über 500", "at least 20". */
export type NumberQualifier = "more than" | "less than" | "about" | "almost" | "at least" | "up to";

/** A cardinal number of a text; the span holds the number with its scale, not the qualifier and not the unit. */
export interface NumberSpan extends Span {
  readonly value: number;
  /** The upper end of a range ("30 bis 50"), else null. */
  readonly last: number | null;
  readonly qualifier: NumberQualifier | null;
  readonly unit: Unit | null;
  /** End of the unit where there is one, else of the number. */
  readonly unitEnd: number;
  /** Up to four words that follow, the counted noun among them: `["neue", "Mitglieder"]`. */
  readonly counted: readonly string[];
}

const numberWords = new Map<string, number>(
  [
    "zwei two beide beiden both zweier",
    "drei three dreier",
    "vier four",
    "fünf five",
    "sechs six",
    "sieben seven",
    "acht eight",
    "neun nine",
    "zehn ten",
    "elf eleven",
    "zwölf twelve",
    "dreizehn thirteen",
    "vierzehn fourteen",
    "fünfzehn fifteen",
    "sechzehn sixteen",
    "siebzehn seventeen",
    "achtzehn eighteen",
    "neunzehn nineteen",
    "zwanzig twenty",
  ].flatMap((words, index) => words.split(" ").map((word) => [word, index + 2] as const)),
);
for (const [words, value] of [
  ["dreißig thirty", 30],
  ["vierzig forty", 40],
  ["fünfzig fifty", 50],
  ["sechzig sixty", 60],
  ["siebzig seventy", 70],
  ["achtzig eighty", 80],
  ["neunzig ninety", 90],
  ["hundert einhundert", 100],
  ["tausend eintausend", 1000],
  ["anderthalb eineinhalb", 1.5],
] as const) {
  for (const word of words.split(" ")) numberWords.set(word, value);
}

const scales: Readonly<Record<string, number>> = { t: 1e3, h: 1e2, mi: 1e6, mr: 1e9, b: 1e9 };
const scale =
  "[Tt]ausend|[Tt]housand|[Hh]undred|Millionen|Million|[Mm]illion|Mio\\.?|Milliarden|Milliarde|[Bb]illion|Mrd\\.?|bn";
const digits = "\\d{1,3}(?:[.,' \\u202f]\\d{3})+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)?";
const words = [...numberWords.keys()].join("|");
const before = "(?<![\\p{L}\\p{N}.,:/§–-]|[§#]\\s)";
const after = "(?![\\p{L}\\p{N}]|[.,:]\\d|[-–/]\\p{L}|[-–/:]\\d)";
const numberPattern = new RegExp(
  `${before}(?:(?<money>[€$£])\\s?)?(?:(?<digits>${digits})|(?<word>(?:${words})(?:-(?:${words}))?))(?:[ \\u00a0](?<scale>${scale})(?!\\p{L}))?${after}`,
  "giu",
);
const labelBefore =
  /(?:\b(?:Nr|No|Version|Art|Artikel|Abs|Absatz|Platz|Raum|Kapitel|Telefon|Tel|Windows|Seite|page|version)\.?:?\s*)$/i;

const qualifiers: readonly (readonly [RegExp, NumberQualifier])[] = [
  [/(?<!\p{L})(?:über|mehr als|more than|over|weit über|above|gut|exceeding)\s+$/iu, "more than"],
  [/(?<!\p{L})(?:weniger als|unter|less than|fewer than|under|below)\s+$/iu, "less than"],
  [/(?<!\p{L})(?:mindestens|at least|wenigstens|not less than)\s+$/iu, "at least"],
  [/(?<!\p{L})(?:bis zu|up to|maximal|höchstens|at most)\s+$/iu, "up to"],
  [/(?<!\p{L})(?:rund|etwa|ca\.|circa|ungefähr|zirka|about|around|approximately|some|roughly)\s+$/iu, "about"],
  [/(?<!\p{L})(?:knapp|fast|nahezu|beinahe|almost|nearly)\s+$/iu, "almost"],
];

/**
 * Finds the cardinal numbers of a text, in digits or words.
 *
 * Left out are ordinals ("5. Platz"), labels ("Nr. 4", "Version 2.0") and whatever `taken` covers, such as dates.
 *
 * @param language Of the text; it decides whether `1.500` is 1500 (German) and `1.5` one and a half (English).
 */
export function findNumbers(text: string, language: Language, taken: readonly Span[] = []): readonly NumberSpan[] {
  const found: NumberSpan[] = [];
  for (const match of text.matchAll(numberPattern)) {
    const groups = match.groups ?? {};
    const [start, end] = [match.index, match.index + match[0].length];
    if (taken.some((span) => start < span.end && span.start < end)) continue;
    const [left, right] = [text.slice(Math.max(0, start - 30), start), text.slice(end, end + 80)];
    const ordinal = groups.digits !== undefined && /^\.\s+\p{L}/u.test(right) && language === "de";
    const isOther = labelBefore.test(left) || /^\s+(?:Uhr|a\.?m\.|p\.?m\.)/.test(right) || /^\s*[×x*]\s*10/.test(right);
    if (ordinal || isOther) continue;
    const base = groups.digits === undefined ? wordValue(groups.word ?? "") : digitValue(groups.digits, language);
    if (base === null) continue;
    const factor = groups.scale === undefined ? 1 : (scaleOf(groups.scale) ?? 1);
    const following = /^[\s\u00a0]*(?:(square)\s)?([%€$£]|[\p{L}²]+(?:[-/][\p{L}\d]+)*[²2]?)/u.exec(right);
    const unitWord = groups.money ?? (following ? [following[1], following[2]].filter(Boolean).join(" ") : "");
    const unit = unitNamed(unitWord);
    found.push({
      start: groups.money === undefined ? start : start + match[0].search(/\d/),
      end,
      value: Math.round(base * factor * 1e6) / 1e6,
      last: null,
      qualifier: base * factor < 10 && /über\s+$/i.test(left) ? null : qualifierBefore(left),
      unit,
      unitEnd: unit && groups.money === undefined ? end + (following?.[0].length ?? 0) : end,
      counted:
        right
          .split(/[.,;:()!?](?:\s|$)| [-–] /)[0]
          ?.match(/\p{L}[\p{L}\p{N}]*(?:[-/*:][\p{L}\p{N}]+)*/gu)
          ?.slice(0, 4) ?? [],
    });
  }
  return joinRanges(found, text);
}

/** Tells that a number changes: "from 415 to 587" then names two numbers and no range. */
const change =
  /(?<!\p{L})(?:rose|risen|rises|grew|grown|grows|increas\p{L}+|fell|fallen|falls|dropp?\p{L}*|declin\p{L}+|decreas\p{L}+|stieg\p{L}*|gestiegen|steig\p{L}*|wuchs\p{L}*|gewachsen|erhöh\p{L}+|sank\p{L}*|gesunken|sink\p{L}*|fiel\p{L}*|gefallen)(?!\p{L})/iu;

/** Makes one span of "30 bis 50" and "2.000 to 3.000"; the scale and the unit of the second hold for both. */
function joinRanges(numbers: readonly NumberSpan[], text: string): readonly NumberSpan[] {
  const joined: NumberSpan[] = [];
  for (const next of numbers) {
    const previous = joined.at(-1);
    const between = previous && /^\s*(?:bis|to|[-–])\s*$/.test(text.slice(previous.end, next.start));
    const isChange = previous && /(?:von|from)\s+$/i.test(text.slice(0, previous.start)) && change.test(text);
    if (!previous || !between || previous.last !== null || isChange) {
      joined.push(next);
      continue;
    }
    const factor = next.value >= 1000 && previous.value < 1000 && next.value % 1000 === 0 ? 1000 : 1;
    const value = factor === 1 ? previous.value : previous.value * factor;
    joined[joined.length - 1] = { ...next, start: previous.start, value, last: next.value };
  }
  return joined;
}

function qualifierBefore(text: string): NumberQualifier | null {
  return qualifiers.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function wordValue(word: string): number | null {
  const [tens, ones] = word.toLowerCase().split("-");
  const first = numberWords.get(tens ?? "");
  if (first === undefined) return null;
  return ones === undefined ? first : first + (numberWords.get(ones) ?? 0);
}

function digitValue(text: string, language: Language): number | null {
  const [group, point] = language === "de" ? [/[.' \u202f](?=\d{3})/g, ","] : [/[,' \u202f](?=\d{3})/g, "."];
  const plain = text.replace(group, "");
  const foreign = language === "de" ? /^\d+\.\d{1,2}$/ : /^\d+,\d{1,2}$/;
  const value = Number((foreign.test(plain) ? plain.replace(",", ".") : plain).replace(point, "."));
  return Number.isFinite(value) ? value : null;
}

function scaleOf(word: string): number | undefined {
  const lower = word.toLowerCase();
  if (/^m(?:rd|illiard)/.test(lower)) return scales.mr;
  return scales[lower.startsWith("mi") ? "mi" : (lower[0] ?? "")];
}
