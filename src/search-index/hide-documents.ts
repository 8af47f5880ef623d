import type { DocumentInfo } from "../documents/document.js";
import type { SearchIndex } from "./search-index.js";

/**
 * The same index without some of its documents, as if they had never been in it. Only their words still count in the
 * frequencies.
 *
 * @param isHidden Asked once for every document.
 */
export function hideDocuments(index: SearchIndex, isHidden: (document: DocumentInfo) => boolean): SearchIndex {
  const hiddenPaths = new Set(
    index
      .documents()
      .filter(isHidden)
      .map(({ path }) => path),
  );
  if (hiddenPaths.size === 0) return index;
  const hiddenChunks = new Set([...hiddenPaths].flatMap((path) => index.chunksOf(path)));
  const isShown = ({ id }: { readonly id: number }) => !hiddenChunks.has(id);
  const refuseHidden = (id: number) => {
    if (hiddenChunks.has(id)) throw new RangeError(`There is no chunk ${id}.`);
  };
  return {
    ...index,
    chunkCount: index.chunkCount - hiddenChunks.size,
    searchVectors: (query, k) =>
      index
        .searchVectors(query, k + hiddenChunks.size)
        .filter(isShown)
        .slice(0, k),
    searchKeywords: (terms, k, document) =>
      index
        .searchKeywords(terms, k + hiddenChunks.size, document)
        .filter(isShown)
        .slice(0, k),
    vector(id) {
      refuseHidden(id);
      return index.vector(id);
    },
    chunk(id) {
      refuseHidden(id);
      return index.chunk(id);
    },
    chunksOf: (path) => (hiddenPaths.has(path) ? [] : index.chunksOf(path)),
    document: (path) => (hiddenPaths.has(path) ? undefined : index.document(path)),
    headings: (path) => (hiddenPaths.has(path) ? [] : index.headings(path)),
    documents: () => index.documents().filter(({ path }) => !hiddenPaths.has(path)),
  };
}
