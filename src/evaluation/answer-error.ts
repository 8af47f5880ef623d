/** Something that went wrong with a question, for a person to look at. */
export interface AnswerError {
  /** Name of the set. */
  readonly set: string;
  readonly problem:
    | "refused, but the documents say it"
    | "wrong quote"
    | "answered, but the documents do not say it"
    | "wrong headline"
    | "small talk not recognised";
  readonly question: string;
  readonly expected: string;
  readonly got: string;
}

/** What would have been right, in one line. */
export function expectedAnswer(right: readonly string[]): string {
  return right.length === 0 ? "no answer" : right.join(" | ");
}
