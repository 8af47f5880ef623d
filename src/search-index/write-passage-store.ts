import Database from "libsql";
import type { Document } from "../documents/document.js";
import type { PassageRow, StoredFile } from "./passage-store.js";

/** A document to be stored. */
export interface DocumentToStore {
  readonly document: Document;
  readonly file: StoredFile;
  /** Its chunks in the order of the text; null where they are copied from another store, which has the same. */
  readonly rows: readonly PassageRow[] | null;
}

const SCHEMA = `
  PRAGMA journal_mode = OFF;
  CREATE TABLE documents (
    path TEXT PRIMARY KEY, title TEXT NOT NULL, language TEXT NOT NULL, audience TEXT NOT NULL, textHash TEXT NOT NULL,
    frontMatter TEXT NOT NULL, headings TEXT NOT NULL, pages TEXT, text TEXT NOT NULL,
    fileHash TEXT NOT NULL, remarks TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE chunks (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents, position INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, headings TEXT NOT NULL, page INTEGER,
    sentences TEXT NOT NULL, titleTerms TEXT NOT NULL, headingTerms TEXT NOT NULL, sentenceTerms TEXT NOT NULL,
    sentenceVectors BLOB NOT NULL, vector BLOB NOT NULL);
  CREATE INDEX chunksOfDocument ON chunks (document, id);`;

const COPIED =
  'document, position, start, "end", text, headings, page, sentences, titleTerms, headingTerms, sentenceTerms, sentenceVectors, vector';

/**
 * Writes a passage store. The same documents give the same bytes, whether their chunks are given or copied.
 *
 * @param documents Sorted by path; their chunks are numbered from 0.
 * @param from File of the store that chunks are copied from; null where none are.
 * @returns How many chunks and sentences it holds.
 */
export function writePassageStore(
  file: string,
  documents: readonly DocumentToStore[],
  from: string | null,
): { readonly chunks: number; readonly sentences: number } {
  const database = new Database(file);
  database.exec(SCHEMA);
  if (from !== null) database.prepare("ATTACH ? AS other").run(from);
  const insertDocument = database.prepare("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const insertChunk = database.prepare("INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const stored = from === null ? null : prepareCopying(database);
  // Not rolled back where it fails: whoever calls throws the file away, and on a full disk SQLite has done it already.
  database.exec("BEGIN");
  for (const { document, file } of documents) {
    const { path, title, language, audience, textHash, frontMatter, headings, pages, text } = document;
    const json = [frontMatter, headings].map((value) => JSON.stringify(value));
    const source = [file.fileHash, JSON.stringify(file.remarks)];
    insertDocument.run(
      ...[path, title, language, audience, textHash, ...json, pages && JSON.stringify(pages), text, ...source],
    );
  }
  let id = 0;
  for (const { document, rows } of documents) {
    if (rows === null) {
      id += stored?.copy(document.path, id) ?? 0;
      continue;
    }
    // In the order of their numbers: the same rows in another order would be other bytes.
    stored?.flush();
    for (const row of rows) insertChunk.run(id++, ...columnsOf(row));
  }
  stored?.flush();
  database.exec("COMMIT");
  const count = "SELECT count(*) AS chunks, total(json_array_length(sentences)) / 2 AS sentences FROM chunks";
  const { chunks, sentences } = database.prepare(count).get() as Record<"chunks" | "sentences", number>;
  if (from !== null) database.exec("DETACH other");
  database.close();
  return { chunks, sentences };
}

/** Copies the chunks of documents from the attached store; neighbours there and here are copied by one statement. */
function prepareCopying(database: Database.Database) {
  const rows = database.prepare(
    "SELECT document, min(id) AS first, max(id) AS last FROM other.chunks GROUP BY document",
  );
  const ranges = new Map((rows.all() as (Range & { document: string })[]).map((row) => [row.document, row]));
  const insert = database.prepare(
    `INSERT INTO chunks SELECT id + ?, ${COPIED} FROM other.chunks WHERE id BETWEEN ? AND ? ORDER BY id`,
  );
  let next: (Range & { readonly shift: number }) | null = null;
  const flush = () => {
    if (next !== null) insert.run(next.shift, next.first, next.last);
    next = null;
  };
  return {
    /**
     * @param id Number that its first chunk gets.
     * @returns How many it has.
     */
    copy(path: string, id: number): number {
      const range = ranges.get(path);
      if (range === undefined) return 0;
      const { first, last } = range;
      const shift = id - first;
      if (next?.last === first - 1 && next.shift === shift) next = { ...next, last };
      else {
        flush();
        next = { first, last, shift };
      }
      return last - first + 1;
    },
    /** Copies what is still to be copied. */
    flush,
  };
}

/** Numbers of a document's first and last chunk. */
interface Range {
  readonly first: number;
  readonly last: number;
}

function columnsOf({ chunk, titleTerms, headingTerms, sentenceTerms, sentenceVectors, vector }: PassageRow) {
  const { document, position, start, end, text, headings, page, sentences } = chunk;
  const spans = sentences.flatMap((span) => [span.start, span.end]);
  const json = [JSON.stringify(headings), page, JSON.stringify(spans)];
  const terms = [titleTerms.join(" "), headingTerms.join(" "), sentenceTerms.map((list) => list.join(" ")).join("\n")];
  return [document, position, start, end, text, ...json, ...terms, toBytes(sentenceVectors.values), toBytes(vector)];
}

function toBytes({ buffer, byteOffset, byteLength }: Int8Array | Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Embeddings of all chunks as the model gave them, in the order of their numbers. */
export function readEmbeddings(file: string): Float32Array[] {
  const database = new Database(file, { readonly: true });
  try {
    const rows = database.prepare("SELECT vector FROM chunks ORDER BY id").all() as { readonly vector: ArrayBuffer }[];
    return rows.map(({ vector }) => new Float32Array(vector));
  } finally {
    database.close();
  }
}
