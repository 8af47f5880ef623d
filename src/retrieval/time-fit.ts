import type { DocumentInfo, FrontMatter } from "../documents/document.js";
import type { QuestionPeriod } from "../language/question-period.js";

/** What is left of the score of a passage that cannot speak of the time a question states, and of one that is out of date. */
const OUTSIDE = 0.9;
const OUT_OF_DATE = 0.98;

/** Among equals the newest one: what a year of age costs, and for how many years. */
const COST_OF_A_YEAR = 0.001;
const MOST_YEARS = 10;

/** Whether a document may speak of a time: it was valid then, or was published no earlier. */
export function speaksOf({ frontMatter }: Pick<DocumentInfo, "frontMatter">, { start, end }: QuestionPeriod): boolean {
  const { valid_from, valid_until, date } = frontMatter;
  if (valid_from === undefined && valid_until === undefined) return date === undefined || start <= `${date}~`;
  return (valid_from ?? "") <= `${end}~` && start <= `${valid_until ?? "9999"}~`;
}

/** Whether the second of two documents holds longer, or is the newer one. @param today ISO date. */
export function isNewer(first: FrontMatter | undefined, second: FrontMatter | undefined, today: string): boolean {
  if (first === undefined || second === undefined) return false;
  const [old, other] = [first, second].map((frontMatter) => isOutOfDate({ frontMatter }, today));
  return old !== other ? old === true : (first.date ?? "") < (second.date ?? "");
}

/** Whether a document no longer holds. @param today ISO date. */
export function isOutOfDate(
  { frontMatter: { valid_until } }: Pick<DocumentInfo, "frontMatter">,
  today: string,
): boolean {
  return valid_until !== undefined && `${valid_until}~` < today;
}

/**
 * How well a document fits the time that a question asks about, as a factor of its passages' scores.
 *
 * "derzeit" and "currently" ask for what holds today, a date or a year for what speaks of it; where nothing is stated, what holds
 * goes before what does not, and the newer before the older.
 *
 * @param today ISO date.
 * @returns In (0, 1]; 1 where the document says nothing of time.
 */
export function timeFit(document: Pick<DocumentInfo, "frontMatter">, period: QuestionPeriod, today: string): number {
  if (period.stated === "given") return speaksOf(document, period) ? 1 : OUTSIDE;
  const { date } = document.frontMatter;
  const years = date === undefined ? 0 : Number(today.slice(0, 4)) - Number(date.slice(0, 4));
  const freshness = 1 - COST_OF_A_YEAR * Math.max(0, Math.min(MOST_YEARS, years));
  if (!isOutOfDate(document, today)) return freshness;
  return freshness * (period.stated === "now" ? OUTSIDE : OUT_OF_DATE);
}
