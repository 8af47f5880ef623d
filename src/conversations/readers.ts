import type { Language } from "../language/language.js";
import type { StateDatabase } from "./state-database.js";

/** What is remembered of a person or a chat beyond the conversation. */
export interface Readers {
  /** The language chosen for the bot's own words; null where none was. */
  language(id: number): Language | null;
  chooseLanguage(id: number, language: Language): void;
  /** Notes that the notice about AI and personal data was given. @returns Whether it had not been given before. */
  greet(id: number): boolean;
  /** Takes over what is remembered under another number, as when a group becomes a supergroup. */
  move(from: number, to: number): void;
}

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
    greet(id) {
      note(id);
      const first = database.run("UPDATE readers SET greeted = 1 WHERE reader = ? AND greeted = 0", database.keyOf(id));
      // Whoever comes back is not forgotten in between.
      database.run("UPDATE readers SET changed_at = ? WHERE reader = ?", now(), database.keyOf(id));
      return first > 0;
    },
    move(from, to) {
      const [old, moved] = [database.keyOf(from), database.keyOf(to)];
      database.run("UPDATE OR REPLACE readers SET reader = ? WHERE reader = ?", moved, old);
      database.run("DELETE FROM deliveries WHERE chat = ?", old);
    },
  };
}
