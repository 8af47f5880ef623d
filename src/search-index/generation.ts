import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { IndexUnavailableError } from "../errors.js";
import { contentHash, describeFile, FORMAT_VERSION, type Manifest } from "./manifest.js";

const CURRENT = "CURRENT";
const GENERATIONS = "generations";
const BUILDING = ".building-";
const KEPT_GENERATIONS = 3;

/** No generation takes this long to write: a folder that is older was left behind by a process that died; in ms. */
const BUILDING_TIME = 24 * 60 * 60 * 1000;

/** What the builder of a generation knows of it; the rest of the manifest follows from the files. */
export type GenerationDescription = Omit<Manifest, "formatVersion" | "generation" | "files">;

/** Folder of a published generation. */
export function generationDirectory(indexDir: string, generation: string): string {
  return join(indexDir, GENERATIONS, generation);
}

/**
 * Name of the serving generation.
 *
 * @returns null where no index was ever published.
 * @throws {IndexUnavailableError} CURRENT cannot be read, or does not hold the name of a generation.
 */
export async function readCurrent(indexDir: string): Promise<string | null> {
  const file = join(indexDir, CURRENT);
  const content = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return null;
    throw new IndexUnavailableError(`${file} cannot be read (${cause.code}). Check INDEX_DIR and its permissions.`, {
      cause,
    });
  });
  if (content === null) return null;
  const name = content.trim();
  if (/^\d{8}T\d{6}Z-[0-9a-f]{12}$/.test(name)) return name;
  throw new IndexUnavailableError(`${file} does not hold the name of a generation. Run "npm run index".`);
}

/**
 * Builds a generation beside the serving one and publishes it by one rename: a reader sees the old index or the new
 * one, never a mixture. If `fill` fails or the process dies, nothing is published.
 *
 * @param fill Writes `public/` and, if there are internal documents, `internal/` below the given folder.
 * @returns The name of the new generation.
 */
export async function publishGeneration(
  indexDir: string,
  fill: (directory: string) => Promise<GenerationDescription>,
): Promise<string> {
  const generations = join(indexDir, GENERATIONS);
  await mkdir(generations, { recursive: true });
  await removeAbandoned(generations);
  const building = join(generations, `${BUILDING}${process.pid}-${randomBytes(4).toString("hex")}`);
  // It holds the documents' text, and it may hold internal ones.
  await mkdir(building, { mode: 0o700 });
  try {
    const description = await fill(building);
    const parts = (await readdir(building)).sort();
    const files = await describeFiles(building, parts);
    const content = { formatVersion: FORMAT_VERSION, ...description, files } as const;
    const generation = await freeName(generations, contentHash(content));
    const manifest: Manifest = { ...content, generation };
    await writeFile(join(building, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    for (const path of [...Object.keys(files), "manifest.json", ...parts, "."]) await sync(join(building, path));
    const published = join(generations, generation);
    // Another process publishes the same content within the same second: the first one stands.
    await rename(building, published).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
    await sync(generations);
    await writeCurrent(indexDir, generation);
    await removeOldGenerations(generations, generation);
    return generation;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/** Never the name of a generation that is there: that one may be the damaged one which this one replaces. */
async function freeName(generations: string, hash: string): Promise<string> {
  const names = new Set(await readdir(generations));
  let time = Date.now();
  while (names.has(`${timestamp(new Date(time))}-${hash}`)) time += 1000;
  return `${timestamp(new Date(time))}-${hash}`;
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

async function writeCurrent(indexDir: string, generation: string): Promise<void> {
  const temporary = join(indexDir, `.${CURRENT}-${randomBytes(4).toString("hex")}`);
  await writeFile(temporary, `${generation}\n`);
  await sync(temporary);
  await rename(temporary, join(indexDir, CURRENT));
  await sync(indexDir);
}

async function removeAbandoned(generations: string): Promise<void> {
  for (const name of (await readdir(generations)).filter((name) => name.startsWith(BUILDING))) {
    const folder = join(generations, name);
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > BUILDING_TIME) await rm(folder, { recursive: true, force: true });
  }
}

async function removeOldGenerations(generations: string, current: string): Promise<void> {
  const names = (await readdir(generations)).filter((name) => !name.startsWith(".") && name !== current).sort();
  for (const name of names.slice(0, Math.max(0, names.length - (KEPT_GENERATIONS - 1)))) {
    await rm(join(generations, name), { recursive: true, force: true });
  }
}

/** Forces a file's content, or a folder's entries, onto the disk. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function timestamp(time: Date): string {
  return time
    .toISOString()
    .replaceAll(/[-:]/g, "")
    .replace(/\.\d+Z$/, "Z");
}
