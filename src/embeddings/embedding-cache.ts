import { createHash } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import Database from "libsql";
import { AuskunftError } from "../errors.js";

/** How long to wait for another process that writes, in milliseconds. */
const LOCK_TIMEOUT = 30_000;

/** Vectors of texts embedded before, so that an unchanged passage is never embedded twice. */
export interface EmbeddingCache {
  get(text: string): Float32Array | undefined;
  /** Stores all or nothing. */
  put(entries: readonly (readonly [text: string, vector: Float32Array])[]): void;
  /** Removes the vectors of all texts that were neither read nor stored since the cache was opened. */
  removeUnused(): void;
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
  const use = database.prepare("INSERT OR IGNORE INTO used (key) VALUES (?)");
  // Hexadecimal text: libsql takes a lone Buffer argument for a set of named parameters.
  const keyOf = (text: string) => createHash("sha256").update(`${model}\n${text}`).digest("hex");
  return {
    get(text) {
      const key = keyOf(text);
      const row = select.get(key) as { vector: Buffer } | undefined;
      if (row === undefined) return undefined;
      use.run(key);
      return new Float32Array(Uint8Array.from(row.vector).buffer);
    },
    put(entries) {
      database.exec("BEGIN");
      try {
        for (const [text, vector] of entries) {
          const key = keyOf(text);
          insert.run(key, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
          use.run(key);
        }
        database.exec("COMMIT");
      } catch (error) {
        // On a full disk SQLite has rolled back by itself, and would only say that there is nothing to roll back.
        if (database.inTransaction) database.exec("ROLLBACK");
        throw error;
      }
    },
    removeUnused() {
      const { changes } = database.prepare("DELETE FROM vectors WHERE key NOT IN (SELECT key FROM used)").run();
      if (changes > 0) database.exec("VACUUM");
    },
    close() {
      // libsql lets go of the file at the next garbage collection; removed vectors would stay in the log until then.
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      database.close();
    },
  };
}

function openDatabase(file: string): Database.Database {
  try {
    // A text can be guessed from its vector: only the owner may read them.
    closeSync(openSync(file, "a", 0o600));
    const database = new Database(file, { timeout: LOCK_TIMEOUT });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON");
    database.exec("CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID");
    database.exec("CREATE TEMP TABLE used (key TEXT PRIMARY KEY) WITHOUT ROWID");
    return database;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AuskunftError(`The embedding cache ${file} cannot be used (${reason}). Delete it and index again.`, {
      cause,
    });
  }
}
