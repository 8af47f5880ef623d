import { type AliasEntry, aliasKey } from "./alias-entries.js";
import type { Aliases } from "./aliases.js";
import { normaliseWord } from "./normalise.js";
import { type QuestionPeriod, readPeriod } from "./question-period.js";
import { STOP_WORDS } from "./stop-words.js";

/** Names of at most this many letters are abbreviations: mixed case is no match unless the file writes it so. */
const SHORT_NAME = 3;

/** Longest name in words. */
const MOST_WORDS = 12;

/**
 * Lists the other names of every body and term that a question names.
 *
 * A date in the question picks the bodies that bore the name then. Successors count from the day they took over: on today's date if
 * the question names none.
 *
 * @param today ISO date, `YYYY-MM-DD`.
 * @returns Names as the file spells them, without those the question already holds and without second spellings.
 */
export function expandAliases(question: string, aliases: Aliases, today: string): readonly string[] {
  const period = readPeriod(question, today);
  const present = new Set<string>();
  const found = new Set<AliasEntry>();
  for (const { matches, isLongest } of findNames(question, aliases)) {
    for (const { spelling } of matches) present.add(aliasKey(spelling));
    if (!isLongest) continue;
    for (const { entry } of bornIn(period, matches)) addWithSuccessors(entry, aliases, period, found);
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

/** A body or term with the spelling under which a text names it. */
export interface NamedEntry {
  readonly spelling: string;
  readonly entry: AliasEntry;
}

/**
 * The bodies and terms that a text names, in its order; the longest name at a place wins.
 *
 * Case, umlaut spelling, hyphens, spaces and slashes do not matter, and a genitive "s" is allowed.
 *
 * @param period Picks those that bore the name then; all of them if none did, since the text may be wrong about the date.
 */
export function listNamed(text: string, aliases: Aliases, period: QuestionPeriod): NamedEntry[] {
  return findNames(text, aliases).flatMap(({ matches, isLongest }) => (isLongest ? bornIn(period, matches) : []));
}

/** The names that begin at one word of a text, and whether they are the longest ones there. */
interface FoundNames {
  readonly matches: readonly NamedEntry[];
  readonly isLongest: boolean;
}

function findNames(text: string, aliases: Aliases): FoundNames[] {
  const found: FoundNames[] = [];
  for (const segment of text.normalize("NFC").split(/[?!;:\n]/u)) {
    const words = segment.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    for (let start = 0, free = 0; start < words.length; start += 1) {
      for (let end = Math.min(words.length, start + MOST_WORDS); end > start; end -= 1) {
        const matches = lookUp(words.slice(start, end), aliases);
        if (matches.length === 0) continue;
        found.push({ matches, isLongest: start >= free });
        if (start >= free) free = end;
      }
    }
  }
  return found;
}

function lookUp(words: readonly string[], aliases: Aliases): readonly NamedEntry[] {
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

function bornIn(period: QuestionPeriod, matches: readonly NamedEntry[]): readonly NamedEntry[] {
  if (period.stated !== "given") return matches;
  const valid = matches.filter(
    ({ entry: { validFrom = "", validUntil = "9999" } }) =>
      validFrom <= `${period.end}~` && period.start <= `${validUntil}~`,
  );
  return valid.length > 0 ? valid : matches;
}

function addWithSuccessors(entry: AliasEntry, aliases: Aliases, period: QuestionPeriod, found: Set<AliasEntry>): void {
  if (found.has(entry)) return;
  found.add(entry);
  for (const { name, date } of entry.succeededBy) {
    const successor = aliases.entries.get(name);
    if (successor !== undefined && date <= `${period.end}~`) addWithSuccessors(successor, aliases, period, found);
  }
}
