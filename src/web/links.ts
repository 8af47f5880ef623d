import type { Citation } from "../answers/answer.js";
import type { Language } from "../language/language.js";

/** Address of a page of this site, in a language. Example: `/privacy?lang=en`. */
export function localAddress(path: string, language: Language): string {
  return `${path}?lang=${language}`;
}

/** The same page in another language: path and query of `address` with `lang` replaced; null leads to the start page. */
export function addressInLanguage(address: string | null, language: Language): string {
  if (address === null) return localAddress("/", language);
  const { pathname, searchParams } = new URL(address);
  searchParams.set("lang", language);
  return `${pathname}?${searchParams}`;
}

/** Address of a document in the source viewer. */
export function documentAddress(path: string, language: Language): string {
  return `/document?${new URLSearchParams({ path, lang: language })}`;
}

/** Address of a citation in the source viewer, at the quote; it tells whether the text has changed since. */
export function citationAddress(citation: Citation, language: Language): string {
  const query = new URLSearchParams({
    path: citation.document,
    start: String(citation.start),
    end: String(citation.end),
    hash: citation.textHash,
    lang: language,
  });
  return `/document?${query}#quote`;
}

/** The address if it may stand in a link to another site (http or https), else null. */
export function externalAddress(url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  return /^https?:$/.test(new URL(url).protocol) ? url : null;
}
