import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openUpdateJournal } from "../../../src/bot/updates/update-journal.js";
import { useTemporaryDirectories } from "../../helpers/temporary-directory.js";

const newDirectory = useTemporaryDirectories();
const newFile = async () => join(await newDirectory(), "updates.journal");

describe("the journal of updates", () => {
  it("knows after a crash what was done and what was being done", async () => {
    const file = await newFile();
    const before = await openUpdateJournal(file);
    await Promise.all([before.start(1), before.start(2), before.start(3)]);
    await before.finish(2);
    await before.release(3);
    // The program is killed: nothing is closed.
    const after = await openUpdateJournal(file);
    expect([1, 2, 3, 4].map(after.isDone)).toEqual([false, true, false, false]);
    expect([1, 2, 3, 4].map(after.isSuspect)).toEqual([true, false, false, false]);
    await after.finish(1);
    expect(after.isSuspect(1)).toBe(false);
    await Promise.all([before.close(), after.close()]);
  });

  it("gives up an update that ended the program twice alone, not one that was beside others", async () => {
    const file = await newFile();
    const first = await openUpdateJournal(file);
    await Promise.all([first.start(1), first.start(2)]);
    for (let crash = 0; crash < 2; crash++) {
      const journal = await openUpdateJournal(file);
      expect(journal.isPoison(1)).toBe(false);
      await journal.start(1);
      await journal.close();
    }
    const last = await openUpdateJournal(file);
    expect([last.isPoison(1), last.isPoison(2)]).toEqual([true, false]);
    await Promise.all([first.close(), last.close()]);
  });

  it("passes over a line that was cut off, and anything that is none", async () => {
    const file = await newFile();
    const before = await openUpdateJournal(file);
    await before.start(77);
    await before.close();
    await appendFile(file, "D7x\n\nD7");
    const journal = await openUpdateJournal(file);
    expect([journal.isSuspect(77), journal.isDone(7)]).toEqual([true, false]);
    await journal.close();
  });

  it("stays short, and holds nothing but numbers", async () => {
    const file = await newFile();
    const journal = await openUpdateJournal(file);
    for (let block = 0; block < 12; block++) {
      const ids = Array.from({ length: 1_000 }, (_, i) => block * 1_000 + i);
      await Promise.all(ids.map((id) => journal.start(id)));
      await Promise.all(ids.map((id) => journal.finish(id)));
    }
    await journal.close();
    const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(21_000);
    expect(lines.every((line) => /^[SQRD]\d+$/.test(line))).toBe(true);
    const after = await openUpdateJournal(file);
    expect([after.isDone(11_999), after.isDone(11_000), after.isDone(10_999)]).toEqual([true, true, false]);
    await after.close();
  });

  it("read anew says what it said before, however often", async () => {
    const operations = fc.array(
      fc.tuple(fc.constantFrom("start" as const, "finish" as const, "release" as const), fc.nat(9)),
    );
    await fc.assert(
      fc.asyncProperty(operations, async (list) => {
        const file = await newFile();
        const journal = await openUpdateJournal(file);
        for (const [operation, id] of list) await journal[operation](id);
        await journal.close();
        const says = async () => {
          const again = await openUpdateJournal(file);
          await again.close();
          return Array.from({ length: 10 }, (_, id) => [again.isDone(id), again.isSuspect(id), again.isPoison(id)]);
        };
        const once = await says();
        expect(await says()).toEqual(once);
      }),
      { numRuns: 25 },
    );
  });
});
