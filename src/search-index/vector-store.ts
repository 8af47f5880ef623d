/** A vector found by a search: its number and the cosine with the query in [-1, 1]. */
export interface VectorHit {
  readonly id: number;
  readonly similarity: number;
}

/** Unit vectors of one length, numbered from 0 without gaps, read-only. */
export interface VectorStore {
  readonly size: number;
  readonly dimension: number;
  /**
   * @param query Unit vector.
   * @param k At most this many hits; fewer where the store is smaller.
   * @returns Nearest vectors, best first; equal ones in the order of their numbers.
   * @throws {RangeError} The query has another length or a value that is not finite, or `k` is no whole number from 0.
   */
  search(query: Float32Array, k: number): VectorHit[];
  /** @throws {RangeError} There is no vector of this number. */
  vector(id: number): Float32Array;
}

/** One way to keep vectors on disk and search them. */
export interface VectorStoreDriver {
  /** Name of the file below the generation's folder. */
  readonly fileName: string;
  /**
   * Writes a new store; an existing file is replaced.
   *
   * @param vectors Unit vectors of the given dimension; their position is their number.
   * @throws {RangeError} A vector has another length, or a value that is not finite.
   */
  write(file: string, vectors: readonly Float32Array[], dimension: number): Promise<void>;
  /**
   * Opens a store whose bytes were verified before: no driver protects itself against a damaged file.
   *
   * @throws {RangeError} The file does not hold `size` vectors.
   */
  open(file: string, dimension: number, size: number): Promise<VectorStore>;
}

/** @throws {RangeError} The query does not fit the store, or the number of hits is no whole number from 0. */
export function checkSearch(query: Float32Array, k: number, dimension: number): void {
  checkVector(query, dimension);
  if (!Number.isInteger(k) || k < 0) throw new RangeError(`A search for ${k} vectors is not possible.`);
}

/** @throws {RangeError} The vector has another length, or a value that is not finite. */
export function checkVector(vector: Float32Array, dimension: number): void {
  if (vector.length !== dimension) {
    throw new RangeError(`A vector of length ${vector.length} does not fit a store of dimension ${dimension}.`);
  }
  for (const value of vector) {
    if (!Number.isFinite(value)) throw new RangeError("A vector holds a value that is not a finite number.");
  }
}
