import type { Citation } from "../answers/answer.js";
import { formatIsoDate } from "../answers/headline/dates.js";
import type { Language } from "../language/language.js";
import { code, type FormattedText, isWebAddress, joinText, link } from "./formatted-text.js";
import { PHRASES } from "./phrases.js";

/** What a source is shown with. */
export interface SourceOptions {
  /** Address of the web page that shows the sources; null where there is none, or not with the reader's documents. */
  readonly publicUrl: string | null;
  /** Publisher of the document at a path; null where none is known. */
  readonly publisherOf: (path: string) => string | null;
}

/**
 * Where a citation comes from, in one line: title, innermost heading and page, publisher and date, path of the
 * document. The title leads to the passage on the web page, or else to the publication.
 *
 * @example "Betriebsstart, Überblick, S. 2 – OWL-IT, 1. Januar 2020 (owl-it/betriebsstart.md)"
 */
export function renderSource(
  citation: Citation,
  language: Language,
  { publicUrl, publisherOf }: SourceOptions,
): FormattedText {
  const { title, heading, page, date, document } = citation;
  const innermost = heading.at(-1);
  const address = publicUrl === null ? citation.url : passageAddress(citation, language, publicUrl);
  const linked = address !== null && isWebAddress(address);
  const place: (string | FormattedText)[] = [linked ? link(title, address) : sourceName(title)];
  if (innermost !== undefined && innermost !== title) place.push(sourceName(innermost));
  if (page !== null) place.push(PHRASES[language].page(page));
  const publisher = publisherOf(document);
  const origin: (string | FormattedText)[] = [];
  if (publisher !== null) origin.push(sourceName(publisher));
  if (date !== null) origin.push(formatIsoDate(date, language));
  const dash = origin.length > 0 ? " – " : "";
  return joinText([joinText(place, ", "), dash, joinText(origin, ", "), " (", code(document), ")"]);
}

/** The web page's source viewer, at the quote; with the hash it can tell whether the document has changed since. */
export function passageAddress(citation: Citation, language: Language, publicUrl: string): string {
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
