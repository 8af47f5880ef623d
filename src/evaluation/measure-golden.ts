import type { Answer } from "../answers/answer.js";
import { type Assistant, askOnce } from "../assistant/assistant.js";
import { isRefused } from "./asking.js";
import { type GoldenQuestion, type GoldenQuestions, isRight } from "./golden-questions.js";
import { inTurn } from "./in-turn.js";

/** A golden question, its answer, and the answer that would have been given if nothing were refused. */
export interface GoldenOutcome {
  readonly golden: GoldenQuestion;
  readonly answer: Answer;
  readonly refused: boolean;
  /** Quotes what is expected and is not refused; false for every question without an answer. */
  readonly right: boolean;
  /** Whether the quotes would have been right if nothing were refused. */
  readonly rightBeforeRefusal: boolean;
}

/** A message that is no question, and its answer. */
export interface SmallTalkOutcome {
  readonly message: string;
  readonly answer: Answer;
}

/** Asks every golden question, each in a conversation of its own, as any channel would. */
export async function measureGolden(options: {
  readonly golden: GoldenQuestions;
  readonly assistant: Assistant;
  /** The same, but it refuses nothing. */
  readonly assistantWithoutRefusal: Assistant;
  readonly signal: AbortSignal;
}): Promise<{ readonly questions: readonly GoldenOutcome[]; readonly smallTalk: readonly SmallTalkOutcome[] }> {
  const { golden, assistant, assistantWithoutRefusal, signal } = options;
  const ask = (of: Assistant, text: string) =>
    askOnce(of, { text, conversation: null, audience: "citizen", extractive: true }, signal);
  // The first question pays for what is loaded on demand; it would be no question's true time.
  await ask(assistant, golden.questions[0]?.question ?? "");
  const questions: GoldenOutcome[] = [];
  for await (const each of inTurn(golden.questions, signal)) {
    const answer = await ask(assistant, each.question);
    const refused = isRefused(answer);
    const before = refused ? await ask(assistantWithoutRefusal, each.question) : answer;
    const rightBeforeRefusal = isRight(each, before.citations);
    questions.push({ golden: each, answer, refused, right: !refused && rightBeforeRefusal, rightBeforeRefusal });
  }
  const smallTalk: SmallTalkOutcome[] = [];
  for await (const { question: message } of inTurn(golden.smallTalk, signal)) {
    smallTalk.push({ message, answer: await ask(assistant, message) });
  }
  return { questions, smallTalk };
}
