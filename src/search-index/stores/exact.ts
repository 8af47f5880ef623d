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
        const hits: VectorHit[] = [];
        for (let id = 0; id < size; id++) {
          const offset = id * dimension;
          let similarity = 0;
          for (let i = 0; i < dimension; i++) similarity += (all[offset + i] ?? 0) * (query[i] ?? 0);
          hits.push({ id, similarity });
        }
        return hits.sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, k);
      },
    };
  },
};
