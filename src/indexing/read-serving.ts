import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Embedder } from "../embeddings/embedder.js";
import { IndexUnavailableError } from "../errors.js";
import { generationDirectory } from "../search-index/generation.js";
import { readManifest } from "../search-index/manifest.js";
import { ALIASES_FILE } from "../search-index/open-generation.js";
import type { PassageRow } from "../search-index/passage-store.js";
import { openSearchIndex, type SearchIndex } from "../search-index/search-index.js";
import { ANALYSIS_VERSION } from "./analyse-chunks.js";
import type { PassageCentring } from "./build-index.js";
import type { ComparedDocument } from "./plan-index.js";

/** Grows when documents are read or cut in another way than before. */
export const CHUNKING_VERSION = 1;

/** The generation that serves, as far as a build compares itself with it. */
export interface ServingGeneration {
  readonly generation: string;
  readonly chunks: number;
  readonly documents: readonly ComparedDocument[];
  /** Text of its `aliases.yaml`. */
  readonly aliases: string;
  /** Whether a build of the same documents would give the same: same model, same versions, and it is the newest. */
  readonly sameRules: boolean;
  /**
   * What is stored of a document's chunks, in their order; null where a build would cut or embed the same document in
   * another way.
   */
  readonly passagesOf: (path: string) => readonly PassageRow[] | null;
  close(): void;
}

/** What a build would be made with. */
export interface ServingOptions {
  readonly indexDir: string;
  readonly embedder: Embedder;
  readonly centring: PassageCentring;
}

/** @returns To be closed; null where there is none that can be read. */
export async function readServing({ indexDir, embedder, centring }: ServingOptions): Promise<ServingGeneration | null> {
  const index = await openSearchIndex(indexDir, "employee", null).catch((error: unknown) => {
    if (error instanceof IndexUnavailableError) return null;
    throw error;
  });
  if (index === null) return null;
  try {
    const { generation, chunkCount: chunks } = index;
    const directory = generationDirectory(indexDir, generation);
    const manifest = await readManifest(directory);
    const sameChunks = manifest.model === embedder.id && manifest.chunking === CHUNKING_VERSION;
    const sameRules =
      sameChunks &&
      index.degraded === null &&
      manifest.analysis === ANALYSIS_VERSION &&
      manifest.centring === centringHash(centring);
    const aliases = await readFile(join(directory, ALIASES_FILE), "utf8");
    return {
      ...{ generation, chunks, documents: [...compared(index)], aliases, sameRules },
      passagesOf: (path) => (sameChunks ? index.chunksOf(path).map((id) => index.chunk(id)) : null),
      close: () => index.close(),
    };
  } catch (error) {
    index.close();
    throw error;
  }
}

/** Tells an index that was centred in another way from one that is up to date. */
export function centringHash({ prior, priorWeight, share }: PassageCentring): string {
  return createHash("sha256")
    .update(JSON.stringify([Array.from(prior), priorWeight, share]))
    .digest("hex");
}

function* compared(index: SearchIndex): Generator<ComparedDocument> {
  for (const { path } of index.documents()) {
    const document = index.document(path);
    if (document === undefined) continue;
    const { text: _, ...rest } = document;
    yield rest;
  }
}
