import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Audience } from "../documents/document.js";
import { IndexUnavailableError, PublicationRefusedError } from "../errors.js";
import { sync } from "./durable-files.js";
import {
  generationDirectory,
  generationsDirectory,
  listGenerations,
  nextName,
  readCurrent,
  writeCurrent,
} from "./generation.js";
import { hasReaders } from "./index-lock.js";
import { contentHash, describeFile, FORMAT_VERSION, type Manifest } from "./manifest.js";
import { openGeneration } from "./open-generation.js";
import { announcePermitted, isPermitted, permission, readPermitted } from "./permitted-documents.js";
import { emptyQuarantine, listQuarantined, quarantine } from "./quarantine.js";
import type { SearchIndex } from "./search-index.js";

const BUILDING = ".building-";
const KEPT_GENERATIONS = 3;

/** What the builder of a generation knows of it; the rest of the manifest follows from the files. */
export type GenerationDescription = Omit<Manifest, "formatVersion" | "generation" | "files">;

/** What publishing may call on its way. */
export interface PublishOptions {
  /**
   * Looks at the new generation before anybody is answered from it.
   *
   * @throws {PublicationRefusedError} It is not good enough; it is kept aside in quarantine.
   */
  readonly examine?: (open: (audience: Audience) => Promise<SearchIndex>) => Promise<void>;
  /** Told the name of each step before it is taken; tests end the process there. */
  readonly onStep?: (step: string) => void;
}

/**
 * Builds a generation beside the serving one and publishes it by one rename: a reader sees the old index or the new
 * one, never a mixture. If `fill` or a check fails or the process dies, nothing is published. The caller is the only
 * writer of the index.
 *
 * @param fill Writes `public/` and, if there are internal documents, `internal/` below the given folder.
 * @returns The name of the new generation.
 * @throws {IndexUnavailableError} What was written is not what is read: the disk is full or broken.
 */
export async function publishGeneration(
  indexDir: string,
  fill: (directory: string) => Promise<GenerationDescription>,
  { examine = async () => {}, onStep = () => {} }: PublishOptions = {},
): Promise<string> {
  const generations = generationsDirectory(indexDir);
  await mkdir(generations, { recursive: true });
  await removeAbandoned(generations);
  const building = join(generations, `${BUILDING}${randomBytes(4).toString("hex")}`);
  onStep("create folder");
  // It holds the documents' text, and it may hold internal ones.
  await mkdir(building, { mode: 0o700 });
  try {
    onStep("fill");
    const description = await fill(building);
    onStep("describe");
    const parts = (await readdir(building)).sort();
    const files = await describeFiles(building, parts);
    const content = { formatVersion: FORMAT_VERSION, ...description, files } as const;
    const others = [...(await listGenerations(indexDir)), ...(await listQuarantined(indexDir)).map(nameOf)];
    const generation = nextName(contentHash(content), others);
    const manifest: Manifest = { ...content, generation };
    onStep("write manifest");
    await writeFile(join(building, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    onStep("force onto disk");
    for (const path of [...Object.keys(files), "manifest.json", ...parts, "."]) await sync(join(building, path));
    onStep("check");
    const open = (audience: Audience) =>
      openGeneration({ directory: building, name: generation, audience, model: description.model });
    const permitted = await permissionsOf(open);
    try {
      await examine(open);
    } catch (error) {
      if (error instanceof PublicationRefusedError) {
        await quarantine(indexDir, { directory: building, generation, reason: error.message });
      }
      throw error;
    }
    onStep("rename");
    await rename(building, generationDirectory(indexDir, generation));
    onStep("force the rename onto disk");
    await sync(generations);
    await makeCurrent(indexDir, generation, permitted, onStep);
    onStep("remove old generations");
    await removeOldGenerations(indexDir, generation);
    return generation;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/**
 * Serves an earlier generation again, without the documents that were withdrawn since. The caller is the only writer.
 *
 * @returns How many of its documents stay hidden.
 * @throws {IndexUnavailableError} The generation is damaged or cannot be read.
 */
export async function returnToGeneration(indexDir: string, generation: string): Promise<{ withdrawn: number }> {
  const index = await openGeneration({
    directory: generationDirectory(indexDir, generation),
    audience: "employee",
    model: null,
  });
  try {
    const current = await readCurrent(indexDir).catch(() => null);
    const permitted = await readPermitted(indexDir, current);
    if (permitted === null) {
      throw new IndexUnavailableError(
        `It is not known which documents were withdrawn since ${generation} was built. Run "npm run index" instead.`,
      );
    }
    await makeCurrent(indexDir, generation, permitted, () => {});
    return { withdrawn: index.documents().filter((document) => !isPermitted(permitted, document)).length };
  } finally {
    index.close();
  }
}

/**
 * Removes everything but the serving generation, quarantined and unfinished ones as well, so that nothing of a removed
 * document stays. Whoever reads an older one at this moment can go on until it is closed. The caller is the only writer.
 */
export async function removeOtherGenerations(indexDir: string): Promise<void> {
  const current = await readCurrent(indexDir);
  for (const name of await listGenerations(indexDir)) {
    if (name !== current) await rm(generationDirectory(indexDir, name), { recursive: true, force: true });
  }
  await removeAbandoned(generationsDirectory(indexDir));
  await emptyQuarantine(indexDir);
  await sync(generationsDirectory(indexDir));
}

async function makeCurrent(
  indexDir: string,
  generation: string,
  permitted: ReadonlySet<string>,
  onStep: (step: string) => void,
): Promise<void> {
  onStep("announce permitted documents");
  const current = await readCurrent(indexDir).catch(() => null);
  await announcePermitted(indexDir, current, generation, permitted);
  onStep("replace CURRENT");
  await writeCurrent(indexDir, generation);
}

/** Opens the new generation as a reader would, and lists what may be read as long as no newer one is published. */
async function permissionsOf(open: (audience: Audience) => Promise<SearchIndex>): Promise<ReadonlySet<string>> {
  const index = await open("employee");
  try {
    return new Set(index.documents().map(permission));
  } finally {
    index.close();
  }
}

async function describeFiles(directory: string, parts: readonly string[]): Promise<Manifest["files"]> {
  const files: Record<string, { size: number; sha256: string }> = {};
  for (const part of parts) {
    for (const file of (await readdir(join(directory, part))).sort()) {
      files[`${part}/${file}`] = await describeFile(join(directory, part, file));
    }
  }
  return files;
}

/** What was left behind by processes that died while they built; nobody else builds at this moment. */
async function removeAbandoned(generations: string): Promise<void> {
  for (const name of await readdir(generations)) {
    if (name.startsWith(BUILDING)) await rm(join(generations, name), { recursive: true, force: true });
  }
}

/** The oldest ones, unless somebody reads them. */
async function removeOldGenerations(indexDir: string, current: string): Promise<void> {
  const others = (await listGenerations(indexDir)).filter((name) => name !== current);
  for (const name of others.slice(KEPT_GENERATIONS - 1)) {
    const directory = generationDirectory(indexDir, name);
    if (!hasReaders(join(directory, "public", "passages.db"))) await rm(directory, { recursive: true, force: true });
  }
}

const nameOf = ({ generation }: { readonly generation: string }): string => generation;
