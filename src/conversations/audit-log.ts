import type { StateDatabase } from "./state-database.js";

/** One thing that an administrator did. */
export interface AuditEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Telegram user id. */
  readonly who: number;
  readonly what: string;
  readonly result: string;
}

/** What administrators did. Entries can be added and read; the database refuses to change or remove one. */
export interface AuditLog {
  write(who: number, what: string, result: string): void;
  /** Newest first. */
  latest(most: number): readonly AuditEntry[];
}

/** The audit log of this database. */
export function createAuditLog(database: StateDatabase, now: () => number): AuditLog {
  return {
    write: (who, what, result) =>
      void database.run("INSERT INTO audit (at, who, what, result) VALUES (?, ?, ?, ?)", now(), who, what, result),
    latest: (most) => database.all("SELECT at, who, what, result FROM audit ORDER BY id DESC LIMIT ?", most),
  };
}
