import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { IndexUnavailableError } from "../errors.js";
import { replaceFile } from "./durable-files.js";

const CURRENT = "CURRENT";
const GENERATIONS = "generations";
const NAME = /^\d{8}T\d{6}Z-[0-9a-f]{12}$/;

/** Folder of all generations that may serve. */
export function generationsDirectory(indexDir: string): string {
  return join(indexDir, GENERATIONS);
}

/** Folder of a published generation. */
export function generationDirectory(indexDir: string, generation: string): string {
  return join(generationsDirectory(indexDir), generation);
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
  if (NAME.test(name)) return name;
  throw new IndexUnavailableError(`${file} does not hold the name of a generation. Run "npm run index".`);
}

/** Makes a generation the serving one, by one rename. */
export async function writeCurrent(indexDir: string, generation: string): Promise<void> {
  await replaceFile(join(indexDir, CURRENT), `${generation}\n`);
}

/**
 * Names of the generations that may serve, newest first.
 *
 * @throws {IndexUnavailableError} Their folder cannot be read.
 */
export async function listGenerations(indexDir: string): Promise<string[]> {
  const directory = generationsDirectory(indexDir);
  const names = await readdir(directory).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT" || cause.code === "ENOTDIR") return [];
    throw new IndexUnavailableError(
      `${directory} cannot be read (${cause.code}). Check INDEX_DIR and its permissions.`,
      { cause },
    );
  });
  return names
    .filter((name) => NAME.test(name))
    .sort()
    .reverse();
}

/**
 * A name for a new generation: later than every name there, so that the order of names is that of publication even if
 * the clock was set back.
 *
 * @param hash First 12 digits of the content hash.
 * @param taken Names of other generations.
 */
export function nextName(hash: string, taken: readonly string[]): string {
  const latest = taken.reduce((most, name) => Math.max(most, timeOf(name)), 0);
  const time = new Date(Math.max(Date.now(), latest + 1000));
  const digits = time.toISOString().replaceAll(/[-:]/g, "");
  return `${digits.replace(/\.\d+Z$/, "Z")}-${hash}`;
}

/** When a generation was built, as its name says; milliseconds since 1970. */
export function timeOf(generation: string): number {
  return Date.parse(generation.replace(/^(....)(..)(..)T(..)(..)(..)Z-.*$/, "$1-$2-$3T$4:$5:$6Z"));
}
