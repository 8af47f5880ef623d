import type { StateDatabase } from "./state-database.js";

/** What a reader may say of an answer. */
export const VERDICTS = ["helpful", "wrong_source", "out_of_date", "incomplete", "not_answered"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What readers said of answers; each has one verdict on an answer and may change it. */
export interface Feedback {
  /** @returns What this reader had said of the answer before; null for nothing. */
  give(answer: string, readerId: number, verdict: Verdict): Verdict | null;
  /** What this reader said of the answer; null for nothing. */
  of(answer: string, readerId: number): Verdict | null;
  /** Number of verdicts of each kind since a time in milliseconds; kinds without any are left out. */
  count(since: number): Readonly<Partial<Record<Verdict, number>>>;
}

/** The feedback kept in this database. */
export function createFeedback(database: StateDatabase, now: () => number): Feedback {
  const verdictOf = (answer: string, readerId: number) => {
    const [given] = database.all<{ verdict: Verdict }>(
      "SELECT verdict FROM feedback WHERE answer = ? AND reader = ?",
      ...[answer, database.keyOf(readerId)],
    );
    return given?.verdict ?? null;
  };
  return {
    of: verdictOf,
    give(answer, readerId, verdict) {
      const before = verdictOf(answer, readerId);
      const values = [answer, database.keyOf(readerId), verdict, now()];
      database.run(
        "INSERT OR REPLACE INTO feedback (answer, reader, verdict, given_at) VALUES (?, ?, ?, ?)",
        ...values,
      );
      return before;
    },
    count(since) {
      const rows = database.all<{ verdict: Verdict; n: number }>(
        "SELECT verdict, count(*) AS n FROM feedback WHERE given_at >= ? GROUP BY verdict",
        since,
      );
      return Object.fromEntries(rows.map(({ verdict, n }) => [verdict, n]));
    },
  };
}
