import { parse, YAMLError } from "yaml";
import { z } from "zod";
import { UnreadableFileError } from "../errors.js";
import type { FrontMatter } from "./document.js";
import { normaliseText } from "./normalise-text.js";

const text = z
  .string("is a list or a group; allowed is a text")
  .transform((value) => normaliseText(value).replace(/\s+/gu, " "))
  .refine((value) => value !== "", "is empty; give it a value or remove it");
const date = text.refine(isDate, "allowed is a date as YYYY, YYYY-MM or YYYY-MM-DD");

const frontMatterSchema = z.strictObject({
  title: text.optional(),
  source: text.optional(),
  url: text.refine(isWebAddress, "allowed is an address that begins with https:// or http://").optional(),
  publisher: text.optional(),
  date: date.optional(),
  valid_from: date.optional(),
  valid_until: date.optional(),
  superseded_by: text.optional(),
  audience: z.enum(["citizen", "employee"], "allowed are citizen, employee").optional(),
  language: z.enum(["de", "en"], "allowed are de, en").optional(),
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
    throw new UnreadableFileError(`${name}: ${problems.join("; ")}.`);
  }
  const { valid_from, valid_until } = result.data;
  // A year or month is taken as its first day where something begins and as its last where it ends.
  if (valid_from && valid_until && `${valid_from}-01-01`.slice(0, 10) > `${valid_until}-12-31`.slice(0, 10)) {
    throw new UnreadableFileError(
      `${name}: valid_from is ${valid_from}, which is after valid_until, ${valid_until}; put the earlier date first.`,
    );
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
    throw new UnreadableFileError(`${name}: the front matter is not closed; put a line "---" below its last key.`);
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
    const problem = error.message.split("\n")[0]?.replace(/[:.]$/u, "");
    throw new UnreadableFileError(`${name}: the front matter is no valid YAML (${problem}); correct that line.`, {
      cause: error,
    });
  }
}

function describe(issue: z.core.$ZodIssue, data: unknown): string {
  const allowedKeys = Object.keys(frontMatterSchema.shape).join(", ");
  if (issue.code === "unrecognized_keys") {
    return `unknown key ${issue.keys.join(", ")} in the front matter; allowed are ${allowedKeys}`;
  }
  const key = issue.path[0];
  if (key === undefined) return `the front matter is no list of "key: value" lines; allowed keys are ${allowedKeys}`;
  const value = typeof data === "object" && data !== null ? Reflect.get(data, key) : undefined;
  if (typeof value !== "string" || value.trim() === "") return `${String(key)} ${issue.message}`;
  return `${String(key)} is "${value}" in the front matter; ${issue.message}`;
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
