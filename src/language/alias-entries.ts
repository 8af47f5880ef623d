import { parse } from "yaml";
import { z } from "zod";
import { ConfigurationError } from "../errors.js";
import { normaliseWord } from "./normalise.js";

/** A body or a term and every name it goes by. */
export interface AliasEntry {
  /** No other entry has it. */
  readonly name: string;
  readonly names: readonly string[];
  /** An association, company or office; or a word. */
  readonly kind: "body" | "term";
  /** First and last day of the names: ISO date, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; missing if there is no known border. */
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
  /** Entries that took over; from the date on, the names of this entry lead to them as well. */
  readonly succeededBy: readonly { readonly name: string; readonly date: string }[];
}

const text = z.string("must be text").trim().min(1, "must not be empty");
const date = z
  .union([z.string(), z.number()], "must be a date: YYYY, YYYY-MM or YYYY-MM-DD")
  .transform(String)
  .refine((value) => /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/.test(value), {
    error: (issue) => `must be a date (YYYY, YYYY-MM or YYYY-MM-DD), not "${String(issue.input)}"`,
  });
const names = z.array(text, "must be a list of names").min(1, "must hold at least one name");
const list = "must be a list";
const successor = z.strictObject({ name: text, date }, "must have a name and a date");
const body = z.strictObject({
  name: text,
  names,
  valid_from: date.optional(),
  valid_until: date.optional(),
  succeeded_by: z.array(successor, list).optional(),
});
const term = z.strictObject({ name: text, names });
const file = z.strictObject(
  { bodies: z.array(body, list).optional(), terms: z.array(term, list).optional() },
  "must hold the lists bodies and terms",
);

/** Allowed keys by where they stand; list positions are left out of the place. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  "": Object.keys(file.shape),
  bodies: Object.keys(body.shape),
  terms: Object.keys(term.shape),
  "bodies.succeeded_by": Object.keys(successor.shape),
};

/**
 * Reads the entries of `aliases.yaml`: the lists `bodies` and `terms`.
 *
 * @throws ConfigurationError that names the file, the key and what is allowed, one problem for each fault.
 */
export function readAliasEntries(yaml: string, fileName: string): readonly AliasEntry[] {
  let raw: unknown;
  try {
    raw = parse(yaml);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : "unreadable";
    throw new ConfigurationError(`${fileName} is not valid YAML: ${reason}`, { cause });
  }
  const result = file.safeParse(raw ?? {});
  if (!result.success)
    throw new ConfigurationError(result.error.issues.map((issue) => `${fileName}: ${describe(issue)}`));
  const { bodies = [], terms = [] } = result.data;
  const all: AliasEntry[] = [
    ...bodies.map((entry) => ({
      name: entry.name,
      names: entry.names,
      kind: "body" as const,
      validFrom: entry.valid_from,
      validUntil: entry.valid_until,
      succeededBy: entry.succeeded_by ?? [],
    })),
    ...terms.map((entry) => ({ ...entry, kind: "term" as const, succeededBy: [] })),
  ];
  const problems = checkEntries(all).map((problem) => `${fileName}: ${problem}`);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return all;
}

/** Brings the spellings of a name together: case, umlauts, hyphens, spaces and slashes do not matter. */
export function aliasKey(name: string): string {
  const words = name.normalize("NFC").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.map((word) => normaliseWord(word, "de")).join("");
}

function checkEntries(all: readonly AliasEntry[]): readonly string[] {
  const known = new Set(all.map((entry) => entry.name));
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const { name, names: others, validFrom, validUntil, succeededBy } of all) {
    if (seen.has(name)) problems.push(`name "${name}" stands twice; every entry needs a name of its own.`);
    seen.add(name);
    for (const other of [name, ...others]) {
      if (aliasKey(other) === "") problems.push(`name "${other}" of "${name}" has no letter and no digit.`);
    }
    if (validFrom !== undefined && validUntil !== undefined && validFrom > `${validUntil}~`)
      problems.push(`valid_from ${validFrom} of "${name}" lies after valid_until ${validUntil}.`);
    for (const next of succeededBy)
      if (!known.has(next.name))
        problems.push(`succeeded_by of "${name}" names "${next.name}"; it must be the name of another entry.`);
  }
  return problems;
}

function describe(issue: z.core.$ZodIssue): string {
  const place = issue.path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  const where = place === "" ? "the file" : place.replace(/^\./, "");
  if (issue.code !== "unrecognized_keys") return `${where} ${issue.message}.`;
  const allowed = KEYS[issue.path.filter((key) => typeof key === "string").join(".")] ?? [];
  return `${where} has the unknown key ${issue.keys.join(", ")}; allowed are ${allowed.join(", ")}.`;
}
