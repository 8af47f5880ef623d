import Database from "libsql";
import { remember } from "../language/remember.js";

/** Analysed terms of one chunk, field by field, in the order of the text; repeated terms count. */
export interface KeywordRow {
  readonly id: number;
  /** Terms of the document's title and of the names and dates in its front matter. */
  readonly title: readonly string[];
  readonly headings: readonly string[];
  readonly body: readonly string[];
}

/** A chunk found by its words; `score` is BM25, greater is better, always above 0. */
export interface KeywordHit {
  readonly id: number;
  readonly score: number;
}

/** How a search in one full-text index is limited and weighed. */
export interface KeywordSearchOptions {
  /** Looks only among chunks numbered from `first` to `last`. Default: among all. */
  readonly within?: { readonly first: number; readonly last: number } | undefined;
  /** Weight of a term where this index is a part of a larger one. Default: as it is in this one. */
  readonly inverseFrequency?: ((term: string) => number) | undefined;
}

/**
 * What a term counts in BM25, as SQLite computes it: a term that most chunks hold counts next to nothing.
 *
 * @param frequency Number of chunks that hold it.
 */
export function inverseFrequency(chunks: number, frequency: number): number {
  return Math.max(1e-6, Math.log((chunks - frequency + 0.5) / (frequency + 0.5)));
}

/** Full-text index over analysed terms, read-only. */
export interface KeywordIndex {
  /** Number of chunks. */
  readonly size: number;
  /**
   * @param terms Analysed terms; a chunk that holds one of them is found.
   * @returns Best first; equal ones in the order of their numbers.
   */
  search(terms: readonly string[], k: number, options?: KeywordSearchOptions): KeywordHit[];
  /** Number of chunks that hold the analysed term. */
  documentFrequency(term: string): number;
  /** How often the corpus has the normalised, unstemmed word: the lexicon of the compound splitter. */
  wordFrequency(word: string): number;
  /** The lexicon's words with their frequencies, the most frequent first. */
  words(most: number): WordFrequency[];
  close(): void;
}

/** A normalised, unstemmed word of the corpus, and how often it stands there. */
export interface WordFrequency {
  readonly word: string;
  readonly frequency: number;
}

/** What a match in the title, in a heading and in the body counts in BM25. */
const FIELD_WEIGHTS = [1.5, 1, 1];

/** Words and terms whose frequencies are kept in memory: the compound splitter asks for every piece of a word. */
const REMEMBERED_WORDS = 20_000;

/**
 * Writes the full-text index (SQLite FTS5, contentless: it holds terms, no text).
 *
 * @param words Frequency of every normalised, unstemmed word.
 */
export function writeKeywordIndex(file: string, rows: readonly KeywordRow[], words: ReadonlyMap<string, number>): void {
  write(file, words, null, (database) => {
    const insert = database.prepare("INSERT INTO keywords (rowid, title, headings, body) VALUES (?, ?, ?, ?)");
    for (const row of rows) insert.run(row.id, row.title.join(" "), row.headings.join(" "), row.body.join(" "));
  });
}

/**
 * Writes the full-text index of all chunks of a passage store, from the terms that lie there.
 *
 * @param passages File of the passage store.
 * @param words As for {@link writeKeywordIndex}.
 */
export function indexPassages(file: string, passages: string, words: ReadonlyMap<string, number>): void {
  write(file, words, passages, (database) => {
    database.exec(`
      INSERT INTO keywords (rowid, title, headings, body)
      SELECT id, titleTerms, headingTerms, replace(sentenceTerms, char(10), ' ') FROM passages.chunks ORDER BY id`);
  });
}

function write(
  file: string,
  words: ReadonlyMap<string, number>,
  passages: string | null,
  insertRows: (database: Database.Database) => void,
): void {
  const database = new Database(file);
  database.exec(`
    PRAGMA journal_mode = OFF;
    CREATE VIRTUAL TABLE keywords USING fts5(
      title, headings, body, content = '', tokenize = "unicode61 remove_diacritics 0 tokenchars '-.:'");
    CREATE VIRTUAL TABLE vocabulary USING fts5vocab('keywords', 'row');
    CREATE TABLE words (word TEXT PRIMARY KEY, frequency INTEGER NOT NULL) WITHOUT ROWID;`);
  if (passages !== null) database.prepare("ATTACH ? AS passages").run(passages);
  // Not rolled back where it fails: whoever calls throws the file away, and on a full disk SQLite has done it already.
  database.exec("BEGIN");
  insertRows(database);
  // All at once: a statement for each of them takes a hundred times as long.
  const insertWords = database.prepare(
    "INSERT INTO words SELECT value ->> 0, value ->> 1 FROM json_each(?) ORDER BY 1",
  );
  insertWords.run(JSON.stringify([...words]));
  database.exec("COMMIT");
  database.exec("INSERT INTO keywords(keywords) VALUES('optimize')");
  if (passages !== null) database.exec("DETACH passages");
  database.close();
}

/** Opens an index whose bytes were verified before. */
export function openKeywordIndex(file: string): KeywordIndex {
  const database = new Database(file, { readonly: true });
  const { size } = database.prepare("SELECT count(*) AS size FROM keywords").get() as { size: number };
  const score = `-bm25(keywords, ${FIELD_WEIGHTS.join(", ")})`;
  const select = database.prepare(
    `SELECT rowid AS id, ${score} AS score FROM keywords
     WHERE keywords MATCH ? AND rowid BETWEEN ? AND ? ORDER BY score DESC, rowid LIMIT ?`,
  );
  const selectTerm = database.prepare("SELECT doc FROM vocabulary WHERE term = ?");
  const selectWords = database.prepare(
    `SELECT json_group_array(json_array(word, frequency)) AS words
     FROM (SELECT word, frequency FROM words ORDER BY frequency DESC, word LIMIT ?)`,
  );
  const selectWord = database.prepare("SELECT frequency FROM words WHERE word = ?");
  const documentFrequency = remember(
    REMEMBERED_WORDS,
    (term: string) => (selectTerm.get(term) as { doc: number } | undefined)?.doc ?? 0,
  );
  const find = (terms: readonly string[], k: number, within: KeywordSearchOptions["within"]) => {
    if (terms.length === 0) return [];
    // A NUL would end the query inside a quotation.
    const query = terms.map((term) => `"${term.replaceAll('"', '""').replaceAll("\0", "")}"`).join(" OR ");
    return select.all(query, within?.first ?? 0, within?.last ?? Number.MAX_SAFE_INTEGER, k) as KeywordHit[];
  };
  return {
    size,
    search(terms, k, { within, inverseFrequency: inverse } = {}) {
      if (inverse === undefined) return find(terms, k, within);
      const scores = new Map<number, number>();
      for (const term of terms) {
        const weight = inverse(term) / inverseFrequency(size, documentFrequency(term));
        for (const { id, score } of find([term], size, within)) scores.set(id, (scores.get(id) ?? 0) + weight * score);
      }
      const hits = [...scores].map(([id, score]) => ({ id, score }));
      return hits.sort((a, b) => b.score - a.score || a.id - b.id).slice(0, k);
    },
    documentFrequency,
    wordFrequency: remember(
      REMEMBERED_WORDS,
      (word: string) => (selectWord.get(word) as { frequency: number } | undefined)?.frequency ?? 0,
    ),
    words(most) {
      const { words } = selectWords.get(most) as { readonly words: string };
      return (JSON.parse(words) as [string, number][]).map(([word, frequency]) => ({ word, frequency }));
    },
    close() {
      database.close();
    },
  };
}
