import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Document } from "../documents/document.js";
import type { ReadDocument } from "../documents/read-document.js";
import type { Embedder } from "../embeddings/embedder.js";
import { IndexUnavailableError } from "../errors.js";
import { generationDirectory } from "../search-index/generation.js";
import { type PartName, readManifest } from "../search-index/manifest.js";
import { ALIASES_FILE } from "../search-index/open-generation.js";
import { openSearchIndex } from "../search-index/search-index.js";
import { ANALYSIS_VERSION } from "./analyse-chunks.js";
import type { PassageCentring } from "./build-index.js";
import { openStoredPart, type StoredPart } from "./stored-part.js";

/** Grows when documents are read or cut in another way than before, also by another version of a library. */
export const CHUNKING_VERSION = 2;

/** The generation that serves, as far as a build compares itself with it or takes over from it. */
export interface ServingGeneration {
  readonly generation: string;
  readonly chunks: number;
  readonly documents: readonly Document[];
  /** What was read from the files of its documents, by path; none where a build would read them in another way. */
  readonly read: ReadonlyMap<string, ReadDocument>;
  /** Text of its `aliases.yaml`. */
  readonly aliases: string;
  /** Whether a build of the same documents would give the same: same model, same versions, and it is the newest. */
  readonly sameRules: boolean;
  /** Whether a build would analyse the same chunks in the same way. */
  readonly sameTerms: boolean;
  /** What lies on disk; null where a build would cut or embed the same document in another way. */
  readonly parts: Readonly<Partial<Record<PartName, StoredPart>>> | null;
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
  const opened: StoredPart[] = [];
  const close = () => {
    for (const part of opened) part.close();
    index.close();
  };
  try {
    const { generation, chunkCount: chunks } = index;
    const directory = generationDirectory(indexDir, generation);
    const manifest = await readManifest(directory);
    const sameReading = manifest.chunking === CHUNKING_VERSION;
    const sameChunks = sameReading && manifest.model === embedder.id;
    const sameTerms = manifest.analysis === ANALYSIS_VERSION;
    const sameRules =
      sameChunks && sameTerms && index.degraded === null && manifest.centring === centringHash(centring);
    const aliases = await readFile(join(directory, ALIASES_FILE), "utf8");
    const parts: Partial<Record<PartName, StoredPart>> = {};
    for (const name of sameReading ? (["public", "internal"] as const) : []) {
      if (manifest.parts[name] === undefined) continue;
      const part = openStoredPart(join(directory, name), manifest.dimension);
      opened.push(part);
      parts[name] = part;
    }
    const shown = new Set(index.documents().map(({ path }) => path));
    const stored = opened.flatMap(({ passages }) => passages.read()).filter(({ document }) => shown.has(document.path));
    const read = new Map(stored.map((each) => [each.document.path, each]));
    const documents = [...shown].flatMap((path) => read.get(path)?.document ?? index.document(path) ?? []);
    return {
      ...{ generation, chunks, documents, read, aliases, sameRules, sameTerms },
      parts: sameChunks ? parts : null,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Tells an index that was centred in another way from one that is up to date. */
export function centringHash({ prior, priorWeight, share }: PassageCentring): string {
  return createHash("sha256")
    .update(JSON.stringify([Array.from(prior), priorWeight, share]))
    .digest("hex");
}
