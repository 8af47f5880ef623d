import { createHmac, randomBytes } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import Database from "libsql";
import { ConfigurationError } from "../errors.js";

/** What is stored of conversations beyond the memory; one file. */
export interface StateDatabase {
  /** Runs one statement that changes rows. @returns How many. */
  run(sql: string, ...values: readonly Value[]): number;
  /** The rows of a query. */
  all<Row>(sql: string, ...values: readonly Value[]): readonly Row[];
  /**
   * Stands for a person or a chat in the database: the same for the same number, and without the database's own secret
   * nobody finds the number from it.
   */
  keyOf(id: number | string): string;
  /** Takes what was deleted off the disk: until then it may lie in the file of changes beside the database. */
  wipe(): void;
  close(): void;
}

export type Value = string | number | null;

/**
 * Nothing here holds a person's words but `open_questions`, which a person sends to the editors knowingly. Reader, chat
 * and question are keyed hashes; times are milliseconds since 1970.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS readers (
    reader TEXT PRIMARY KEY, language TEXT, greeted INTEGER NOT NULL DEFAULT 0, digest_at INTEGER,
    changed_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS citations (
    id TEXT PRIMARY KEY, document TEXT NOT NULL, audience TEXT NOT NULL, citation TEXT NOT NULL,
    issued_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS citations_of_document ON citations (document);
  CREATE TABLE IF NOT EXISTS answers (
    id TEXT PRIMARY KEY, status TEXT NOT NULL, language TEXT NOT NULL, audience TEXT NOT NULL,
    citations TEXT NOT NULL, suggestions TEXT NOT NULL, issued_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS deliveries (
    question TEXT PRIMARY KEY, chat TEXT NOT NULL, messages TEXT NOT NULL, sent_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS deliveries_of_chat ON deliveries (chat);
  CREATE TABLE IF NOT EXISTS feedback (
    answer TEXT NOT NULL, reader TEXT NOT NULL, verdict TEXT NOT NULL, given_at INTEGER NOT NULL,
    PRIMARY KEY (answer, reader)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS open_questions (
    id INTEGER PRIMARY KEY, answer TEXT NOT NULL UNIQUE, question TEXT NOT NULL, language TEXT NOT NULL,
    audience TEXT NOT NULL, reader TEXT NOT NULL, sent_at INTEGER NOT NULL, drafted INTEGER NOT NULL DEFAULT 0,
    document TEXT, quote TEXT);
  CREATE TABLE IF NOT EXISTS roles (
    user INTEGER PRIMARY KEY, role TEXT NOT NULL, given_at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS notices (matter TEXT PRIMARY KEY, told_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS audit (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who INTEGER NOT NULL, what TEXT NOT NULL, result TEXT NOT NULL);
  CREATE TRIGGER IF NOT EXISTS audit_is_kept BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  CREATE TRIGGER IF NOT EXISTS audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;`;

/** Columns that files of before may have, and nothing reads. */
const DROPPED = [
  { table: "answers", column: "generation" },
  { table: "roles", column: "given_by" },
] as const;

/** How long to wait for another process that writes, in milliseconds. */
const LOCK_TIMEOUT = 5_000;

/**
 * Opens the database, or makes it.
 *
 * @param file `:memory:` keeps it in memory.
 * @param key Encrypts every byte on disk (AES-256); null leaves them readable.
 * @throws {ConfigurationError} The file is none of ours, cannot be written, or was encrypted with another key.
 */
export function openStateDatabase(file: string, key: string | null): StateDatabase {
  const database = open(file, key);
  const statements = new Map<string, Database.Statement>();
  const prepare = (sql: string) => {
    const known = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  const secret = secretOf(database);
  const wipe = () => {
    if (file !== MEMORY) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  };
  return {
    run: (sql, ...values) => prepare(sql).run(...values).changes,
    all: <Row>(sql: string, ...values: readonly Value[]) => prepare(sql).all(...values) as Row[],
    keyOf: (id) => createHmac("sha256", secret).update(String(id)).digest("base64url").slice(0, 22),
    wipe,
    close() {
      statements.clear();
      wipe();
      database.close();
    },
  };
}

const MEMORY = ":memory:";

function open(file: string, key: string | null): Database.Database {
  try {
    // Only the owner may read it.
    if (file !== MEMORY) closeSync(openSync(file, "a", 0o600));
    const encryption = key === null ? {} : { encryptionKey: key, encryptionCipher: "aes256cbc" };
    const database = new Database(file, { timeout: LOCK_TIMEOUT, ...encryption });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON");
    database.exec(SCHEMA);
    dropColumns(database);
    return database;
  } catch (cause) {
    const { code = "unknown" } = cause as { readonly code?: string };
    const advice =
      code === "SQLITE_NOTADB"
        ? "Set DATA_KEY to the value it was made with, or delete the file to start afresh"
        : "Check DATA_DIR and its permissions";
    throw new ConfigurationError(`The state database ${file} cannot be opened (${code}). ${advice}.`, { cause });
  }
}

function dropColumns(database: Database.Database): void {
  const has = database.prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = ?");
  for (const { table, column } of DROPPED) {
    if (has.get(table, column) !== undefined) database.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  }
}

function secretOf(database: Database.Database): string {
  const fresh = randomBytes(32).toString("base64url");
  database.prepare("INSERT OR IGNORE INTO secrets (name, value) VALUES ('reader', ?)").run(fresh);
  return (database.prepare("SELECT value FROM secrets WHERE name = 'reader'").get() as { value: string }).value;
}
