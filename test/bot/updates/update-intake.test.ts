import type { Update } from "grammy/types";
import { describe, expect, it } from "vitest";
import { createUpdateIntake } from "../../../src/bot/updates/update-intake.js";
import { openUpdateJournal, type UpdateJournal } from "../../../src/bot/updates/update-journal.js";
import { createLog } from "../running-bot.js";

const update = (update_id: number, chat = update_id): Update =>
  ({
    update_id,
    message: { message_id: 1, date: 0, chat: { id: chat, type: "private" }, from: { id: chat } },
  }) as Update;

/** An intake whose updates are handled when the test says so. */
function manual(journal: UpdateJournal) {
  const begun: number[] = [];
  const apologised: number[] = [];
  const ends = new Map<number, (error?: unknown) => void>();
  const interrupt = new AbortController();
  const logger = createLog();
  const intake = createUpdateIntake({
    ...{ logger, journal, concurrency: 4, interrupt: interrupt.signal },
    handle: ({ update_id }) =>
      new Promise((resolve, reject) => {
        begun.push(update_id);
        ends.set(update_id, (error) => (error === undefined ? resolve() : reject(error)));
      }),
    apologise: async ({ update_id }) => void apologised.push(update_id),
  });
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
  };
  const end = async (id: number, error?: unknown) => {
    await until(() => ends.has(id));
    ends.get(id)?.(error);
  };
  return { intake, begun, apologised, end, until, interrupt, logger };
}

const journalOf = (states: Readonly<Record<number, "done" | "suspect" | "poison">>): UpdateJournal => ({
  isDone: (id) => states[id] === "done",
  isSuspect: (id) => states[id] === "suspect" || states[id] === "poison",
  isPoison: (id) => states[id] === "poison",
  start: async () => {},
  finish: async () => {},
  release: async () => {},
  close: async () => {},
});

describe("the intake", () => {
  it("handles an update once, however often and by whatever way it comes", async () => {
    const { intake, begun, end } = manual(await openUpdateJournal(null));
    const first = intake.take(update(1));
    const again = intake.take(update(1));
    await end(1);
    expect([await first, await again, await intake.take(update(1))]).toEqual([true, true, true]);
    expect(begun).toEqual([1]);
  });

  it("takes what an earlier run handled for done", async () => {
    const { intake, begun } = manual(journalOf({ 1: "done" }));
    expect(await intake.take(update(1))).toBe(true);
    expect(begun).toEqual([]);
  });

  it("runs a suspect alone, and passes over what ended the program twice", async () => {
    const { intake, begun, apologised, end, until } = manual(journalOf({ 2: "suspect", 4: "poison" }));
    const all = [1, 2, 3, 4].map((id) => intake.take(update(id)));
    await until(() => begun.length === 1);
    await end(1);
    await until(() => begun.includes(2));
    expect(begun).toEqual([1, 2]);
    await end(2);
    await until(() => begun.includes(3));
    expect(apologised).toEqual([4]);
    await end(3);
    expect(await Promise.all(all)).toEqual([true, true, true, true]);
  });

  it("keeps the order of a chat and of a person", async () => {
    const { intake, begun, end, until } = manual(await openUpdateJournal(null));
    const inGroup = update(3, 1);
    Object.assign(inGroup.message ?? {}, { chat: { id: -5, type: "group" } });
    for (const one of [update(1, 1), update(2, 1), inGroup, update(4, 9)]) void intake.take(one);
    await until(() => begun.length === 2);
    expect(begun).toEqual([1, 4]);
    await end(1);
    await until(() => begun.length === 3);
    expect(begun).toEqual([1, 4, 2]);
  });

  it("calls an update that failed done, and one that was interrupted not", async () => {
    const { intake, end, interrupt } = manual(await openUpdateJournal(null));
    const failed = intake.take(update(1));
    await end(1, new Error("broken"));
    expect(await failed).toBe(true);
    const interrupted = intake.take(update(2));
    interrupt.abort();
    await end(2, interrupt.signal.reason);
    expect(await interrupted).toBe(false);
  });

  it("answers although the journal cannot be written, and says so in the log", async () => {
    const full = async () => Promise.reject(Object.assign(new Error("no space left"), { code: "ENOSPC" }));
    const { intake, begun, end, logger } = manual({ ...journalOf({}), start: full, finish: full });
    const taken = intake.take(update(1));
    await end(1);
    expect(await taken).toBe(true);
    expect(begun).toEqual([1]);
    expect(logger.lines.map(({ message }) => message)).toEqual([
      "the journal of updates cannot be written",
      "the journal of updates cannot be written",
    ]);
  });

  it("neither starts nor confirms what comes after its end, though it be older than what ran", async () => {
    const { intake, begun, end } = manual(await openUpdateJournal(null));
    const running = intake.take(update(5));
    const ended = intake.close();
    const older = intake.take(update(4));
    await end(5);
    await ended;
    expect([await running, await older, await intake.take(update(6))]).toEqual([true, false, false]);
    expect(begun).toEqual([5]);
  });
});
