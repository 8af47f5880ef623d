import type { Citation } from "../answers/answer.js";
import type { Language } from "../language/language.js";
import { code, type FormattedText, isWebAddress, joinText, link } from "./formatted-text.js";
import { PHRASES } from "./phrases.js";

/**
 * Where a citation comes from, in one line: title, innermost heading and page, date, path of the document. The title
 * leads to the passage on the web page, or else to the publication.
 *
 * @param publicUrl Address of the web page; null where there is none, or where the reader's documents are not on it.
 * @example "Betriebsstart, Überblick, S. 2 – 01.01.2020 (owl-it/betriebsstart.md)"
 */
export function renderSource(citation: Citation, language: Language, publicUrl: string | null): FormattedText {
  const { title, heading, page, date, document } = citation;
  const innermost = heading.at(-1);
  const address = publicUrl === null ? citation.url : passageAddress(citation, language, publicUrl);
  const linked = address !== null && isWebAddress(address);
  const place: (string | FormattedText)[] = [linked ? link(title, address) : sourceName(title)];
  if (innermost !== undefined && innermost !== title) place.push(sourceName(innermost));
  if (page !== null) place.push(PHRASES[language].page(page));
  const published = date === null ? "" : ` – ${formatDate(date, language)}`;
  return joinText([joinText(place, ", "), `${published} (`, code(document), ")"]);
}

/** The web page's source viewer, at the quote; with the hash it can tell whether the document has changed since. */
function passageAddress(citation: Citation, language: Language, publicUrl: string): string {
  const query = new URLSearchParams({
    path: citation.document,
    start: String(citation.start),
    end: String(citation.end),
    hash: citation.textHash,
    lang: language,
  });
  return `${publicUrl.replace(/\/+$/, "")}/document?${query}#quote`;
}

// Telegram turns @names, #words, /commands and names such as README.md into links unless they stand in code.
const LINKED_BY_TELEGRAM = /[@#/]\p{L}|\p{L}\.\p{Ll}{2,}/u;

function sourceName(name: string): FormattedText {
  return LINKED_BY_TELEGRAM.test(name) ? code(name) : joinText([name]);
}

const DATE_STYLES = {
  de: { locale: "de-DE", month: "long", day: { day: "2-digit", month: "2-digit" } },
  en: { locale: "en-GB", month: "long", day: { day: "numeric", month: "long" } },
} as const;

/**
 * An ISO date as people write it; `YYYY` and anything that is no date stay as they are.
 *
 * @example formatDate("2020-01-01", "de") === "01.01.2020", formatDate("2020-01", "en") === "January 2020"
 */
export function formatDate(date: string, language: Language): string {
  const time = Date.parse(date);
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(date) || Number.isNaN(time)) return date;
  const { locale, month, day } = DATE_STYLES[language];
  const fields = date.length > 7 ? day : { month };
  return new Intl.DateTimeFormat(locale, { year: "numeric", ...fields, timeZone: "UTC" }).format(time);
}
