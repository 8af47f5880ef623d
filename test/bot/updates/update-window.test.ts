import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createUpdateWindow } from "../../../src/bot/updates/update-window.js";

describe("update window", () => {
  it("starts where Telegram is", () => {
    expect(createUpdateWindow().offset).toBeUndefined();
  });

  it("never offers an offset beyond an unfinished update, and reaches the end when all are finished", () => {
    const updates = fc.uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(
        updates.chain((ids) => fc.tuple(fc.constant(ids), fc.shuffledSubarray(ids, { minLength: ids.length }))),
        ([ids, finishOrder]) => {
          const window = createUpdateWindow();
          for (const id of ids) expect(window.take(id)).toBe(true);
          const open = new Set(ids);
          for (const id of finishOrder) {
            expect(window.offset).toBe(Math.min(...open));
            expect(window.take(id)).toBe(false);
            window.finish(id);
            open.delete(id);
            expect(window.take(id)).toBe(false);
          }
          expect(window.offset).toBe(Math.max(...ids) + 1);
          expect(window.unfinished).toBe(0);
        },
      ),
    );
  });

  it("takes lower numbers after everything is confirmed", () => {
    const window = createUpdateWindow();
    window.take(900);
    window.settle();
    expect(window.offset).toBe(900);
    window.finish(900);
    window.settle();
    expect(window.offset).toBeUndefined();
    expect(window.take(5)).toBe(true);
    expect(window.offset).toBe(5);
    window.finish(5);
    expect(window.offset).toBe(6);
  });

  it("moves past an update that is repeated after it was finished", () => {
    const window = createUpdateWindow();
    window.take(7);
    window.finish(7);
    window.settle();
    expect(window.take(7)).toBe(false);
    expect(window.offset).toBe(8);
  });
});
