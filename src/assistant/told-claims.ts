import type { AnswerEvent } from "./assistant.js";

/**
 * Remembers the claims of one answer across a second try: what was told is neither told again nor taken back.
 *
 * @see AnswerEvent for what is promised of claims.
 */
export function createToldClaims() {
  const told: string[] = [];
  let next = 0;
  return {
    /** The answer is written anew, from its beginning. */
    beginAgain(): void {
      next = 0;
    },
    /** Whether the event is to be passed on, was told before, or takes back what was told. */
    compare(event: AnswerEvent): "new" | "repeated" | "contrary" {
      const expected = told[next];
      if (event.type === "answer") return expected === undefined ? "new" : "contrary";
      if (event.type !== "claim") return "new";
      if (expected !== undefined && expected !== event.text) return "contrary";
      next += 1;
      if (expected !== undefined) return "repeated";
      told.push(event.text);
      return "new";
    },
  };
}
