import type { Language } from "../language/language.js";

/** Languages as the prompts, which are in English, name them. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { de: "German", en: "English" };

/** A line that none of the texts holds, to be put around each: nothing in a text can end it. */
export function fenceFor(texts: readonly string[]): string {
  const longest = Math.max(0, ...texts.flatMap((text) => (text.match(/~+/g) ?? []).map((run) => run.length)));
  return "~".repeat(Math.max(5, longest + 1));
}

/** A text that cannot begin a line of its own. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
