import type { Language } from "../language/language.js";
import type { StateDatabase } from "./state-database.js";

/** How much is held about one person or chat, by kind. */
export interface HeldData {
  readonly language: Language | null;
  /** Answered questions of the last days, as numbers of messages. */
  readonly deliveries: number;
  readonly feedback: number;
  /** Questions sent to the editors, word for word. */
  readonly openQuestions: readonly string[];
  /** Role given by an administrator, with the person's id. */
  readonly role: string | null;
  /** Lines of the audit log that name the person, as who did something or whom a role was given or taken. */
  readonly audited: number;
}

/** What is held about a person; the chat of a private conversation has the person's number. */
export function describeHeldData(database: StateDatabase, id: number): HeldData {
  const key = database.keyOf(id);
  const count = (sql: string) => database.all<{ n: number }>(sql, key)[0]?.n ?? 0;
  const [reader] = database.all<{ language: Language | null }>("SELECT language FROM readers WHERE reader = ?", key);
  const [given] = database.all<{ role: string }>("SELECT role FROM roles WHERE user = ?", id);
  const questions = database.all<{ question: string }>(
    "SELECT question FROM open_questions WHERE reader = ? ORDER BY id",
    key,
  );
  const [audited] = database.all<{ n: number }>(
    "SELECT count(*) AS n FROM audit WHERE who = ? OR what LIKE '/role ' || ? || ' %'",
    ...[id, String(id)],
  );
  return {
    language: reader?.language ?? null,
    deliveries: count("SELECT count(*) AS n FROM deliveries WHERE chat = ?"),
    feedback: count("SELECT count(*) AS n FROM feedback WHERE reader = ?"),
    openQuestions: questions.map(({ question }) => question),
    role: given?.role ?? null,
    audited: audited?.n ?? 0,
  };
}

/**
 * Deletes what {@link describeHeldData} finds, but for a role, which is the administrators' to take, and the audit log,
 * which is kept.
 */
export function eraseHeldData(database: StateDatabase, id: number): void {
  const key = database.keyOf(id);
  database.run("DELETE FROM readers WHERE reader = ?", key);
  database.run("DELETE FROM deliveries WHERE chat = ?", key);
  database.run("DELETE FROM feedback WHERE reader = ?", key);
  database.run("DELETE FROM open_questions WHERE reader = ?", key);
  database.wipe();
}
