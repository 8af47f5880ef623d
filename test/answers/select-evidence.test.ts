import { expect, it } from "vitest";
import { mostOfTheFocus } from "../../src/answers/select-evidence.js";

/** What is quoted of sentences with this focus, and of which the reader says this. */
function quoted(...sentences: readonly (readonly [focus: number, read: number])[]) {
  return mostOfTheFocus(sentences.map(([focus, read]) => ({ focus, features: { read } }))).map(({ focus }) => focus);
}

it("quotes sentences until they hold nine tenths of the focus", () => {
  expect(quoted([0.5, 2], [0.42, 1], [0.08, 1])).toEqual([0.5, 0.42]);
  expect(quoted([0.95, 2], [0.05, 1])).toEqual([0.95]);
});

it("quotes five sentences at most", () => {
  expect(quoted(...Array.from({ length: 9 }, () => [0.11, 1] as const))).toHaveLength(5);
});

it("quotes none beside the best one that has less than a twentieth of its focus", () => {
  expect(quoted([0.6, 2], [0.031, 1], [0.029, 1], [0.028, 1])).toEqual([0.6, 0.031]);
});

it("quotes none beside the best one of which the reader says that it does not answer", () => {
  expect(quoted([0.4, -5], [0.3, -4], [0.2, -1])).toEqual([0.4, 0.2]);
});

it("quotes nothing of nothing", () => {
  expect(quoted()).toEqual([]);
});
