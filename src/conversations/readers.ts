import type { Language } from "../language/language.js";
import type { StateDatabase } from "./state-database.js";

/** What is remembered of a person or a chat beyond the conversation. */
export interface Readers {
  /** The language chosen for the bot's own words; null where none was. */
  language(id: number): Language | null;
  chooseLanguage(id: number, language: Language): void;
  /** Whether the notice about AI and personal data was given. */
  isGreeted(id: number): boolean;
  /** Notes that it was given, or that the reader came back. */
  greet(id: number): void;
  /** Switches the weekly digest on or off; it is off at first. @returns Whether it is on now. */
  toggleDigest(id: number): boolean;
  /** Notes that the weekly digest is sent, if it is on and a week has passed. @returns Whether it is to be sent. */
  takeDigest(id: number): boolean;
  /** Takes over what is remembered under another number, as when a group becomes a supergroup. */
  move(from: number, to: number): void;
}

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** The readers known to this database. */
export function createReaders(database: StateDatabase, now: () => number): Readers {
  const note = (id: number) =>
    database.run("INSERT OR IGNORE INTO readers (reader, changed_at) VALUES (?, ?)", database.keyOf(id), now());
  return {
    language(id) {
      const [row] = database.all<{ language: Language | null }>(
        "SELECT language FROM readers WHERE reader = ?",
        database.keyOf(id),
      );
      return row?.language ?? null;
    },
    chooseLanguage(id, language) {
      note(id);
      database.run(
        "UPDATE readers SET language = ?, changed_at = ? WHERE reader = ?",
        ...[language, now(), database.keyOf(id)],
      );
    },
    isGreeted: (id) =>
      database.all("SELECT 1 FROM readers WHERE reader = ? AND greeted = 1", database.keyOf(id)).length > 0,
    greet(id) {
      note(id);
      // Whoever comes back is not forgotten in between.
      database.run("UPDATE readers SET greeted = 1, changed_at = ? WHERE reader = ?", now(), database.keyOf(id));
    },
    toggleDigest(id) {
      note(id);
      const [row] = database.all<{ digest_at: number | null }>(
        "SELECT digest_at FROM readers WHERE reader = ?",
        database.keyOf(id),
      );
      const next = row?.digest_at === null ? now() : null;
      database.run("UPDATE readers SET digest_at = ? WHERE reader = ?", next, database.keyOf(id));
      return next !== null;
    },
    takeDigest(id) {
      const values = [now(), now(), database.keyOf(id), now() - WEEK] as const;
      const sql = "UPDATE readers SET digest_at = ?, changed_at = ? WHERE reader = ? AND digest_at <= ?";
      return database.run(sql, ...values) > 0;
    },
    move(from, to) {
      const [old, moved] = [database.keyOf(from), database.keyOf(to)];
      database.run("UPDATE OR REPLACE readers SET reader = ? WHERE reader = ?", moved, old);
      database.run("DELETE FROM deliveries WHERE chat = ?", old);
    },
  };
}
