import type { StateDatabase } from "./state-database.js";

/** What administrators are told of once. */
export interface Notices {
  /** To be called before telling. @returns False where they have been told of the matter, or are being told. */
  take(matter: string): boolean;
  /** To be called afterwards; what could not be told can be taken again. */
  settle(matter: string, told: boolean): void;
}

/** The notices of this database. */
export function createNotices(database: StateDatabase, now: () => number): Notices {
  const taken = new Set<string>();
  return {
    take(matter) {
      if (taken.has(matter)) return false;
      if (database.all("SELECT 1 FROM notices WHERE matter = ?", matter).length > 0) return false;
      taken.add(matter);
      return true;
    },
    settle(matter, told) {
      taken.delete(matter);
      if (told) database.run("INSERT OR IGNORE INTO notices (matter, told_at) VALUES (?, ?)", matter, now());
    },
  };
}
