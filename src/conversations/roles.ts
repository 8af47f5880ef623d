import type { StateDatabase } from "./state-database.js";

/** What may be given to a person beyond being a citizen. */
export type GivenRole = "employee" | "admin";

/** The roles that administrators gave by chat; those of the environment are not among them. */
export interface Roles {
  roleOf(userId: number): GivenRole | null;
  give(userId: number, role: GivenRole): void;
  /** @returns Whether there was one to take. */
  take(userId: number): boolean;
  /** In the order in which they were given. */
  list(): readonly { readonly user: number; readonly role: GivenRole; readonly givenAt: number }[];
}

/** The roles kept in this database. */
export function createRoles(database: StateDatabase, now: () => number): Roles {
  return {
    roleOf(userId) {
      const [row] = database.all<{ role: GivenRole }>("SELECT role FROM roles WHERE user = ?", userId);
      return row?.role ?? null;
    },
    give: (userId, role) =>
      void database.run("INSERT OR REPLACE INTO roles (user, role, given_at) VALUES (?, ?, ?)", userId, role, now()),
    take: (userId) => database.run("DELETE FROM roles WHERE user = ?", userId) > 0,
    list: () => database.all("SELECT user, role, given_at AS givenAt FROM roles ORDER BY given_at, user"),
  };
}
