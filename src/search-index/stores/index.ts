import type { VectorStoreDriver } from "../vector-store.js";
import { exactStore } from "./exact.js";
import { hnswStore } from "./hnsw.js";

/** Every vector store by the name that a manifest gives it. Add a line here for a new one. */
export const VECTOR_STORES = {
  hnsw: hnswStore,
  exact: exactStore,
} as const satisfies Record<string, VectorStoreDriver>;

/** Name of a vector store. */
export type VectorStoreName = keyof typeof VECTOR_STORES;
