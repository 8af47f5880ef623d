import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { RETENTION_DAYS } from "../../src/conversations/retention.js";
import { openState } from "../../src/conversations/state.js";
import { ConfigurationError } from "../../src/errors.js";
import { answer, citation } from "../bot/canned-assistant.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const KEY = "0123456789abcdef";
const DAY = 24 * 3_600_000;
const newDirectory = useTemporaryDirectories();
const citizen = () => "citizen" as const;

/** Every byte that lies in a directory. */
async function bytesOf(directory: string): Promise<string> {
  const files = await readdir(directory);
  return (await Promise.all(files.map((file) => readFile(join(directory, file), "latin1")))).join("");
}

function fill(state: ReturnType<typeof openState>) {
  const issued = state.answers.issue(answer(), "citizen", [{ label: "Leitung", question: "Wer leitet?" }], citizen);
  state.deliveries.record(4711001, "5", [6, 7]);
  state.readers.chooseLanguage(4711001, "en");
  state.feedback.give(issued.id, 4711001, "incomplete");
  const question = { answer: issued.id, question: "Wo parke ich?", language: "de", audience: "citizen" } as const;
  state.openQuestions.send(question, 4711001);
  return issued;
}

describe("what is stored", () => {
  it("is there after a restart, only for its owner, and names no reader by number", async () => {
    const directory = await newDirectory();
    const first = openState({ directory, key: null });
    const issued = fill(first);
    first.close();
    expect((await stat(join(directory, "state.db"))).mode & 0o777).toBe(0o600);
    const bytes = await bytesOf(directory);
    expect(bytes).toContain("Wo parke ich?");
    expect(bytes).not.toContain("4711001");

    const second = openState({ directory, key: null });
    expect(second.answers.answer(issued.id)).toMatchObject({ ...issued });
    expect(second.answers.citation(issued.citations[0]?.id ?? "")).toMatchObject({
      citation: citation(),
      audience: "citizen",
    });
    expect(second.deliveries.messagesFor(4711001, "5")).toEqual([6, 7]);
    expect(second.readers.language(4711001)).toBe("en");
    expect(second.feedback.of(issued.id, 4711001)).toBe("incomplete");
    second.close();
  });

  it("goes on in a file of before, without the columns that nothing reads any more", async () => {
    const directory = await newDirectory();
    const old = new Database(join(directory, "state.db"));
    old.exec(
      "CREATE TABLE roles (user INTEGER PRIMARY KEY, role TEXT NOT NULL, given_by INTEGER NOT NULL, given_at INTEGER NOT NULL)",
    );
    old.exec("INSERT INTO roles VALUES (5, 'employee', 4711001, 1)");
    old.close();
    const state = openState({ directory, key: null });
    state.roles.give(6, "admin");
    expect(state.roles.list().map(({ user, role }) => [user, role])).toEqual([
      [5, "employee"],
      [6, "admin"],
    ]);
    state.close();
    const file = new Database(join(directory, "state.db"));
    const columns = file.prepare("SELECT name FROM pragma_table_info('roles')").all() as { readonly name: string }[];
    expect(columns.map(({ name }) => name)).toEqual(["user", "role", "given_at"]);
    file.close();
  });

  it("is unreadable without its key, and opens with no other", async () => {
    const directory = await newDirectory();
    const state = openState({ directory, key: KEY });
    fill(state);
    expect(await bytesOf(directory)).not.toMatch(/parke|Betriebsstart|SQLite format/);
    state.close();
    expect(await bytesOf(directory)).not.toMatch(/parke|Betriebsstart|SQLite format/);
    for (const key of [null, "another key of 16"]) {
      expect(() => openState({ directory, key })).toThrow(ConfigurationError);
      expect(() => openState({ directory, key })).toThrow(/DATA_KEY/);
    }
    openState({ directory, key: KEY }).close();
  });

  it("leaves no byte of what is deleted, while it stays open", async () => {
    const directory = await newDirectory();
    let now = Date.UTC(2026, 0, 1);
    const state = openState({ directory, key: null, now: () => now });
    const issued = fill(state);
    state.openQuestions.draft(1, { document: "owl-it/betriebsstart.md", quote: "im Jahr 2020" });
    expect(await bytesOf(directory)).toMatch(/im Jahr 2020/);
    expect(state.answers.forgetDocument("owl-it/betriebsstart.md")).toBe(1);
    state.openQuestions.forgetDocument("owl-it/betriebsstart.md");
    expect(state.answers.answer(issued.id)?.suggestions).toEqual([]);
    expect(state.openQuestions.list()).toMatchObject([{ question: "Wo parke ich?" }]);
    expect(await bytesOf(directory)).not.toMatch(/betriebsstart|Leitung|im Jahr 2020/i);

    state.openQuestions.settle(1);
    expect(await bytesOf(directory)).not.toContain("parke");
    const question = { answer: "b", question: "Wann kommt die Tonne?", language: "de", audience: "citizen" } as const;
    state.openQuestions.send(question, 4711001);
    state.readers.chooseLanguage(4711001, "en");
    state.erase(4711001);
    expect(await bytesOf(directory)).not.toContain("Tonne");
    state.openQuestions.send(question, 4711001);
    now += 181 * DAY;
    state.purge();
    expect(await bytesOf(directory)).not.toContain("Tonne");
    state.close();
  });

  it("leaves no byte of a question that its asker deletes", async () => {
    const directory = await newDirectory();
    const state = openState({ directory, key: null });
    fill(state);
    state.erase(4711001);
    expect(state.describe(4711001)).toEqual({
      language: null,
      deliveries: 0,
      feedback: 0,
      openQuestions: [],
      role: null,
      audited: 0,
    });
    state.close();
    expect(await bytesOf(directory)).not.toContain("parke");
  });

  it("is purged when it was kept long enough, and not before", async () => {
    let now = Date.UTC(2026, 0, 1);
    const state = openState({ directory: null, key: null, now: () => now });
    const issued = fill(state);
    const kept = () => ({
      deliveries: state.deliveries.messagesFor(4711001, "5") !== null,
      openQuestions: state.openQuestions.list().length > 0,
      answers: state.answers.answer(issued.id) !== null,
      citations: state.answers.citation(issued.citations[0]?.id ?? "") !== null,
      feedback: state.feedback.of(issued.id, 4711001) !== null,
      readers: state.readers.language(4711001) !== null,
    });
    const start = now;
    const days = { ...RETENTION_DAYS, citations: RETENTION_DAYS.answers };
    for (const day of [1, 3, 179, 181, 364, 366]) {
      now = start + day * DAY;
      state.purge();
      const expected = Object.entries(kept()).map(([kind]) => [kind, day <= days[kind as keyof typeof days]]);
      expect(kept()).toEqual(Object.fromEntries(expected));
    }
    state.close();
  });

  it("of an audit log cannot be changed or removed", async () => {
    const directory = await newDirectory();
    const state = openState({ directory, key: null });
    state.audit.write(7, "index", "done");
    state.close();
    const { default: Database } = await import("libsql");
    const database = new Database(join(directory, "state.db"));
    expect(() => database.exec("DELETE FROM audit")).toThrow(/append-only/);
    expect(() => database.exec("UPDATE audit SET who = 8")).toThrow(/append-only/);
    database.close();
  });

  it("of feedback is one verdict for each reader, the last one", () => {
    const readers = fc.array(fc.tuple(fc.nat(3), fc.constantFrom("helpful" as const, "incomplete" as const)));
    fc.assert(
      fc.property(readers, (given) => {
        const state = openState({ directory: null, key: null });
        for (const [reader, verdict] of given) state.feedback.give("a", reader, verdict);
        const last = new Map(given);
        for (const [reader, verdict] of last) expect(state.feedback.of("a", reader)).toBe(verdict);
        const total = Object.values(state.feedback.count(0)).reduce((sum, n) => sum + n, 0);
        expect(total).toBe(last.size);
        state.close();
      }),
      { numRuns: 30 },
    );
  });
});
