import { access, constants, mkdir } from "node:fs/promises";
import { join } from "node:path";
import Database from "libsql";
import { AuskunftError, BusyError, ConfigurationError } from "../errors.js";

/** What the system or the database says where a folder must not be written or is full. */
const NOT_WRITABLE = /^(?:EACCES|EPERM|EROFS|ENOSPC|EDQUOT|SQLITE_(?:CANTOPEN|READONLY|FULL)\w*)$/;

/**
 * Does something as the only writer of an index. The lock is the operating system's own on an empty SQLite file: a
 * process that dies has lost it at once, and no process number can be mistaken for another's.
 *
 * @throws {BusyError} Another process, or this one, is at it.
 * @throws {ConfigurationError} The folder cannot be written.
 */
export async function asOnlyWriter<Result>(indexDir: string, work: () => Promise<Result>): Promise<Result> {
  try {
    await mkdir(indexDir, { recursive: true });
    // SQLite would only say that it cannot open a file.
    await access(indexDir, constants.W_OK);
  } catch (cause) {
    throw notWritable(indexDir, cause);
  }
  const database = new Database(join(indexDir, "LOCK"), { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    if (!isBusy(cause)) throw explained(indexDir, cause);
    const words = {
      de: "Der Index wird gerade von einem anderen Prozess geändert. Bitte versuchen Sie es noch einmal, wenn der fertig ist.",
      en: `The index in ${indexDir} is being changed by another process. Wait until it has ended.`,
    };
    throw new BusyError(words, { cause });
  }
  try {
    return await work();
  } catch (error) {
    throw explained(indexDir, error);
  } finally {
    // Closing alone would keep the lock until the next garbage collection.
    database.exec("ROLLBACK");
    database.close();
  }
}

function explained(indexDir: string, error: unknown): unknown {
  return !(error instanceof AuskunftError) && NOT_WRITABLE.test(codeOf(error)) ? notWritable(indexDir, error) : error;
}

function notWritable(indexDir: string, cause: unknown): ConfigurationError {
  const code = codeOf(cause);
  const words = {
    de: `Der Ordner des Index lässt sich nicht beschreiben (${code}). Bitte lassen Sie auf dem Server die Berechtigungen und den freien Platz prüfen.`,
    en: `The index folder ${indexDir} cannot be written (${code}). Check its permissions and the free space, or set INDEX_DIR to another folder.`,
  };
  return new ConfigurationError(words, { cause });
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
  return codeOf(error) === "SQLITE_BUSY";
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
