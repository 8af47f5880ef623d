import type { Language, Span } from "../../language/language.js";
import type { CalendarDate } from "./dates.js";
import { findDates } from "./find-dates.js";
import { findNames, type NameSpan } from "./find-names.js";
import { findNumbers, type NumberSpan } from "./find-numbers.js";
import { findPlaces } from "./find-places.js";

/** A stretch of a sentence that can answer a question of some kind. */
export type TypedSpan =
  | (Span & { readonly type: "date"; readonly date: CalendarDate })
  | (Span & { readonly type: "time" })
  | (Span & { readonly type: "number"; readonly number: NumberSpan })
  | (Span & { readonly type: "name"; readonly kind: NameSpan["kind"]; readonly certain: boolean })
  | (Span & { readonly type: "place"; readonly certain: boolean });

const clock =
  /(?<![\d.,:])(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?(?:\s*(?:bis|[-–]|to)\s*(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?)?\s*(?:Uhr|a\.?m\.?|p\.?m\.?)(?!\p{L})/gu;

/**
 * Finds the dates, clock times, numbers, names of persons and bodies, and places of one sentence.
 *
 * Spans of different types may overlap: "Paderborn" is a place within the body "GKD Paderborn".
 *
 * @param language Of the sentence.
 * @returns In order of the text.
 */
export function findTypedSpans(text: string, language: Language): readonly TypedSpan[] {
  const dates = findDates(text);
  const times = [...text.matchAll(clock)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  return [
    ...dates.map((span) => ({ type: "date" as const, ...span })),
    ...times.map((span) => ({ type: "time" as const, ...span })),
    ...findNumbers(text, language, [...dates, ...times]).map((number) => ({
      type: "number" as const,
      start: number.start,
      end: number.end,
      number,
    })),
    ...findNames(text, language).map((name) => ({ type: "name" as const, ...name })),
    ...findPlaces(text, language).map((place) => ({ type: "place" as const, ...place })),
  ].sort((a, b) => a.start - b.start);
}
