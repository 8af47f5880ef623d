import type { Answer } from "./answer.js";
import { ANSWER_PHRASES } from "./phrases.js";

/** How a question was understood, in lines that stand above the answer: completed, and with which words corrected. */
export function understoodAs({ question, searchedFor, corrections, language }: Answer): string[] {
  const phrases = ANSWER_PHRASES[language];
  const same = searchedFor.normalize("NFC").trim() === question.normalize("NFC").trim();
  return [
    ...(same ? [] : [phrases.completed(searchedFor)]),
    ...corrections.map(({ from, to }) => phrases.corrected(from, to)),
  ];
}
