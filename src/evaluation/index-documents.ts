import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { buildIndex, type IndexingOptions } from "../indexing/build-index.js";
import type { EvaluationDocument } from "./datasets/evaluation-set.js";

/** What building an index for an evaluation takes. */
export type EvaluationIndexing = Pick<IndexingOptions, "embedder" | "openPool" | "centring" | "onProgress" | "signal">;

/**
 * Builds the index of an evaluation set the way an operator would: files in a folder, then the indexer.
 *
 * @param directory Folder of this set; kept between runs, so that unchanged documents are not embedded again.
 * @returns Folder of the index.
 */
export async function indexDocuments(
  directory: string,
  documents: readonly EvaluationDocument[],
  { embedder, openPool, centring, onProgress, signal }: EvaluationIndexing,
): Promise<string> {
  const corpus = join(directory, "corpus");
  await rm(corpus, { recursive: true, force: true });
  await mkdir(corpus, { recursive: true });
  for (const { name, title, language, text } of documents) {
    await writeFile(join(corpus, documentPath(name)), text);
    await writeFile(join(corpus, `${documentPath(name)}.yaml`), stringify({ ...(title && { title }), language }));
  }
  const indexDir = join(directory, "index");
  await buildIndex({
    folders: [{ directory: corpus, audience: "citizen" }],
    indexDir,
    embedder,
    openPool,
    centring,
    signal,
    // Another set of questions may bring other documents.
    force: true,
    ...(onProgress && { onProgress }),
  });
  return indexDir;
}

/** Path in the index of the document with this name. */
export function documentPath(name: string): string {
  return `${name}.txt`;
}
