import { readFile, writeFile } from "node:fs/promises";
import { checkSearch, checkVector, type VectorHit, type VectorStoreDriver } from "../vector-store.js";

/** Compares the query with every vector: always right, quick up to some 20,000 vectors, and the oracle for the others. */
export const exactStore: VectorStoreDriver = {
  fileName: "vectors.f32",

  async write(file, vectors, dimension) {
    const all = new Float32Array(vectors.length * dimension);
    vectors.forEach((vector, row) => {
      checkVector(vector, dimension);
      all.set(vector, row * dimension);
    });
    await writeFile(file, new Uint8Array(all.buffer), { mode: 0o600 });
  },

  async open(file, dimension, size) {
    const bytes = await readFile(file);
    if (bytes.length !== size * dimension * Float32Array.BYTES_PER_ELEMENT) {
      throw new RangeError(`${file} does not hold ${size} vectors of dimension ${dimension}.`);
    }
    const all = new Float32Array(Uint8Array.from(bytes).buffer);
    const vector = (id: number) => {
      if (!Number.isInteger(id) || id < 0 || id >= size) throw new RangeError(`There is no vector ${id}.`);
      return all.subarray(id * dimension, (id + 1) * dimension);
    };
    return {
      size,
      dimension,
      vector,
      search(query, k) {
        checkSearch(query, k, dimension);
        const best: VectorHit[] = [];
        for (let id = 0; id < size && k > 0; id++) {
          const offset = id * dimension;
          let similarity = 0;
          for (let i = 0; i < dimension; i++) similarity += (all[offset + i] ?? 0) * (query[i] ?? 0);
          const worst = best[k - 1];
          if (worst !== undefined && similarity <= worst.similarity) continue;
          if (worst !== undefined) best.pop();
          best.splice(positionOf(best, similarity), 0, { id, similarity });
        }
        return best;
      },
    };
  },
};

/** Where a hit belongs among hits that are sorted, best first: behind those of the same similarity. */
function positionOf(sorted: readonly VectorHit[], similarity: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.similarity ?? 0) >= similarity) low = middle + 1;
    else high = middle;
  }
  return low;
}
