import type { Language } from "../language/language.js";

const locales: Readonly<Record<Language, string>> = { de: "de-DE", en: "en-GB" };

/**
 * Writes an ISO date the way people do. Example: `2020-01-01` is `1. Januar 2020`, `2020-01` is `Januar 2020`.
 *
 * @param date `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else comes back as it is.
 */
export function formatDate(date: string, language: Language): string {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date);
  const time = Date.parse(date);
  if (parts === null || Number.isNaN(time)) return date;
  const day = parts[3] === undefined ? {} : ({ day: "numeric" } as const);
  return new Intl.DateTimeFormat(locales[language], { year: "numeric", month: "long", ...day, timeZone: "UTC" }).format(
    time,
  );
}
