import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { VectorStoreName } from "../search-index/stores/index.js";
import { VECTOR_STORES } from "../search-index/stores/index.js";

/** Up to so many vectors comparing all of them takes a few milliseconds, is always right and can be built at once. */
const EXACT_UP_TO = 20_000;

/** Lowest share of the true ten nearest neighbours that a graph must find. */
const LEAST_RECALL = 0.99;

/** Vectors that are looked for to measure it. */
const SAMPLE = 100;
const NEIGHBOURS = 10;

/** How the vectors of a generation are searched, and why. */
export interface VectorStoreChoice {
  readonly name: VectorStoreName;
  /** Share of the true ten nearest neighbours that the graph found in a sample; null where no graph was built. */
  readonly recall: number | null;
}

/** The store for parts of these sizes, before anything is measured. */
export function firstChoice(sizes: readonly number[]): VectorStoreName {
  return Math.max(0, ...sizes) <= EXACT_UP_TO ? "exact" : "hnsw";
}

/**
 * Writes the vectors of parts: as a graph where comparing all would take too long, and a graph finds enough.
 *
 * @param directories Folders of the parts.
 * @param vectors Centred unit vectors of each part, in the order of the chunks.
 */
export async function writeVectors(
  directories: readonly string[],
  vectors: readonly (readonly Float32Array[])[],
  dimension: number,
): Promise<VectorStoreChoice> {
  const name = firstChoice(vectors.map(({ length }) => length));
  const { fileName, write } = VECTOR_STORES[name];
  for (const [part, directory] of directories.entries()) {
    await write(join(directory, fileName), vectors[part] ?? [], dimension);
  }
  return name === "exact" ? { name, recall: null } : checkRecall(directories, vectors, dimension);
}

/**
 * Measures a graph against comparing all vectors, on vectors of the corpus itself, and puts an exact store in its place
 * where it finds too little. Equal vectors count as found, whichever of them the graph names.
 *
 * @param directories Folders of the parts with a graph each.
 * @param vectors Of each part, in the order of their numbers.
 */
export async function checkRecall(
  directories: readonly string[],
  vectors: readonly (readonly Float32Array[])[],
  dimension: number,
): Promise<VectorStoreChoice> {
  const { hnsw, exact } = VECTOR_STORES;
  let recall = 1;
  for (const [part, directory] of directories.entries()) {
    const all = vectors[part] ?? [];
    await exact.write(join(directory, exact.fileName), all, dimension);
    const truth = await exact.open(join(directory, exact.fileName), dimension, all.length);
    const graph = await hnsw.open(join(directory, hnsw.fileName), dimension, all.length);
    let found = 0;
    let wanted = 0;
    const sample = Math.min(SAMPLE, all.length);
    for (let i = 0; i < sample; i++) {
      const query = truth.vector(Math.floor((i * all.length) / sample));
      const nearest = truth.search(query, NEIGHBOURS);
      const threshold = (nearest.at(-1)?.similarity ?? 1) - 1e-6;
      wanted += nearest.length;
      found += graph.search(query, NEIGHBOURS).filter(({ similarity }) => similarity >= threshold).length;
    }
    if (wanted > 0) recall = Math.min(recall, found / wanted);
  }
  const name = recall >= LEAST_RECALL ? "hnsw" : "exact";
  const other = name === "hnsw" ? exact : hnsw;
  for (const directory of directories) await rm(join(directory, other.fileName));
  return { name, recall };
}
