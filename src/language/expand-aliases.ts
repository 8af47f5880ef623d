import { type AliasEntry, aliasKey } from "./alias-entries.js";
import type { Aliases } from "./aliases.js";
import { findIsoDates } from "./find-iso-dates.js";
import { normaliseWord } from "./normalise.js";
import { STOP_WORDS } from "./stop-words.js";

/** Names of at most this many letters are abbreviations: mixed case is no match unless the file writes it so. */
const SHORT_NAME = 3;

/** Longest name in words. */
const MOST_WORDS = 12;

/**
 * Lists the other names of every body and term that a question names.
 *
 * The longest name at a place wins; case, umlaut spelling, hyphens, spaces and slashes do not matter, and a genitive "s" is
 * allowed. A date in the question picks the bodies that bore the name then. Successors count from the day they took over: on
 * today's date if the question names none.
 *
 * @param today ISO date, `YYYY-MM-DD`.
 * @returns Names as the file spells them, without those the question already holds and without second spellings.
 */
export function expandAliases(
  question: string,
  aliases: Aliases,
  today: string = new Date().toISOString().slice(0, 10),
): readonly string[] {
  const period = readPeriod(question, today);
  const present = new Set<string>();
  const found = new Set<AliasEntry>();
  for (const segment of question.normalize("NFC").split(/[?!;:\n]/u)) {
    const words = segment.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    for (let start = 0, free = 0; start < words.length; start += 1) {
      for (let end = Math.min(words.length, start + MOST_WORDS); end > start; end -= 1) {
        const surface = words.slice(start, end);
        const matches = lookUp(surface, aliases);
        for (const { spelling } of matches) present.add(aliasKey(spelling));
        if (matches.length === 0 || start < free) continue;
        free = end;
        for (const entry of validThen(matches, period)) addWithSuccessors(entry, aliases, period, found);
      }
    }
  }
  const names = new Map<string, string>();
  for (const entry of found) {
    for (const name of [entry.name, ...entry.names]) {
      const key = aliasKey(name);
      if (!present.has(key) && !names.has(key)) names.set(key, name);
    }
  }
  return [...names.values()];
}

interface Match {
  readonly spelling: string;
  readonly entry: AliasEntry;
}

/** `start` and `end` of what the question asks about, and whether it says so; ISO dates of any precision. */
interface Period {
  readonly start: string;
  readonly end: string;
  readonly given: boolean;
}

function lookUp(words: readonly string[], aliases: Aliases): readonly Match[] {
  const surface = words.join("");
  const key = aliasKey(surface);
  const exact = aliases.byKey.get(key);
  const genitive = key.endsWith("s") ? aliases.byKey.get(key.slice(0, -1)) : undefined;
  const bare = exact === undefined && genitive !== undefined ? surface.slice(0, -1) : surface;
  return (exact ?? genitive ?? []).filter(({ spelling }) => spelling.length > SHORT_NAME || fits(bare, spelling));
}

function fits(surface: string, spelling: string): boolean {
  if (surface === spelling || surface === surface.toUpperCase()) return true;
  const isWord = STOP_WORDS.de.has(normaliseWord(surface, "de")) || STOP_WORDS.en.has(normaliseWord(surface, "en"));
  return surface === surface.toLowerCase() && !isWord;
}

/** The bearers of a name in the period; all of them if none bore it then, since the question may be wrong about the date. */
function validThen(matches: readonly Match[], period: Period): readonly AliasEntry[] {
  const all = matches.map(({ entry }) => entry);
  if (!period.given) return all;
  const valid = all.filter(
    ({ validFrom = "", validUntil = "9999" }) => validFrom <= `${period.end}~` && period.start <= `${validUntil}~`,
  );
  return valid.length > 0 ? valid : all;
}

function addWithSuccessors(entry: AliasEntry, aliases: Aliases, period: Period, found: Set<AliasEntry>): void {
  if (found.has(entry)) return;
  found.add(entry);
  for (const { name, date } of entry.succeededBy) {
    const successor = aliases.entries.get(name);
    if (successor !== undefined && date <= `${period.end}~`) addWithSuccessors(successor, aliases, period, found);
  }
}

function readPeriod(question: string, today: string): Period {
  const years = question.match(/(?<![\p{N}.,])(?:19|20)\d\d(?!\p{N}|[.,]\d)/gu) ?? [];
  const dates = [...findIsoDates(question.normalize("NFC")).map(({ iso }) => iso), ...years].sort();
  const [start] = dates;
  const end = dates.at(-1);
  if (start === undefined || end === undefined) return { start: today, end: today, given: false };
  const open = /(?:^|\P{L})(?:seit|since)\P{L}/iu.test(question);
  return { start, end: open && end < today ? today : end, given: true };
}
