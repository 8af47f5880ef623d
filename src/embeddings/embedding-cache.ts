import { createHash } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import Database from "libsql";
import { AuskunftError } from "../errors.js";

/** How long to wait for another process that writes, in milliseconds. */
const LOCK_TIMEOUT = 30_000;

/** Vectors of texts embedded before, so that an unchanged passage is never embedded twice. */
export interface EmbeddingCache {
  get(text: string): Float32Array | undefined;
  /** Keeps the vector of a text that is needed later, without reading it. */
  keep(text: string): void;
  /** Number of vectors. */
  size(): number;
  /** Stores all or nothing. */
  put(entries: readonly (readonly [text: string, vector: Float32Array])[]): void;
  /**
   * Removes the vectors of all texts that were neither read, kept nor stored since the cache was opened.
   *
   * @param erase Leaves no byte of them on disk, which takes a while for a large cache. Otherwise their place is used again.
   */
  removeUnused(erase: boolean): void;
  close(): void;
}

/**
 * Opens the cache file, or makes it. A vector is found by the hash of model id and text: another model never sees it.
 *
 * @param model Id of the embedder.
 * @throws {AuskunftError} The file is no such cache.
 */
export function openEmbeddingCache(file: string, model: string): EmbeddingCache {
  const database = openDatabase(file);
  const select = database.prepare("SELECT vector FROM vectors WHERE key = ?");
  const insert = database.prepare("INSERT OR REPLACE INTO vectors (key, vector) VALUES (?, ?)");
  // Hexadecimal text: libsql takes a lone Buffer argument for a set of named parameters.
  const used = new Set<string>();
  const keyOf = (text: string) => createHash("sha256").update(`${model}\n${text}`).digest("hex");
  return {
    get(text) {
      const key = keyOf(text);
      const row = select.get(key) as { vector: Buffer } | undefined;
      if (row === undefined) return undefined;
      used.add(key);
      return new Float32Array(Uint8Array.from(row.vector).buffer);
    },
    keep(text) {
      used.add(keyOf(text));
    },
    size() {
      return (database.prepare("SELECT count(*) AS size FROM vectors").get() as { readonly size: number }).size;
    },
    put(entries) {
      inTransaction(database, () => {
        for (const [text, vector] of entries) {
          const key = keyOf(text);
          insert.run(key, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
          used.add(key);
        }
      });
    },
    removeUnused(erase) {
      const rows = database.prepare("SELECT key FROM vectors").all() as { key: string }[];
      const unused = rows.filter(({ key }) => !used.has(key));
      const remove = database.prepare("DELETE FROM vectors WHERE key = ?");
      inTransaction(database, () => {
        for (const { key } of unused) remove.run(key);
      });
      if (erase) database.exec("VACUUM");
    },
    close() {
      // libsql lets go of the file at the next garbage collection; removed vectors would stay in the log until then.
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      database.close();
    },
  };
}

/** Not libsql's own, which rolls back after a full disk has done so, and then says only that there is nothing to roll back. */
function inTransaction(database: Database.Database, work: () => void): void {
  database.exec("BEGIN");
  try {
    work();
    database.exec("COMMIT");
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function openDatabase(file: string): Database.Database {
  try {
    // A text can be guessed from its vector: only the owner may read them.
    closeSync(openSync(file, "a", 0o600));
    const database = new Database(file, { timeout: LOCK_TIMEOUT });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON");
    database.exec("CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID");
    return database;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AuskunftError(`The embedding cache ${file} cannot be used (${reason}). Delete it and index again.`, {
      cause,
    });
  }
}
