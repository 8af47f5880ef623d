import { type CalendarDate, coarsenDate, formatDate } from "./dates.js";
import { findDates } from "./find-dates.js";
import { type HeadlineCandidate, makeCandidate, type ReadQuestion } from "./headline-candidate.js";
import type { EvidenceSentence } from "./headline-evidence.js";
import { tellsOfDoer } from "./name-role.js";

/**
 * The dates of a sentence, or its clock times where "Um wie viel Uhr ...?" is asked.
 *
 * Left out are dates that the question names itself and dates of another year than the question's.
 */
export function dateCandidates(question: ReadQuestion, sentence: EvidenceSentence): readonly HeadlineCandidate[] {
  const unit = question.type.sought?.toLowerCase() ?? "";
  if (/^(?:uhr|time)$/.test(unit)) {
    return sentence.spans
      .filter((span) => span.type === "time")
      .map((span) =>
        makeCandidate(sentence, span, writeTime(sentence.text.slice(span.start, span.end), question), 0.5),
      );
  }
  if (tellsOfDoer(question.text, sentence)) return [];
  const askedDates = findDates(question.text).map(({ date }) => date);
  const asked = new Set(askedDates.map((date) => formatDate(date, question.language)));
  const bound = boundAsked(question);
  return sentence.spans.flatMap((span) => {
    if (span.type !== "date" || !sameYears(askedDates, span.date)) return [];
    const wanted = /^(?:jahr(?:en)?|years?)$/.test(unit) ? "year" : /^mon/.test(unit) ? "month" : null;
    const point = bound === null ? span.date : endOfDate(span.date, bound);
    const isDecade = /^(?:jahrzehnt|decade)/.test(unit) && point.points[0].unit === "decade";
    const date = wanted ? coarsenDate(point, wanted) : isDecade ? { ...point, part: null } : point;
    if (!date) return [];
    const text = formatDate(date, question.language);
    const bare = formatDate({ ...date, part: null, relation: null }, question.language);
    if (asked.has(text) || asked.has(bare)) return [];
    const attributive = /\b(?:the|its|their|his|her|this|seine[nrms]?|ihre[nrms]?)\s$/i.test(
      sentence.text.slice(0, span.start),
    );
    if (bound === null) return [makeCandidate(sentence, span, text, attributive ? 0.2 : 0.5)];
    const said = span.date.relation === bound || span.date.join === "to";
    if (!said && bound === "since" && tellsOfState(sentence)) return [];
    return [makeCandidate(sentence, span, text, said ? 1 : span.date.relation === null ? 0.3 : 0)];
  });
}

/** "Im Januar 2020 war er Geschäftsleiter" does not say since when: he may have been it before. */
function tellsOfState({ text }: EvidenceSentence): boolean {
  return (
    /(?<!\p{L})(?:war|waren|was|were|ist|sind|is|are)(?!\p{L})/iu.test(text) &&
    !/(?<!\p{L})(?:wurde\p{L}*|begann\p{L}*|begonnen|start\p{L}*|\p{L}*gründ\p{L}*|trat\p{L}*|übern\p{L}+|eröffne\p{L}*|aufgenommen|nahm\p{L}*|opened|began|begun|founded|joined|became|took)(?!\p{L})/iu.test(
      text,
    )
  );
}

/** "16:40 Uhr" is `16:40` in English. */
function writeTime(time: string, question: ReadQuestion): string {
  return question.language === "de" ? time : time.replace(/\s*Uhr$/, "").replace(/\sbis\s/, " to ");
}

/** Whether "Seit wann ...?" or "Bis wann ...?" asks for one end of a period. */
function boundAsked(question: ReadQuestion): "since" | "until" | null {
  if (/(?:^|\s)(?:seit|ab|since)\s+(?:wann|when|welche[mn]|wh(?:at|ich))\s/i.test(question.text)) return "since";
  return /(?:^|\s)(?:bis|until)\s+(?:wann|when|zu\s+welche[mn]|welche[mn]|wh(?:at|ich))\s/i.test(question.text)
    ? "until"
    : null;
}

function endOfDate(date: CalendarDate, bound: "since" | "until"): CalendarDate {
  const [first, last] = date.points;
  if (!last || date.join !== "to") return date.relation === bound ? { ...date, relation: null } : date;
  const year =
    first.unit === "day" || first.unit === "month" ? (first.year ?? ("year" in last ? last.year : null)) : null;
  const start = first.unit === "day" || first.unit === "month" ? { ...first, year } : first;
  return { ...date, points: [bound === "since" ? start : last], join: null, relation: null };
}

/** A date of another year than the question names cannot answer it. */
function sameYears(asked: readonly CalendarDate[], found: CalendarDate): boolean {
  const years = asked.flatMap(yearsOf);
  const [first, last] = [yearsOf(found)[0], yearsOf(found).at(-1)];
  if (years.length === 0 || first === undefined || last === undefined) return true;
  return years.some((year) => year >= first && year <= last);
}

/** The years that a date names. */
export function yearsOf(date: CalendarDate): readonly number[] {
  return date.points.flatMap((point) =>
    point.unit === "century" || point.unit === "decade" || point.year === null ? [] : [point.year],
  );
}
