import { describe, expect, it } from "vitest";
import { createRecentQuestions } from "../../src/conversations/recent-questions.js";

const QUESTION = { text: "Wann?", conversation: "c", readerId: 1 };

describe("a recent question", () => {
  it("is remembered for half an hour", () => {
    let now = 0;
    const recent = createRecentQuestions({ now: () => now });
    recent.remember("a", QUESTION);
    now = 29 * 60_000;
    expect(recent.recall("a")).toMatchObject(QUESTION);
    now = 30 * 60_000;
    expect(recent.recall("a")).toBeNull();
  });

  it("is forgotten with its conversation or its asker, and when there are too many", () => {
    const recent = createRecentQuestions({ most: 2 });
    recent.remember("a", QUESTION);
    recent.remember("b", { ...QUESTION, conversation: "d" });
    recent.remember("c", { ...QUESTION, readerId: 2 });
    expect(recent.recall("a")).toBeNull();
    recent.forget("d");
    expect(recent.recall("b")).toBeNull();
    expect(recent.count(2)).toBe(1);
    recent.forgetReader(2);
    expect(recent.recall("c")).toBeNull();
  });
});
