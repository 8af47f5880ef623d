import { afterEach, describe, expect, it, vi } from "vitest";
import { createFleetingMap } from "../../src/conversations/fleeting-map.js";

const MINUTE = 60_000;

describe("what is kept in memory", () => {
  afterEach(() => void vi.useRealTimers());

  it("is gone when its time is up, although nobody looks", () => {
    vi.useFakeTimers();
    const map = createFleetingMap<number>({ minutes: 2 });
    map.set("a", 1);
    vi.advanceTimersByTime(MINUTE);
    map.set("b", 2);
    vi.advanceTimersByTime(MINUTE + 1);
    expect(map.entries()).toEqual([["b", 2]]);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(MINUTE);
    // Whatever the map still held, it would wait to forget.
    expect(vi.getTimerCount()).toBe(0);
  });
});
