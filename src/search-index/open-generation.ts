import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Audience } from "../documents/document.js";
import { IndexUnavailableError } from "../errors.js";
import { type Aliases, parseAliases } from "../language/aliases.js";
import { inverseFrequency, type KeywordIndex, openKeywordIndex } from "./keyword-index.js";
import { type Manifest, type PartName, readManifest, verifyPart } from "./manifest.js";
import { openPassageStore, type PassageStore } from "./passage-store.js";
import type { SearchIndex } from "./search-index.js";
import { VECTOR_STORES } from "./stores/index.js";
import type { VectorStore } from "./vector-store.js";

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
 * Opens one generation, after its bytes were compared with its manifest.
 *
 * @param directory Where it lies.
 * @param name Its name. Default: that of the folder.
 * @param model Id of the embedder that will embed the questions; null where none will be asked.
 * @throws {DamagedIndexError} It is not what was published.
 * @throws {IndexUnavailableError} It cannot be read, or was built with another model or by another program.
 */
export async function openGeneration(options: {
  readonly directory: string;
  readonly name?: string;
  readonly audience: Audience;
  readonly model: string | null;
}): Promise<SearchIndex> {
  const { directory, audience, model } = options;
  const manifest = await readManifest(directory, options.name);
  if (model !== null && manifest.model !== model) {
    throw new IndexUnavailableError(
      `The index was built with model ${manifest.model}, but the present model is ${model}. Run "npm run index".`,
    );
  }
  const names: PartName[] = audience === "employee" && manifest.parts.internal ? ["public", "internal"] : ["public"];
  for (const name of names) await verifyPart(directory, manifest, name);
  const parts: Part[] = [];
  try {
    const aliases = parseAliases(await readFile(join(directory, ALIASES_FILE), "utf8"), ALIASES_FILE);
    let offset = 0;
    for (const name of names) {
      const part = await openPart(join(directory, name), manifest, name, offset);
      parts.push(part);
      offset += part.size;
    }
    return combine(parts, manifest, aliases);
  } catch (cause) {
    closeParts(parts);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new IndexUnavailableError(
      `${directory} cannot be opened although its files are whole (${reason}). Run "npm run index".`,
      { cause },
    );
  }
}

async function openPart(directory: string, manifest: Manifest, name: PartName, offset: number): Promise<Part> {
  const driver = VECTOR_STORES[manifest.vectorStore];
  const size = manifest.parts[name]?.chunks ?? 0;
  const part: Part = {
    offset,
    size,
    vectors: await driver.open(join(directory, driver.fileName), manifest.dimension, size),
    keywords: openKeywordIndex(join(directory, "keywords.db")),
    passages: openPassageStore(join(directory, "passages.db"), manifest.dimension),
  };
  const { passages, keywords } = part;
  if (passages.size === size && keywords.size === size) return part;
  closeParts([part]);
  throw new RangeError(
    `${name} has ${passages.size} passages and ${keywords.size} keyword rows in place of ${size} each`,
  );
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

  const chunkCount = sum(({ size }) => size);
  const documentFrequency = (term: string) => sum(({ keywords }) => keywords.documentFrequency(term));
  const inCommon =
    parts.length === 1 ? undefined : (term: string) => inverseFrequency(chunkCount, documentFrequency(term));

  return {
    generation: manifest.generation,
    degraded: null,
    dimension: manifest.dimension,
    passageMean: Float32Array.from(manifest.passageMean),
    chunkCount,
    aliases,
    searchVectors(query, k) {
      const hits = parts.flatMap((part) => renumber(part.vectors.search(query, k), part));
      return best(hits, k, ({ similarity }) => similarity);
    },
    searchKeywords(terms, k, document) {
      const hits = parts.flatMap((part) => {
        const within = document === undefined ? undefined : part.passages.chunksOf(document);
        if (document !== undefined && within === undefined) return [];
        return renumber(part.keywords.search(terms, k, { within, inverseFrequency: inCommon }), part);
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
    documentFrequency,
    wordFrequency: (word) => sum(({ keywords }) => keywords.wordFrequency(word)),
    words(most) {
      const frequencies = new Map<string, number>();
      for (const { keywords } of parts) {
        for (const { word, frequency } of keywords.words(most)) {
          frequencies.set(word, (frequencies.get(word) ?? 0) + frequency);
        }
      }
      const words = [...frequencies].map(([word, frequency]) => ({ word, frequency }));
      return words.sort((a, b) => b.frequency - a.frequency).slice(0, most);
    },
    close: () => closeParts(parts),
  };
}

function closeParts(parts: readonly Part[]): void {
  for (const { keywords, passages } of parts) {
    keywords.close();
    passages.close();
  }
}
