import Database from "libsql";
import type { Chunk } from "../chunks/chunk.js";
import type { Document, DocumentInfo, Heading } from "../documents/document.js";
import { remember } from "../language/remember.js";
import type { SentenceVectors } from "./sentence-vectors.js";

/** A chunk as it lies in the index, with the embeddings of its sentences. */
export interface StoredChunk {
  readonly id: number;
  readonly chunk: Chunk;
  readonly document: DocumentInfo;
  /** One vector for each of `chunk.sentences`, in their order. */
  readonly sentenceVectors: SentenceVectors;
  /** Analysed terms of each of `chunk.sentences`, in their order. */
  readonly sentenceTerms: readonly (readonly string[])[];
}

/** A chunk to be stored; its position in the list becomes its number. */
export type PassageRow = Pick<StoredChunk, "chunk" | "sentenceVectors" | "sentenceTerms">;

/** Texts of documents and chunks, read-only. */
export interface PassageStore {
  /** Number of chunks. */
  readonly size: number;
  /** @throws {RangeError} There is no chunk of this number. */
  chunk(id: number): StoredChunk;
  /** Numbers of a document's first and last chunk; undefined where the document is not in the store. */
  chunksOf(path: string): { first: number; last: number } | undefined;
  document(path: string): Document | undefined;
  /** None where the document is not in the store. */
  headings(path: string): readonly Heading[];
  /** Sorted by path. */
  documents(): readonly DocumentInfo[];
  close(): void;
}

/** Chunks kept in memory, of some 5 kB each: those that many questions touch are read once. */
const REMEMBERED_CHUNKS = 2000;

const SCHEMA = `
  PRAGMA journal_mode = OFF;
  CREATE TABLE documents (
    path TEXT PRIMARY KEY, title TEXT NOT NULL, language TEXT NOT NULL, audience TEXT NOT NULL, textHash TEXT NOT NULL,
    frontMatter TEXT NOT NULL, headings TEXT NOT NULL, pages TEXT, text TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE chunks (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES documents, position INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, headings TEXT NOT NULL, page INTEGER,
    sentences TEXT NOT NULL, sentenceTerms TEXT NOT NULL, sentenceVectors BLOB NOT NULL);
  CREATE INDEX chunksOfDocument ON chunks (document, id);`;

/**
 * @param documents Sorted by path.
 * @param rows The chunks of the first document, then those of the second, and so on.
 */
export function writePassageStore(file: string, documents: readonly Document[], rows: readonly PassageRow[]): void {
  const database = new Database(file);
  database.exec(SCHEMA);
  const insertDocument = database.prepare("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const insertChunk = database.prepare("INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  // Not rolled back where it fails: whoever calls throws the file away, and on a full disk SQLite has done it already.
  database.exec("BEGIN");
  for (const { path, title, language, audience, textHash, frontMatter, headings, pages, text } of documents) {
    const json = [frontMatter, headings].map((value) => JSON.stringify(value));
    insertDocument.run(path, title, language, audience, textHash, ...json, pages && JSON.stringify(pages), text);
  }
  rows.forEach(({ chunk, sentenceVectors, sentenceTerms }, id) => {
    const { document, position, start, end, text, headings, page, sentences } = chunk;
    const spans = sentences.flatMap((span) => [span.start, span.end]);
    const terms = sentenceTerms.map((list) => list.join(" ")).join("\n");
    const json = [JSON.stringify(headings), page, JSON.stringify(spans)];
    const { buffer, byteOffset, byteLength } = sentenceVectors.values;
    const vectors = Buffer.from(buffer, byteOffset, byteLength);
    insertChunk.run(id, document, position, start, end, text, ...json, terms, vectors);
  });
  database.exec("COMMIT");
  database.close();
}

type DocumentRow = Record<"path" | "title" | "language" | "audience" | "textHash" | "frontMatter", string>;
type ChunkRow = Omit<Chunk, "headings" | "sentences"> & {
  readonly id: number;
  readonly headings: string;
  readonly sentences: string;
  readonly sentenceTerms: string;
  readonly sentenceVectors: Buffer;
};

/**
 * Opens a store whose bytes were verified before. Until it is closed, others can see that it is being read.
 *
 * @param dimension Length of the sentence vectors.
 */
export function openPassageStore(file: string, dimension: number): PassageStore {
  const database = new Database(file, { readonly: true });
  // The first query after it takes SQLite's shared lock, the rollback lets go of it.
  database.exec("BEGIN");
  const { size } = database.prepare("SELECT count(*) AS size FROM chunks").get() as { size: number };
  const infoColumns = "path, title, language, audience, textHash, frontMatter";
  const selectChunk = database.prepare("SELECT * FROM chunks WHERE id = ?");
  const selectRange = database.prepare("SELECT min(id) AS first, max(id) AS last FROM chunks WHERE document = ?");
  const selectDocument = database.prepare("SELECT * FROM documents WHERE path = ?");
  const selectHeadings = database.prepare("SELECT headings FROM documents WHERE path = ?");
  const infos = new Map(
    (database.prepare(`SELECT ${infoColumns} FROM documents ORDER BY path`).all() as DocumentRow[]).map((row) => [
      row.path,
      toDocumentInfo(row),
    ]),
  );
  const chunk = remember(REMEMBERED_CHUNKS, (id: number): StoredChunk => {
    const row = selectChunk.get(id) as ChunkRow | undefined;
    const document = row && infos.get(row.document);
    if (row === undefined || document === undefined) throw new RangeError(`There is no chunk ${id}.`);
    const { sentenceVectors, ...columns } = row;
    const spans = JSON.parse(row.sentences) as number[];
    const sentences = Array.from({ length: spans.length / 2 }, (_, i) => ({
      start: spans[2 * i] ?? 0,
      end: spans[2 * i + 1] ?? 0,
    }));
    const { document: path, position, start, end, text, page } = columns;
    const values = new Int8Array(sentenceVectors.buffer, sentenceVectors.byteOffset, sentenceVectors.byteLength);
    return {
      id,
      document,
      chunk: { document: path, position, start, end, text, headings: JSON.parse(row.headings), page, sentences },
      sentenceVectors: { values, count: sentences.length, dimension },
      sentenceTerms: row.sentenceTerms.split("\n").map((list) => (list === "" ? [] : list.split(" "))),
    };
  });
  return {
    size,
    chunk,
    chunksOf(path) {
      const row = selectRange.get(path) as { first: number | null; last: number | null } | undefined;
      if (row?.first == null || row.last == null) return undefined;
      return { first: row.first, last: row.last };
    },
    document(path) {
      const row = selectDocument.get(path) as
        | (DocumentRow & Record<"headings" | "text", string> & { pages: string | null })
        | undefined;
      if (row === undefined) return undefined;
      const pages = row.pages === null ? null : JSON.parse(row.pages);
      return { ...toDocumentInfo(row), text: row.text, headings: JSON.parse(row.headings), pages };
    },
    headings(path) {
      const row = selectHeadings.get(path) as { headings: string } | undefined;
      return row === undefined ? [] : JSON.parse(row.headings);
    },
    documents: () => [...infos.values()],
    close() {
      database.exec("ROLLBACK");
      database.close();
    },
  };
}

function toDocumentInfo(row: DocumentRow): DocumentInfo {
  const { path, title, textHash } = row;
  return {
    path,
    title,
    language: row.language as DocumentInfo["language"],
    audience: row.audience as DocumentInfo["audience"],
    frontMatter: JSON.parse(row.frontMatter),
    textHash,
  };
}
