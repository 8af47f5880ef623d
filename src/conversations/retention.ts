import type { StateDatabase } from "./state-database.js";

const DAY = 24 * 60 * 60 * 1000;

/** How many days each kind of thing is kept after it was last used. /privacy names them. */
export const RETENTION_DAYS = { deliveries: 2, openQuestions: 180, answers: 365, feedback: 365, readers: 365 } as const;

/** The column that says when a row was last used, and how long it is kept. */
const TABLES = [
  { table: "deliveries", column: "sent_at", days: RETENTION_DAYS.deliveries },
  { table: "open_questions", column: "sent_at", days: RETENTION_DAYS.openQuestions },
  { table: "citations", column: "issued_at", days: RETENTION_DAYS.answers },
  { table: "answers", column: "issued_at", days: RETENTION_DAYS.answers },
  { table: "feedback", column: "given_at", days: RETENTION_DAYS.feedback },
  { table: "readers", column: "changed_at", days: RETENTION_DAYS.readers },
  { table: "notices", column: "told_at", days: 365 },
] as const;

/** Removes what was kept long enough. @returns Number of rows. */
export function purge(database: StateDatabase, now: number): number {
  const rows = TABLES.map(({ table, column, days }) =>
    database.run(`DELETE FROM ${table} WHERE ${column} < ?`, now - days * DAY),
  );
  database.wipe();
  return rows.reduce((sum, n) => sum + n, 0);
}
