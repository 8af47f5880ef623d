import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Audience, Document, DocumentInfo, Heading } from "../documents/document.js";
import { IndexUnavailableError } from "../errors.js";
import { type Aliases, parseAliases } from "../language/aliases.js";
import { generationDirectory, readCurrent } from "./generation.js";
import { type KeywordHit, type KeywordIndex, openKeywordIndex } from "./keyword-index.js";
import { type Manifest, type PartName, readManifest, verifyPart } from "./manifest.js";
import { openPassageStore, type PassageStore, type StoredChunk } from "./passage-store.js";
import { VECTOR_STORES } from "./stores/index.js";
import type { VectorHit, VectorStore } from "./vector-store.js";

/**
 * One generation of the index as one audience sees it, read-only. Chunks are numbered from 0 within the generation.
 *
 * Free of files and paths: what lies behind it may as well be a database.
 */
export interface SearchIndex {
  readonly generation: string;
  /** Length of all vectors. */
  readonly dimension: number;
  /** To be subtracted from raw passage vectors before they are compared with stored ones. */
  readonly passageMean: Float32Array;
  readonly chunkCount: number;
  /** Which names mean the same, as the corpus says. */
  readonly aliases: Aliases;
  /** Nearest chunk vectors, best first. */
  searchVectors(query: Float32Array, k: number): VectorHit[];
  /** Chunks that hold any of the analysed terms, best first; `document` looks only into the document of that path. */
  searchKeywords(terms: readonly string[], k: number, document?: string): KeywordHit[];
  /** Centred unit vector of a chunk. */
  vector(id: number): Float32Array;
  chunk(id: number): StoredChunk;
  /** Numbers of a document's chunks in the order of the text; empty where the audience has no such document. */
  chunksOf(path: string): readonly number[];
  document(path: string): Document | undefined;
  /** Headings of a document in the order of the text; none where the audience has no such document. */
  headings(path: string): readonly Heading[];
  documents(): readonly DocumentInfo[];
  /** Number of chunks that hold the analysed term. */
  documentFrequency(term: string): number;
  /** How often the corpus has the normalised, unstemmed word. */
  wordFrequency(word: string): number;
  close(): void;
}

/** The corpus's `aliases.yaml` as it was when the index was built, below the generation's folder. */
export const ALIASES_FILE = "public/aliases.yaml";

interface Part {
  readonly offset: number;
  readonly size: number;
  readonly vectors: VectorStore;
  readonly keywords: KeywordIndex;
  readonly passages: PassageStore;
}

/**
 * Opens the serving generation. Citizens' indexes never open a file with internal documents.
 *
 * @param model Id of the embedder that will embed the questions; null where none will be asked.
 * @throws {IndexUnavailableError} There is no index, it is damaged, or it was built with another model.
 */
export async function openSearchIndex(
  indexDir: string,
  audience: Audience,
  model: string | null,
): Promise<SearchIndex> {
  const generation = await readCurrent(indexDir);
  if (generation === null) throw new IndexUnavailableError(`There is no index in ${indexDir}. Run "npm run index".`);
  const directory = generationDirectory(indexDir, generation);
  const manifest = await readManifest(directory);
  if (model !== null && manifest.model !== model) {
    throw new IndexUnavailableError(
      `The index was built with model ${manifest.model}, but the present model is ${model}. Run "npm run index".`,
    );
  }
  const names: PartName[] = audience === "employee" && manifest.parts.internal ? ["public", "internal"] : ["public"];
  for (const name of names) await verifyPart(directory, manifest, name);
  const aliases = parseAliases(await readFile(join(directory, ALIASES_FILE), "utf8"), ALIASES_FILE);
  const parts: Part[] = [];
  let offset = 0;
  for (const name of names) {
    const part = await openPart(join(directory, name), manifest, name, offset);
    parts.push(part);
    offset += part.size;
  }
  return combine(parts, manifest, aliases);
}

async function openPart(directory: string, manifest: Manifest, name: PartName, offset: number): Promise<Part> {
  const driver = VECTOR_STORES[manifest.vectorStore];
  const size = manifest.parts[name]?.chunks ?? 0;
  return {
    offset,
    size,
    vectors: await driver.open(join(directory, driver.fileName), manifest.dimension, size),
    keywords: openKeywordIndex(join(directory, "keywords.db")),
    passages: openPassageStore(join(directory, "passages.db"), manifest.dimension),
  };
}

function combine(parts: readonly Part[], manifest: Manifest, aliases: Aliases): SearchIndex {
  const partOf = (id: number): Part => {
    const part = parts.find(({ offset, size }) => id >= offset && id < offset + size);
    if (part === undefined) throw new RangeError(`There is no chunk ${id}.`);
    return part;
  };
  const renumber = <Hit extends { readonly id: number }>(hits: readonly Hit[], { offset }: Part) =>
    hits.map((hit) => ({ ...hit, id: hit.id + offset }));
  const best = <Hit extends { readonly id: number }>(hits: Hit[], k: number, value: (hit: Hit) => number) =>
    parts.length === 1 ? hits : hits.sort((a, b) => value(b) - value(a) || a.id - b.id).slice(0, k);
  const sum = (value: (part: Part) => number) => parts.reduce((total, part) => total + value(part), 0);

  return {
    generation: manifest.generation,
    dimension: manifest.dimension,
    passageMean: Float32Array.from(manifest.passageMean),
    chunkCount: sum(({ size }) => size),
    aliases,
    searchVectors(query, k) {
      const hits = parts.flatMap((part) => renumber(part.vectors.search(query, k), part));
      return best(hits, k, ({ similarity }) => similarity);
    },
    searchKeywords(terms, k, document) {
      const hits = parts.flatMap((part) => {
        const within = document === undefined ? undefined : part.passages.chunksOf(document);
        if (document !== undefined && within === undefined) return [];
        return renumber(part.keywords.search(terms, k, within), part);
      });
      return best(hits, k, ({ score }) => score);
    },
    vector(id) {
      const part = partOf(id);
      return part.vectors.vector(id - part.offset);
    },
    chunk(id) {
      const part = partOf(id);
      return { ...part.passages.chunk(id - part.offset), id };
    },
    chunksOf(path) {
      return parts.flatMap(({ passages, offset }) => {
        const range = passages.chunksOf(path);
        if (range === undefined) return [];
        return Array.from({ length: range.last - range.first + 1 }, (_, i) => offset + range.first + i);
      });
    },
    document(path) {
      for (const { passages } of parts) {
        const document = passages.document(path);
        if (document !== undefined) return document;
      }
      return undefined;
    },
    headings: (path) => parts.flatMap(({ passages }) => passages.headings(path)),
    documents: () => parts.flatMap(({ passages }) => passages.documents()),
    documentFrequency: (term) => sum(({ keywords }) => keywords.documentFrequency(term)),
    wordFrequency: (word) => sum(({ keywords }) => keywords.wordFrequency(word)),
    close() {
      for (const { keywords, passages } of parts) {
        keywords.close();
        passages.close();
      }
    },
  };
}
