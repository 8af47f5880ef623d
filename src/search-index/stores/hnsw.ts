import { access, chmod } from "node:fs/promises";
import hnswlib from "hnswlib-node";
import { checkSearch, checkVector, type VectorStoreDriver } from "../vector-store.js";

const M = 16;
const EF_CONSTRUCTION = 200;
const EF_SEARCH = 200;
/** Fixed, so that the same vectors in the same order give the same bytes. */
const SEED = 100;

/**
 * Hierarchical navigable small world graph: approximate nearest neighbours in about a millisecond among 100,000.
 *
 * Everything is checked before it reaches the native code, which ends the process on bad input.
 *
 * @see Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using HNSW graphs", 2018, arXiv 1603.09320
 */
export const hnswStore: VectorStoreDriver = {
  fileName: "vectors.hnsw",

  async write(file, vectors, dimension) {
    const graph = new hnswlib.HierarchicalNSW("ip", dimension);
    graph.initIndex(Math.max(1, vectors.length), M, EF_CONSTRUCTION, SEED);
    vectors.forEach((vector, id) => {
      checkVector(vector, dimension);
      graph.addPoint(Array.from(vector), id);
    });
    await graph.writeIndex(file);
    // The library reports success even where it could not write.
    await access(file);
    await chmod(file, 0o600);
  },

  async open(file, dimension, size) {
    const graph = new hnswlib.HierarchicalNSW("ip", dimension);
    await graph.readIndex(file);
    if (graph.getCurrentCount() !== size) {
      throw new RangeError(`${file} holds ${graph.getCurrentCount()} vectors, not ${size}.`);
    }
    return {
      size,
      dimension,
      vector(id) {
        if (!Number.isInteger(id) || id < 0 || id >= size) throw new RangeError(`There is no vector ${id}.`);
        return Float32Array.from(graph.getPoint(id));
      },
      search(query, k) {
        checkSearch(query, k, dimension);
        const count = Math.min(k, size);
        if (count === 0) return [];
        // Not stored with the graph: the library's default of 10 would miss half of the neighbours.
        graph.setEf(Math.max(EF_SEARCH, count));
        const { neighbors, distances } = graph.searchKnn(Array.from(query), count);
        return neighbors
          .map((id, rank) => ({ id, similarity: 1 - (distances[rank] ?? 1) }))
          .sort((a, b) => b.similarity - a.similarity || a.id - b.id);
      },
    };
  },
};
