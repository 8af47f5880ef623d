import Database from "libsql";
import type { Chunk } from "../chunks/chunk.js";
import type { Document, DocumentInfo, Heading } from "../documents/document.js";
import type { ReadDocument } from "../documents/read-document.js";
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

/** A chunk with everything that is stored of it. */
export interface PassageRow extends Pick<StoredChunk, "chunk" | "sentenceVectors" | "sentenceTerms"> {
  /** Analysed terms of the document's title and of the names and dates in its front matter. */
  readonly titleTerms: readonly string[];
  readonly headingTerms: readonly string[];
  /** Embedding of the chunk as the model gave it, before it is centred. */
  readonly vector: Float32Array;
}

/** What is kept of the file that a document was read from. */
export type StoredFile = Pick<ReadDocument, "fileHash" | "remarks">;

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
  /** Every document and its file, sorted by path; not there in a store of older chunking rules. */
  read(): ReadDocument[];
  /** A document's chunks in the order of the text, none where it is not in the store; not there as for `files`. */
  rows(path: string): PassageRow[];
  close(): void;
}

/** Chunks kept in memory, of some 5 kB each: those that many questions touch are read once. */
const REMEMBERED_CHUNKS = 2000;

const CHUNK_COLUMNS =
  'document, position, start, "end", text, headings, page, sentences, sentenceTerms, sentenceVectors';

type DocumentRow = Record<"path" | "title" | "language" | "audience" | "textHash" | "frontMatter", string>;
type FullDocumentRow = DocumentRow & Record<"headings" | "text", string> & { readonly pages: string | null };
type ChunkRow = Omit<Chunk, "headings" | "sentences"> & {
  readonly headings: string;
  readonly sentences: string;
  readonly sentenceTerms: string;
  /** libsql gives one row's as a Buffer, and as an ArrayBuffer those of many. */
  readonly sentenceVectors: Uint8Array | ArrayBuffer;
};
type FullRow = ChunkRow & Record<"titleTerms" | "headingTerms", string> & { readonly vector: ArrayBuffer };

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
  const selectChunk = database.prepare(`SELECT ${CHUNK_COLUMNS} FROM chunks WHERE id = ?`);
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
    return { id, document, ...toChunk(row, dimension) };
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
      const row = selectDocument.get(path) as FullDocumentRow | undefined;
      return row && toDocument(row);
    },
    headings(path) {
      const row = selectHeadings.get(path) as { headings: string } | undefined;
      return row === undefined ? [] : JSON.parse(row.headings);
    },
    documents: () => [...infos.values()],
    read() {
      const rows = database.prepare("SELECT * FROM documents ORDER BY path").all();
      return (rows as (FullDocumentRow & Record<"fileHash" | "remarks", string>)[]).map((row) => ({
        document: toDocument(row),
        fileHash: row.fileHash,
        remarks: JSON.parse(row.remarks),
      }));
    },
    rows(path) {
      const columns = `${CHUNK_COLUMNS}, titleTerms, headingTerms, vector`;
      const rows = database.prepare(`SELECT ${columns} FROM chunks WHERE document = ? ORDER BY id`).all(path);
      return (rows as FullRow[]).map((row) => ({
        ...toChunk(row, dimension),
        titleTerms: toTerms(row.titleTerms),
        headingTerms: toTerms(row.headingTerms),
        vector: new Float32Array(row.vector),
      }));
    },
    close() {
      database.exec("ROLLBACK");
      database.close();
    },
  };
}

function toChunk(row: ChunkRow, dimension: number): Pick<StoredChunk, "chunk" | "sentenceVectors" | "sentenceTerms"> {
  const { document, position, start, end, text, page, sentenceVectors } = row;
  const spans = JSON.parse(row.sentences) as number[];
  const sentences = Array.from({ length: spans.length / 2 }, (_, i) => ({
    start: spans[2 * i] ?? 0,
    end: spans[2 * i + 1] ?? 0,
  }));
  const bytes = new Uint8Array(sentenceVectors);
  return {
    chunk: { document, position, start, end, text, headings: JSON.parse(row.headings), page, sentences },
    sentenceVectors: { values: new Int8Array(bytes.buffer), count: sentences.length, dimension },
    sentenceTerms: row.sentenceTerms.split("\n").map(toTerms),
  };
}

function toTerms(list: string): readonly string[] {
  return list === "" ? [] : list.split(" ");
}

function toDocument(row: FullDocumentRow): Document {
  const pages = row.pages === null ? null : JSON.parse(row.pages);
  return { ...toDocumentInfo(row), text: row.text, headings: JSON.parse(row.headings), pages };
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
