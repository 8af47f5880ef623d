import { describe, expect, it } from "vitest";
import { createConversationMemory } from "../../src/conversations/conversation-memory.js";

const turn = (question: string) => ({ question, language: "de" as const, headline: null, choices: [] });

/** A clock that stands still until it is told otherwise. */
function createClock() {
  let time = 1_000_000;
  return {
    now: () => time,
    pass: (minutes: number) => {
      time += minutes * 60_000;
    },
  };
}

describe("a conversation", () => {
  it("is remembered by its last question, apart from the others", () => {
    const memory = createConversationMemory();
    expect(memory.recall("anna")).toBeNull();
    memory.remember("anna", turn("Wann?"));
    memory.remember("ben", turn("Wer?"));
    memory.remember("anna", turn("Wo?"));
    expect(memory.recall("anna")).toEqual(turn("Wo?"));
    expect(memory.recall("ben")).toEqual(turn("Wer?"));
  });

  it("is forgotten half an hour after its last question", () => {
    const { now, pass } = createClock();
    const memory = createConversationMemory({ now });
    memory.remember("anna", turn("Wann?"));
    pass(29);
    expect(memory.recall("anna")).toEqual(turn("Wann?"));
    memory.remember("anna", turn("Wo?"));
    pass(29);
    expect(memory.recall("anna")).toEqual(turn("Wo?"));
    pass(1);
    expect(memory.recall("anna")).toBeNull();
    pass(-30);
    expect(memory.recall("anna")).toBeNull();
  });

  it("is forgotten as early as the options say, while a later one stays", () => {
    const { now, pass } = createClock();
    const memory = createConversationMemory({ now, minutes: 2 });
    memory.remember("anna", turn("Wann?"));
    pass(1);
    memory.remember("ben", turn("Wer?"));
    pass(1);
    expect(memory.recall("anna")).toBeNull();
    expect(memory.recall("ben")).toEqual(turn("Wer?"));
  });

  it("is forgotten when asked, and so is none that was never begun", () => {
    const memory = createConversationMemory();
    memory.remember("anna", turn("Wann?"));
    memory.forget("anna");
    memory.forget("nobody");
    expect(memory.recall("anna")).toBeNull();
  });

  it("goes first among too many if it was silent longest", () => {
    const memory = createConversationMemory({ most: 2 });
    memory.remember("anna", turn("1"));
    memory.remember("ben", turn("2"));
    memory.remember("anna", turn("3"));
    memory.remember("carla", turn("4"));
    expect(memory.recall("ben")).toBeNull();
    expect(memory.recall("anna")).toEqual(turn("3"));
    expect(memory.recall("carla")).toEqual(turn("4"));
  });
});
