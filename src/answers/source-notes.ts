import type { DocumentInfo } from "../documents/document.js";
import type { Aliases } from "../language/aliases.js";
import { listNamed } from "../language/expand-aliases.js";
import type { Language } from "../language/language.js";
import type { QuestionPeriod } from "../language/question-period.js";
import { isOutOfDate } from "../retrieval/time-fit.js";
import type { Citation } from "./answer.js";
import { formatIsoDate } from "./headline/dates.js";
import { ANSWER_PHRASES } from "./phrases.js";

/** What it takes to judge the time of sources. */
export interface SourceTimes {
  readonly question: string;
  readonly language: Language;
  /** ISO date. */
  readonly today: string;
  readonly aliases: Aliases;
  readonly documentOf: (path: string) => DocumentInfo | undefined;
}

/**
 * Says of every cited source that no longer holds, or that is about a body which has had a successor since, how old it is and what has
 * taken its place: "Stand Januar 2020 [1]; Nachfolger von krz ist seit 1. Januar 2024 Ostwestfalen-Lippe-IT."
 *
 * @returns One sentence for all sources with the same successor; empty where every source holds or says nothing of time.
 */
export function sourceNotes(citations: readonly Citation[], times: SourceTimes): string[] {
  const phrases = ANSWER_PHRASES[times.language];
  const states = new Map<string, Map<string, Set<number>>>();
  for (const { document: path, marker } of citations) {
    const document = times.documentOf(path);
    if (document === undefined) continue;
    const { date, valid_until } = document.frontMatter;
    const succession = bodySuccession(document, times) ?? documentSuccession(document, times);
    if (succession === null && !isOutOfDate(document, times.today)) continue;
    const write = (iso: string) => formatIsoDate(iso, times.language);
    const until = valid_until && phrases.validUntil(write(valid_until));
    const age =
      date === undefined
        ? until
        : phrases.asOf(write(date), succession === null ? valid_until && write(valid_until) : undefined);
    if (age === undefined || age === "") continue;
    const ages = states.get(succession ?? "") ?? new Map<string, Set<number>>();
    states.set(succession ?? "", ages.set(age, (ages.get(age) ?? new Set()).add(marker)));
  }
  return [...states].map(([succession, ages]) => {
    const known = [...ages].map(([age, markers]) => `${age} ${[...markers].map((marker) => `[${marker}]`).join(" ")}`);
    return `${[known.join(", "), ...(succession === "" ? [] : [succession])].join("; ")}.`;
  });
}

/** Says who has taken the place of a body that the source's title or the question names: it had a successor after the time that the source speaks of. */
function bodySuccession(document: DocumentInfo, { question, language, today, aliases }: SourceTimes): string | null {
  const { date, valid_from, valid_until } = document.frontMatter;
  const end = valid_until ?? date;
  if (end === undefined) return null;
  const then: QuestionPeriod = { start: valid_from ?? end, end, stated: "given" };
  for (const { entry, spelling } of [document.title, question].flatMap((text) => listNamed(text, aliases, then))) {
    const next = entry.succeededBy.find(({ date: since }) => since > `${end}` && since <= today);
    if (next === undefined) continue;
    const shared = aliases.entries.get(next.name)?.names.includes(spelling) ?? false;
    const body = shared ? entry.name : spelling;
    const since = formatIsoDate(next.date, language);
    return ANSWER_PHRASES[language].successor(body, next.name, since);
  }
  return null;
}

/** Says what has taken the place of a source that names it: a document by its path, or anything else by its name. */
function documentSuccession(document: DocumentInfo, { language, today, documentOf }: SourceTimes): string | null {
  const { valid_until, superseded_by } = document.frontMatter;
  if (superseded_by === undefined || valid_until === undefined || !isOutOfDate(document, today)) return null;
  const isPath = /\.\p{L}+$/u.test(superseded_by);
  const title = documentOf(superseded_by)?.title ?? (isPath ? null : superseded_by);
  if (title === null) return null;
  return ANSWER_PHRASES[language].replacedBy(title, formatIsoDate(nextDay(valid_until), language));
}

/** The first day, month or year after an ISO date of the same precision. */
function nextDay(iso: string): string {
  const [year = 0, month, day] = iso.split("-").map(Number);
  if (month === undefined) return String(year + 1);
  if (day === undefined) return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7);
  return new Date(Date.UTC(year, month - 1, day + 1)).toISOString().slice(0, 10);
}
