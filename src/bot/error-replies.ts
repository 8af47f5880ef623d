import { BusyError, IndexUnavailableError } from "../errors.js";
import type { Language } from "../language/language.js";

interface ErrorReply {
  readonly matches: (error: unknown) => boolean;
  readonly text: Readonly<Record<Language, string>>;
}

/** How an error is told to a person: the first line that matches. The last matches everything. */
export const ERROR_REPLIES = [
  {
    matches: (error) => error instanceof IndexUnavailableError,
    text: {
      de: "Die Unterlagen lassen sich gerade nicht durchsuchen. Bitte versuchen Sie es später noch einmal.",
      en: "The documents cannot be searched at the moment. Please try again later.",
    },
  },
  {
    matches: (error) => error instanceof BusyError,
    text: {
      de: "Gerade fragen sehr viele Menschen zugleich. Bitte versuchen Sie es in einer Minute noch einmal.",
      en: "Very many people are asking at the moment. Please try again in a minute.",
    },
  },
  {
    matches: (error) => error instanceof Error && error.name === "TimeoutError",
    text: {
      de: "Die Antwort hat zu lange gedauert. Bitte stellen Sie die Frage noch einmal, gern etwas kürzer.",
      en: "The answer took too long. Please ask again, perhaps in fewer words.",
    },
  },
  {
    matches: () => true,
    text: {
      de: "Dabei ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.",
      en: "Something went wrong. Please try again.",
    },
  },
] as const satisfies readonly ErrorReply[];

/** What a person is told in place of what they asked for; never a word of the error itself. */
export function errorReply(error: unknown, language: Language): string {
  const { text } = ERROR_REPLIES.find(({ matches }) => matches(error)) ?? ERROR_REPLIES[3];
  return text[language];
}
