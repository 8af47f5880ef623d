import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Chunk } from "../../src/chunks/chunk.js";
import type { Document } from "../../src/documents/document.js";
import { openPassageStore, type PassageRow, type PassageStore } from "../../src/search-index/passage-store.js";
import { packSentenceVectors } from "../../src/search-index/sentence-vectors.js";
import { writePassageStore } from "../../src/search-index/write-passage-store.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
const opened: PassageStore[] = [];
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
});

const text = 'Erste Überschrift\n\nDas Amt "öffnet" um 9 Uhr 😀. --- Es schließt um 16 Uhr.\n\nEnde';
const full: Document = {
  path: "ämter/öffnung.pdf",
  title: "Öffnungszeiten",
  language: "de",
  audience: "employee",
  frontMatter: { title: "Öffnungszeiten", date: "2024-02", url: "https://example.org/?a=1&b='2'" },
  textHash: "sha256:1",
  text,
  headings: [{ level: 1, text: "Erste Überschrift", start: 0 }],
  pages: [
    { number: 1, start: 0, end: 60 },
    { number: 2, start: 60, end: text.length },
  ],
};
const plain: Document = {
  ...full,
  path: "z.txt",
  language: "en",
  audience: "citizen",
  frontMatter: {},
  headings: [],
  pages: null,
};

const chunkOf = (document: Document, position: number, start: number, end: number, page: number | null): Chunk => ({
  document: document.path,
  position,
  start,
  end,
  text: document.text.slice(start, end),
  headings: ["Erste Überschrift", "Zweite, mit Komma"],
  page,
  sentences: [
    { start, end: start + 5 },
    { start: start + 6, end: start + 9 },
    { start: start + 10, end },
  ],
});
const vectors = [
  [0.5, -1],
  [1, 0],
  [0.25, 0.125],
].map((values) => Float32Array.from(values));
const rowOf = (chunk: Chunk): PassageRow => ({
  chunk,
  vector: Float32Array.from([0.1, -0.2]),
  titleTerms: ["öffnungszeit"],
  headingTerms: [],
  sentenceVectors: packSentenceVectors(vectors, 2),
  sentenceTerms: [["amt", "öffn"], [], ["16:30", "2024-02-01"]],
});

const stored = {
  fileHash: "0123",
  remarks: [{ de: "a.pdf: Seite 2 hat keinen Text", en: "a.pdf: page 2 has no text" }],
};

async function storeOf(documents: readonly Document[], rows: readonly PassageRow[]): Promise<PassageStore> {
  const file = join(await temporaryDirectory(), "passages.db");
  const of = ({ path }: Document) => rows.filter(({ chunk }) => chunk.document === path);
  writePassageStore(
    file,
    documents.map((document) => ({ document, file: stored, rows: of(document) })),
    null,
  );
  const store = openPassageStore(file, 2);
  opened.push(store);
  return store;
}

describe("PassageStore", () => {
  const chunks = [chunkOf(full, 0, 0, 40, 1), chunkOf(full, 1, 40, text.length, 2), chunkOf(plain, 0, 0, 40, null)];

  it("gives back documents as they were, with and without pages", async () => {
    const store = await storeOf([full, plain], chunks.map(rowOf));
    expect(store.document(full.path)).toEqual(full);
    expect(store.document(plain.path)).toEqual(plain);
    expect(store.document("fehlt.md")).toBeUndefined();
  });

  it("lists what is known about the documents, sorted by path, without their texts", async () => {
    const store = await storeOf([plain, full], []);
    const infoOf = ({ text: _, headings: __, pages: ___, ...info }: Document) => info;
    expect(store.documents()).toEqual([infoOf(plain), infoOf(full)]);
  });

  it("gives back chunks with their sentences, vectors and terms; a sentence without terms has none", async () => {
    const store = await storeOf([full, plain], chunks.map(rowOf));
    for (const [id, chunk] of chunks.entries()) {
      const stored = store.chunk(id);
      expect(stored.chunk).toEqual(chunk);
      const { vector: _, titleTerms: __, headingTerms: ___, ...row } = rowOf(chunk);
      expect(stored).toMatchObject({ id, ...row, document: { path: chunk.document } });
    }
  });

  it("stores the vectors it is given, not the memory around them", async () => {
    const row = rowOf(chunks[0] ?? chunkOf(full, 0, 0, 1, null));
    const memory = Int8Array.from([9, 9, ...row.sentenceVectors.values, 9, 9]);
    const values = memory.subarray(2, memory.length - 2);
    const store = await storeOf([full], [{ ...row, sentenceVectors: { ...row.sentenceVectors, values } }]);
    expect(store.chunk(0).sentenceVectors).toEqual(row.sentenceVectors);
  });

  it.each([-1, 3, 0.5, Number.NaN, 2 ** 53])("has no chunk %s", async (id) => {
    const store = await storeOf([full, plain], chunks.map(rowOf));
    expect(() => store.chunk(id)).toThrow(new RangeError(`There is no chunk ${id}.`));
  });

  it("knows the chunks of a document by its exact path", async () => {
    const store = await storeOf([full, plain], chunks.map(rowOf));
    expect(store.chunksOf(full.path)).toEqual({ first: 0, last: 1 });
    expect(store.chunksOf(plain.path)).toEqual({ first: 2, last: 2 });
    for (const path of ["", "%", "z", "Z.TXT", "' OR 1=1 --"]) expect(store.chunksOf(path)).toBeUndefined();
  });
});
