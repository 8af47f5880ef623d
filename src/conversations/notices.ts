import type { StateDatabase } from "./state-database.js";

/** What administrators are told of once. */
export interface Notices {
  /** Notes that they are told of a matter. @returns Whether they have not been before. */
  take(matter: string): boolean;
}

/** The notices of this database. */
export function createNotices(database: StateDatabase, now: () => number): Notices {
  return {
    take: (matter) => database.run("INSERT OR IGNORE INTO notices (matter, told_at) VALUES (?, ?)", matter, now()) > 0,
  };
}
