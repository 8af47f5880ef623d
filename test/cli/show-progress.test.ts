import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createProgressDisplay } from "../../src/cli/show-progress.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A stream that is no terminal, and what was written to it. */
function lines() {
  const written: string[] = [];
  const stream = { isTTY: false, write: (line: string) => written.push(line) } as unknown as NodeJS.WriteStream;
  return { written, display: createProgressDisplay(stream) };
}

it("tells every five seconds how far a stage is and how long it still takes, and when it is done", () => {
  const { written, display } = lines();
  const reading = (done: number) => display.show({ stage: "reading", done, total: 100 });
  reading(0);
  vi.advanceTimersByTime(4000);
  reading(8);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1000);
  reading(10);
  reading(100);
  expect(written).toEqual(["Reading files: 10 of 100, about 45 s left\n", "Reading files: 100 of 100\n"]);
});

it("counts the time of a second index from its own start", () => {
  const { written, display } = lines();
  display.show({ stage: "reading", done: 5, total: 5 });
  vi.advanceTimersByTime(600_000);
  display.show({ stage: "reading", done: 1, total: 5 });
  vi.advanceTimersByTime(5000);
  display.show({ stage: "reading", done: 2, total: 5 });
  expect(written).toEqual(["Reading files: 5 of 5\n", "Reading files: 2 of 5, about 8 s left\n"]);
});
