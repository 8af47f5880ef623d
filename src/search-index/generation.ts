import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { IndexUnavailableError } from "../errors.js";
import { describeFile, FORMAT_VERSION, type Manifest } from "./manifest.js";

const CURRENT = "CURRENT";
const GENERATIONS = "generations";
const BUILDING = ".building-";
const KEPT_GENERATIONS = 3;

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
 * @throws {IndexUnavailableError} CURRENT does not hold the name of a generation.
 */
export async function readCurrent(indexDir: string): Promise<string | null> {
  const file = join(indexDir, CURRENT);
  const content = await readFile(file, "utf8").catch(() => null);
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
  const building = join(generations, `${BUILDING}${process.pid}-${randomBytes(4).toString("hex")}`);
  await mkdir(building);
  try {
    const description = await fill(building);
    const files = await describeFiles(building);
    const generation = `${timestamp(new Date())}-${contentHash(description, files)}`;
    const manifest: Manifest = { formatVersion: FORMAT_VERSION, generation, ...description, files };
    await writeFile(join(building, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    for (const file of [...Object.keys(files), "manifest.json", "."]) await sync(join(building, file));
    const published = join(generations, generation);
    // The same content published twice within a second: the first one stands.
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

/**
 * Hash of everything that can change an answer; the same for the same documents, versions and model, whenever built.
 *
 * @returns 12 hexadecimal digits.
 */
function contentHash(description: GenerationDescription, files: Manifest["files"]): string {
  const { passageMean: _, ...rest } = description;
  return createHash("sha256")
    .update(JSON.stringify([rest, files]))
    .digest("hex")
    .slice(0, 12);
}

async function describeFiles(directory: string): Promise<Manifest["files"]> {
  const files: Record<string, { size: number; sha256: string }> = {};
  for (const part of (await readdir(directory)).sort()) {
    for (const file of (await readdir(join(directory, part))).sort()) {
      files[`${part}/${file}`] = await describeFile(join(directory, part, file));
    }
  }
  return files;
}

async function writeCurrent(indexDir: string, generation: string): Promise<void> {
  const temporary = join(indexDir, `${CURRENT}.${process.pid}`);
  await writeFile(temporary, `${generation}\n`);
  await sync(temporary);
  await rename(temporary, join(indexDir, CURRENT));
  await sync(indexDir);
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
