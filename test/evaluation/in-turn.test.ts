import { describe, expect, it } from "vitest";
import { inTurn } from "../../src/evaluation/in-turn.js";

describe("inTurn", () => {
  it("gives every item in order", async () => {
    const seen: number[] = [];
    for await (const item of inTurn([3, 1, 2], new AbortController().signal)) seen.push(item);
    expect(seen).toEqual([3, 1, 2]);
  });

  it("hears a stop from outside, even where the work between two items never waits", async () => {
    const stop = new AbortController();
    const reason = new Error("stopped");
    const seen: number[] = [];
    const work = async () => {
      setImmediate(() => stop.abort(reason));
      for await (const item of inTurn([1, 2, 3, 4], stop.signal)) seen.push(item);
    };
    await expect(work()).rejects.toBe(reason);
    expect(seen.length).toBeLessThan(4);
  });
});
