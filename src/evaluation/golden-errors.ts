import { type AnswerError, expectedAnswer } from "./answer-error.js";
import { isHeadlineRight } from "./answer-figures.js";
import type { GoldenOutcome, SmallTalkOutcome } from "./measure-golden.js";

/** Every golden question that went wrong; one with a wrong quote and a wrong headline is listed twice. */
export function goldenErrors(outcomes: readonly GoldenOutcome[]): AnswerError[] {
  return outcomes.flatMap((outcome) => {
    const { golden, answer, refused, right } = outcome;
    const { question, expected } = golden;
    const set = `golden ${golden.split}`;
    const got = refused
      ? answer.status
      : answer.citations.map(({ quote, document }) => `${quote} (${document})`).join(" | ");
    const errors: AnswerError[] = [];
    if (expected === null) {
      if (!refused) {
        const problem = "answered, but the documents do not say it";
        errors.push({ set, problem, question, expected: expectedAnswer([]), got });
      }
      if (answer.headline !== null) {
        errors.push({ set, problem: "wrong headline", question, expected: expectedAnswer([]), got: answer.headline });
      }
      return errors;
    }
    if (!right) {
      const problem = refused ? "refused, but the documents say it" : "wrong quote";
      errors.push({ set, problem, question, expected: expectedAnswer(expected.quotes), got });
    }
    if (expected.headlines.length > 0 && answer.headline !== null && !isHeadlineRight(outcome)) {
      const headlines = expectedAnswer(expected.headlines);
      errors.push({ set, problem: "wrong headline", question, expected: headlines, got: answer.headline });
    }
    return errors;
  });
}

/** Every greeting that was taken for a question. */
export function smallTalkErrors(outcomes: readonly SmallTalkOutcome[]): AnswerError[] {
  return outcomes
    .filter(({ answer }) => answer.status !== "small_talk")
    .map(({ message, answer }) => ({
      set: "small talk",
      problem: "small talk not recognised",
      question: message,
      expected: "small_talk",
      got: answer.status,
    }));
}
