import type { Language } from "../language/language.js";

/** A time as people in Germany write it, in their time zone. Example: `25.11.2026, 14:05 Uhr` and `25 Nov 2026, 14:05`. */
export function writeTime(milliseconds: number, language: Language): string {
  const format = new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "Europe/Berlin",
  });
  return `${format.format(milliseconds)}${language === "de" ? " Uhr" : ""}`;
}
