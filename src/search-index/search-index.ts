import { join } from "node:path";
import type { Audience, Document, DocumentInfo, Heading } from "../documents/document.js";
import { DamagedIndexError, IndexUnavailableError } from "../errors.js";
import type { Aliases } from "../language/aliases.js";
import { generationDirectory, listGenerations, readCurrent } from "./generation.js";
import { hideDocuments } from "./hide-documents.js";
import type { KeywordHit, WordFrequency } from "./keyword-index.js";
import { openGeneration } from "./open-generation.js";
import type { StoredChunk } from "./passage-store.js";
import { isPermitted, readPermitted } from "./permitted-documents.js";
import { listQuarantined, quarantine } from "./quarantine.js";
import type { VectorHit } from "./vector-store.js";

/**
 * One generation of the index as one audience sees it, read-only. Chunks are numbered from 0 within the generation.
 *
 * Free of files and paths: what lies behind it may as well be a database.
 */
export interface SearchIndex {
  readonly generation: string;
  /** Why this is not the index that should serve, in one sentence for an operator; null where it is. */
  readonly degraded: string | null;
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
  /** Normalised, unstemmed words of the corpus, each once, the most frequent ones. */
  words(most: number): WordFrequency[];
  close(): void;
}

/** How often CURRENT is read again because it has moved on while the index was opened. */
const ATTEMPTS = 3;

/**
 * Opens the serving generation. Citizens' indexes never open a file with internal documents.
 *
 * Where it is damaged, the newest intact one before it serves, without what was withdrawn since, and `degraded` says
 * why. The damaged one is put into quarantine as soon as another one serves in its place.
 *
 * @param model Id of the embedder that will embed the questions; null where none will be asked.
 * @throws {IndexUnavailableError} There is no index, or none that can be used; the message is about the serving one.
 */
export async function openSearchIndex(
  indexDir: string,
  audience: Audience,
  model: string | null,
): Promise<SearchIndex> {
  for (let attempt = 1; ; attempt++) {
    const { name: current, problem } = await currentOf(indexDir);
    // Another one was published while this one was opened, which may be gone by then.
    const isOutdated = async () => attempt < ATTEMPTS && (await currentOf(indexDir)).name !== current;
    try {
      return await openNewestIntact({ indexDir, audience, model, current, problem, isOutdated });
    } catch (error) {
      if (!(await isOutdated())) throw error;
    }
  }
}

async function openNewestIntact(options: {
  readonly indexDir: string;
  readonly audience: Audience;
  readonly model: string | null;
  readonly current: string | null;
  /** What is wrong with CURRENT. */
  readonly problem: IndexUnavailableError | null;
  /** Whether CURRENT is another one by now; nothing then counts as damaged. */
  readonly isOutdated: () => Promise<boolean>;
}): Promise<SearchIndex> {
  const { indexDir, audience, model, current, isOutdated } = options;
  const failures: { readonly generation: string; readonly error: IndexUnavailableError }[] = [];
  for (const generation of await candidates(indexDir, current)) {
    const directory = generationDirectory(indexDir, generation);
    let index: SearchIndex;
    try {
      index = await openGeneration({ directory, audience, model });
    } catch (error) {
      if (!(error instanceof IndexUnavailableError) || (await isOutdated())) throw error;
      failures.push({ generation, error });
      continue;
    }
    try {
      const problem = generation === current ? null : (failures[0]?.error ?? options.problem);
      const shown = await withoutWithdrawn(indexDir, current, index, problem);
      await quarantineDamaged(indexDir, failures);
      if (problem === null) return shown;
      const { message } = problem;
      return { ...shown, degraded: `Generation ${generation} answers instead of the newest one: ${message}` };
    } catch (error) {
      index.close();
      throw error;
    }
  }
  throw (
    failures[0]?.error ??
    options.problem ??
    new IndexUnavailableError(`There is no index in ${indexDir}. Run "npm run index".`)
  );
}

async function currentOf(indexDir: string) {
  try {
    const name = await readCurrent(indexDir);
    const file = join(indexDir, "CURRENT");
    const missing = new IndexUnavailableError(`${file} is missing. Run "npm run index".`);
    // Without a generation either, nothing was ever published.
    const lost = name === null && (await listGenerations(indexDir)).length > 0;
    return { name, problem: lost ? missing : null };
  } catch (error) {
    if (!(error instanceof IndexUnavailableError)) throw error;
    return { name: null, problem: error };
  }
}

/** The serving generation, those before it, newest first, and those that an administrator turned away from. */
async function candidates(indexDir: string, current: string | null): Promise<readonly string[]> {
  const names = await listGenerations(indexDir);
  if (current === null) return names;
  const before = names.filter((name) => name < current);
  return [current, ...before, ...names.filter((name) => name > current)];
}

/** What was removed since, or moved to employees, must not come back with an older generation. */
async function withoutWithdrawn(
  indexDir: string,
  current: string | null,
  index: SearchIndex,
  problem: IndexUnavailableError | null,
): Promise<SearchIndex> {
  try {
    const permitted = await readPermitted(indexDir, current);
    if (permitted !== null) return hideDocuments(index, (document) => !isPermitted(permitted, document));
    if (problem === null) return index;
    throw problem;
  } catch (error) {
    const others = [...(await listGenerations(indexDir)), ...(await listQuarantined(indexDir)).map(nameOf)];
    // From the newest generation nothing can have been withdrawn, whatever the list would say.
    if (others.every((other) => other <= index.generation)) return index;
    throw error;
  }
}

const nameOf = ({ generation }: { readonly generation: string }): string => generation;

async function quarantineDamaged(
  indexDir: string,
  failures: readonly { readonly generation: string; readonly error: IndexUnavailableError }[],
): Promise<void> {
  for (const { generation, error } of failures) {
    if (!(error instanceof DamagedIndexError)) continue;
    const directory = generationDirectory(indexDir, generation);
    // Whoever may only read the index still answers from it.
    await quarantine(indexDir, { directory, generation, reason: error.message }).catch(() => {});
  }
}
