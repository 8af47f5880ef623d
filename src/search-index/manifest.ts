import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { DamagedIndexError, IndexUnavailableError } from "../errors.js";
import { VECTOR_STORES, type VectorStoreName } from "./stores/index.js";

/** Grows when a program of the present version could not read, or would misread, an older index. */
export const FORMAT_VERSION = 1;

const partSchema = z.strictObject({
  documents: z.int().nonnegative(),
  chunks: z.int().nonnegative(),
  sentences: z.int().nonnegative(),
});

const manifestSchema = z.strictObject({
  formatVersion: z.literal(FORMAT_VERSION),
  /** Name of the generation: `<time>-<first 12 digits of the content hash>`. */
  generation: z.string().regex(/^\d{8}T\d{6}Z-[0-9a-f]{12}$/),
  model: z.string(),
  dimension: z.int().positive(),
  /** Version of the rules by which documents are read and cut into chunks. */
  chunking: z.int(),
  /** Version of the rules by which text becomes terms. */
  analysis: z.int(),
  vectorStore: z.enum(Object.keys(VECTOR_STORES) as [VectorStoreName, ...VectorStoreName[]]),
  /** What was subtracted from the chunk vectors before they were normalised again. */
  passageMean: z.array(z.number()).readonly(),
  /** Hash of everything that the mean was made from beside the passages. */
  centring: z.string(),
  parts: z.strictObject({ public: partSchema, internal: partSchema.optional() }),
  /** Size in bytes and SHA-256 of every file, by its path below the generation's folder. */
  files: z.record(z.string(), z.strictObject({ size: z.int().nonnegative(), sha256: z.string() })),
});

/** What a generation consists of; everything is checked against it before native code reads a byte. */
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** The two halves of an index: citizens' requests open the public one only. */
export type PartName = keyof Manifest["parts"];

/**
 * Hash of everything that can change an answer; the same for the same documents, versions and model, whenever built.
 *
 * @returns 12 hexadecimal digits.
 */
export function contentHash(manifest: Omit<Manifest, "generation">): string {
  const { formatVersion, model, dimension, chunking, analysis, vectorStore, passageMean, centring, parts } = manifest;
  const counts = [parts.public, parts.internal].map((part) => part && [part.documents, part.chunks, part.sentences]);
  const files = Object.entries(manifest.files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, { size, sha256 }]) => [file, size, sha256]);
  const versions = [formatVersion, model, dimension, chunking, analysis, vectorStore];
  return createHash("sha256")
    .update(JSON.stringify([versions, passageMean, centring, counts, files]))
    .digest("hex")
    .slice(0, 12);
}

/**
 * @param directory Folder of one generation.
 * @param name The generation's name. Default: that of the folder.
 * @throws {DamagedIndexError} There is no manifest, or its content does not belong to the generation's name.
 * @throws {IndexUnavailableError} It cannot be read, or is of a format this program does not know.
 */
export async function readManifest(directory: string, name: string = basename(directory)): Promise<Manifest> {
  const file = join(directory, "manifest.json");
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw readProblem(file, cause);
  }
  const version = (content as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === "number" && version !== FORMAT_VERSION) {
    throw new IndexUnavailableError(
      `${file} has format ${version}, this program reads format ${FORMAT_VERSION}. Run "npm run index".`,
    );
  }
  const { success, data, error } = manifestSchema.safeParse(content);
  if (!success) {
    throw new DamagedIndexError(`${file} is damaged (${error.issues[0]?.path.join(".")}). Run "npm run index".`);
  }
  if (data.generation !== name || !data.generation.endsWith(`-${contentHash(data)}`)) {
    throw new DamagedIndexError(`${file} is damaged: it is not what was published. Run "npm run index".`);
  }
  return data;
}

/** A file that is not there or is no JSON is damage; one that the system does not give may be read another time. */
function readProblem(file: string, cause: unknown): IndexUnavailableError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === undefined || code === "ENOENT" || code === "ENOTDIR") {
    return new DamagedIndexError(`${file} is missing or damaged. Run "npm run index".`, { cause });
  }
  return new IndexUnavailableError(
    `${file} cannot be read (${code}). Check the disk and its permissions, then run "npm run index".`,
    { cause },
  );
}

/** Size and hash of a file as the manifest states them. */
export async function describeFile(file: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(part);
  const { size } = await stat(file);
  return { size, sha256: hash.digest("hex") };
}

/**
 * Compares the files of one part with the manifest, before anything of them is loaded.
 *
 * @throws {DamagedIndexError} A file is missing, or its size or hash differs.
 * @throws {IndexUnavailableError} A file cannot be read.
 */
export async function verifyPart(directory: string, manifest: Manifest, part: PartName): Promise<void> {
  const files = Object.entries(manifest.files).filter(([file]) => file.startsWith(`${part}/`));
  if (files.length === 0) throw new DamagedIndexError(`${directory} has no ${part} files. Run "npm run index".`);
  for (const [file, expected] of files) {
    const found = await describeFile(join(directory, file)).catch((cause: unknown) => {
      throw readProblem(join(directory, file), cause);
    });
    if (found.size !== expected.size || found.sha256 !== expected.sha256) {
      throw new DamagedIndexError(
        `${join(directory, file)} is damaged: its content is not what was published. Run "npm run index".`,
      );
    }
  }
}
