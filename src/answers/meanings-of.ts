import type { DocumentInfo } from "../documents/document.js";
import { type AliasEntry, aliasKey } from "../language/alias-entries.js";
import type { Aliases } from "../language/aliases.js";
import { listNamed } from "../language/expand-aliases.js";
import type { Language, Span } from "../language/language.js";
import { readPeriod } from "../language/question-period.js";

/** One way to understand a question that leaves open which body, event or year it means. */
export interface Meaning {
  /** The body's full name, or the title of the document about the event. */
  readonly name: string;
  /** The question with the name in it. */
  readonly question: string;
  /** What it is about: a body, or the document of this path. */
  readonly about: AliasEntry | string;
}

/** What the names come from. */
export interface MeaningSources {
  readonly aliases: Aliases;
  readonly documents: readonly DocumentInfo[];
  /** ISO date. */
  readonly today: string;
}

/** Most meanings that are tried. */
const MOST_MEANINGS = 8;

/** Shorter nouns are parts of too many words. */
const SHORTEST_NOUN = 5;

/** A general noun with the article that says it is a known one, and nothing that says which. */
const GENERAL: Readonly<Record<Language, RegExp>> = {
  de: /(?<!\p{L})(?:de[rnms]|die|das|diese[rnms]?|vom|zum|im|beim|zur)\s+(?<noun>\p{Lu}[\p{L}-]+)(?![\p{L}-]|\s+(?:\p{Lu}|de[rs]\s|von\s|vom\s|in\s|für\s))/gu,
  en: /(?<!\p{L})(?:the|this|that)\s+(?<noun>data\s+cent(?:re|er)|\p{Ll}[\p{L}-]+)(?![\p{L}-]|\s+(?:of|in|at|for|from)\s)/gu,
};

/** What stays of an article with a preposition when a name takes the place of the noun. */
const PREPOSITION: Readonly<Record<string, string>> = { vom: "von ", zum: "zu ", zur: "zu ", im: "in ", beim: "bei " };

const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/gu;

/**
 * Lists what a question may mean that says "der Zweckverband" where two associations have that in their names, or that names an
 * event of which there are documents of several years.
 *
 * @returns Empty where the question says which, or nothing fits it twice.
 */
export function meaningsOf(question: string, language: Language, sources: MeaningSources): Meaning[] {
  const period = readPeriod(question, sources.today);
  const years = period.stated === "none" ? yearMeanings(question, sources.documents) : [];
  if (years.length > 1) return years.slice(0, MOST_MEANINGS);
  if (listNamed(question, sources.aliases, period).some(({ entry }) => entry.kind === "body")) return [];
  for (const match of question.matchAll(GENERAL[language])) {
    const holds = nounTest(match.groups?.noun ?? "", sources.aliases);
    const bodies = [...sources.aliases.entries.values()].filter(
      ({ kind, name, names }) => kind === "body" && [name, ...names].some(holds),
    );
    const others = sources.documents.filter(
      ({ title }) =>
        holds(title) && listNamed(title, sources.aliases, period).every(({ entry }) => !bodies.includes(entry)),
    );
    if (bodies.length + others.length < 2) continue;
    const span = { start: match.index, end: match.index + match[0].length };
    return [
      ...bodies.map((entry) => ({ name: entry.name, about: entry })),
      ...others.map(({ title, path }) => ({ name: title, about: path })),
    ]
      .slice(0, MOST_MEANINGS)
      .map((meaning) => ({ ...meaning, question: withName(question, span, meaning.name) }));
  }
  return [];
}

/** Documents whose titles differ in their years only, where the question has the words the title begins with. */
function yearMeanings(question: string, documents: readonly DocumentInfo[]): Meaning[] {
  const asked = ` ${(question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")} `;
  const series = new Map<string, DocumentInfo[]>();
  for (const document of documents) {
    const start = document.title
      .toLowerCase()
      .split(YEAR)[0]
      ?.match(/[\p{L}]+/gu)
      ?.join(" ");
    const frame = document.title.replace(YEAR, "").trim();
    if (frame === document.title || !start || !asked.includes(` ${start} `)) continue;
    series.set(frame, [...(series.get(frame) ?? []), document]);
  }
  const [several = []] = [...series.values()].filter(({ length }) => length > 1);
  return several.map(({ title, path }) => ({ name: title, question: `${question} (${title})`, about: path }));
}

/** Whether a name has the noun for a word or for the end or beginning of one, under any of its own names. */
function nounTest(noun: string, aliases: Aliases): (name: string) => boolean {
  const terms = (aliases.byKey.get(aliasKey(noun)) ?? []).flatMap(({ entry }) => [entry.name, ...entry.names]);
  const keys = [noun, ...terms].map((word) => aliasKey(word).replace(/e?s$/u, ""));
  const long = [...new Set(keys)].filter(({ length }) => length >= SHORTEST_NOUN);
  return (name) =>
    name.split(/[\s/]+/u).some((word) => {
      const key = aliasKey(word);
      return long.some((each) => key.startsWith(each) || key.endsWith(each));
    });
}

function withName(question: string, { start, end }: Span, name: string): string {
  const [article = ""] = question.slice(start, end).toLowerCase().split(/\s/u);
  return `${question.slice(0, start)}${PREPOSITION[article] ?? ""}${name}${question.slice(end)}`;
}
