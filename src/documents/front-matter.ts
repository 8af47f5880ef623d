import { parse, YAMLError } from "yaml";
import { z } from "zod";
import type { Words } from "../errors.js";
import type { FrontMatter } from "./document.js";
import { normaliseText } from "./normalise-text.js";
import { READING_PROBLEMS, unreadable } from "./reading-problems.js";

/** What is wrong with a value, by the name that the schema gives it. */
const RULES = {
  text: { de: "ist eine Liste oder Gruppe; erlaubt ist ein Text", en: "is a list or a group; allowed is a text" },
  value: { de: "ist leer; bitte geben Sie einen Wert an", en: "is empty; give it a value or remove it" },
  date: {
    de: "erlaubt ist ein Datum als JJJJ, JJJJ-MM oder JJJJ-MM-TT",
    en: "allowed is a date as YYYY, YYYY-MM or YYYY-MM-DD",
  },
  url: {
    de: "erlaubt ist eine Adresse, die mit https:// oder http:// beginnt",
    en: "allowed is an address that begins with https:// or http://",
  },
  audience: { de: "erlaubt sind citizen, employee", en: "allowed are citizen, employee" },
  language: { de: "erlaubt sind de, en", en: "allowed are de, en" },
} satisfies Readonly<Record<string, Words>>;
const rule = (name: keyof typeof RULES) => name;

const text = z
  .string(rule("text"))
  .transform((value) => normaliseText(value).replace(/\s+/gu, " "))
  .refine((value) => value !== "", rule("value"));
const date = text.refine(isDate, rule("date"));

const frontMatterSchema = z.strictObject({
  title: text.optional(),
  source: text.optional(),
  url: text.refine(isWebAddress, rule("url")).optional(),
  publisher: text.optional(),
  date: date.optional(),
  valid_from: date.optional(),
  valid_until: date.optional(),
  superseded_by: text.optional(),
  audience: z.enum(["citizen", "employee"], rule("audience")).optional(),
  language: z.enum(["de", "en"], rule("language")).optional(),
});

/**
 * Checks YAML that describes a file.
 *
 * @param yaml Every value is read as text, so `date: 2020-01` stays as it is written. Nothing but blanks and comments
 *   is allowed and says nothing.
 * @param name File that holds the YAML, for the error.
 * @throws UnreadableFileError naming file, key, value and allowed values.
 */
export function parseFrontMatter(yaml: string, name: string): FrontMatter {
  const data = parseYaml(yaml, name);
  const result = frontMatterSchema.safeParse(data);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => describe(issue, data));
    const all = (language: keyof Words) => `${name}: ${problems.map((words) => words[language]).join("; ")}.`;
    throw unreadable({ de: all("de"), en: all("en") });
  }
  const { valid_from, valid_until } = result.data;
  // A year or month is taken as its first day where something begins and as its last where it ends.
  if (valid_from && valid_until && `${valid_from}-01-01`.slice(0, 10) > `${valid_until}-12-31`.slice(0, 10)) {
    throw unreadable(READING_PROBLEMS.wrongOrder(name, valid_from, valid_until));
  }
  return result.data;
}

/**
 * Parts YAML front matter, between two lines `---` at the very beginning, from the rest of a Markdown file.
 *
 * A file that begins with `---` and has no `key:` in the next line begins with a thematic break and has no front matter.
 *
 * @throws UnreadableFileError if the second `---` is missing.
 */
export function splitFrontMatter(file: string, name: string): { frontMatter: string | null; body: string } {
  const withoutMark = file.replace(/^\ufeff/u, "");
  const start = /^---[ \t]*\r?\n(?=[ \t]*(?:#|[\p{L}\p{N}_-]+[ \t]*:|---))/u.exec(withoutMark);
  if (start === null) return { frontMatter: null, body: withoutMark };
  const rest = withoutMark.slice(start[0].length);
  const end = /^(?:---|\.\.\.)[ \t]*$\r?\n?/mu.exec(rest.replaceAll("\r\n", "\n"));
  if (end === null) {
    throw unreadable(READING_PROBLEMS.openFrontMatter(name));
  }
  const lines = rest.replaceAll("\r\n", "\n");
  return { frontMatter: lines.slice(0, end.index), body: lines.slice(end.index + end[0].length) };
}

function parseYaml(yaml: string, name: string): unknown {
  try {
    // The failsafe schema has no dates, numbers or booleans.
    return parse(yaml, { schema: "failsafe", logLevel: "error" }) || {};
  } catch (error) {
    if (!(error instanceof YAMLError) && !(error instanceof ReferenceError)) throw error;
    const problem = error.message.split("\n")[0]?.replace(/[:.]$/u, "") ?? "";
    throw unreadable(READING_PROBLEMS.noYaml(name, problem), error);
  }
}

function describe(issue: z.core.$ZodIssue, data: unknown): Words {
  const allowed = Object.keys(frontMatterSchema.shape).join(", ");
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.join(", ");
    return {
      de: `unbekannte Angabe ${keys} im Kopf der Datei; erlaubt sind ${allowed}`,
      en: `unknown key ${keys} in the front matter; allowed are ${allowed}`,
    };
  }
  const key = issue.path[0];
  if (key === undefined) {
    return {
      de: `der Kopf der Datei besteht nicht aus Zeilen „Angabe: Wert“; erlaubt sind ${allowed}`,
      en: `the front matter is no list of "key: value" lines; allowed keys are ${allowed}`,
    };
  }
  const value = typeof data === "object" && data !== null ? Reflect.get(data, key) : undefined;
  const rule: Words = RULES[issue.message as keyof typeof RULES];
  if (typeof value !== "string" || value.trim() === "") {
    return { de: `${String(key)} ${rule.de}`, en: `${String(key)} ${rule.en}` };
  }
  return {
    de: `${String(key)} ist „${value}“ im Kopf der Datei; ${rule.de}`,
    en: `${String(key)} is "${value}" in the front matter; ${rule.en}`,
  };
}

function isDate(value: string): boolean {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u.exec(value);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  const calendar = new Date(Date.UTC(2000, month - 1, day));
  calendar.setUTCFullYear(year, month - 1, day);
  return calendar.getUTCMonth() === month - 1 && calendar.getUTCDate() === day;
}

function isWebAddress(value: string): boolean {
  const address = URL.canParse(value) ? new URL(value) : null;
  return address !== null && /^https?:$/u.test(address.protocol) && /^https?:\/\//iu.test(value) && !/\s/u.test(value);
}
