import { access, constants, mkdir } from "node:fs/promises";
import { join } from "node:path";
import Database from "libsql";
import { BusyError } from "../errors.js";

/**
 * Does something as the only writer of an index. The lock is the operating system's own on an empty SQLite file: a
 * process that dies has lost it at once, and no process number can be mistaken for another's.
 *
 * @throws {BusyError} Another process, or this one, is at it.
 */
export async function asOnlyWriter<Result>(indexDir: string, work: () => Promise<Result>): Promise<Result> {
  await mkdir(indexDir, { recursive: true });
  // SQLite would only say that it cannot open a file.
  await access(indexDir, constants.W_OK);
  const database = new Database(join(indexDir, "LOCK"), { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    if (!isBusy(cause)) throw cause;
    throw new BusyError(`The index in ${indexDir} is being changed by another process. Wait until it has ended.`, {
      cause,
    });
  }
  try {
    return await work();
  } finally {
    // Closing alone would keep the lock until the next garbage collection.
    database.exec("ROLLBACK");
    database.close();
  }
}

/**
 * Whether a process reads a SQLite file at this moment.
 *
 * @returns False for a file that is no database: nobody can read it.
 */
export function hasReaders(file: string): boolean {
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { timeout: 0 });
    database.exec("BEGIN EXCLUSIVE");
    database.exec("ROLLBACK");
    return false;
  } catch (error) {
    return isBusy(error);
  } finally {
    database?.close();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "SQLITE_BUSY";
}
