/** The languages Auskunft speaks, as ISO 639-1 codes. */
export type Language = "de" | "en";

/** Half-open range of UTF-16 offsets into a text: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How numbers and dates are written. */
export const LOCALES: Readonly<Record<Language, string>> = { de: "de-DE", en: "en-GB" };
