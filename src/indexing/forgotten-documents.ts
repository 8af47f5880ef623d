import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Document } from "../documents/document.js";
import { type LeftOutFile, leftOut } from "../documents/list-corpus.js";
import { IndexUnavailableError } from "../errors.js";
import { replaceFile } from "../search-index/durable-files.js";
import type { ReadCorpus } from "./read-corpus.js";

const FILE = "forgotten.json";

const entrySchema = z.strictObject({
  /** Hash of the document's path: its name is not kept. */
  path: z.string(),
  /** Hash of the text that is not to come back; null until a build has looked at the file. */
  text: z.string().nullable(),
  /** Whether no generation holds the document any more. */
  erased: z.boolean(),
});

/** Documents that were forgotten while their files still lay in the corpus. */
export type ForgottenDocuments = readonly Readonly<z.infer<typeof entrySchema>>[];

/**
 * The documents that stay out of the index until their files are changed or gone.
 *
 * @throws {IndexUnavailableError} The list is damaged, so that nobody knows what was forgotten.
 */
export async function readForgotten(indexDir: string): Promise<ForgottenDocuments> {
  const file = join(indexDir, FILE);
  try {
    return z.array(entrySchema).parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    if (["ENOENT", "ENOTDIR"].includes((cause as NodeJS.ErrnoException).code ?? "")) return [];
    throw new IndexUnavailableError(
      `${file} cannot be read, so that it is not known which documents were forgotten. Delete it, forget them again with "index --forget", and remove their files.`,
      { cause },
    );
  }
}

/** Replaces the list; the next build obeys it, whatever becomes of this process. */
export async function writeForgotten(indexDir: string, forgotten: ForgottenDocuments): Promise<void> {
  await replaceFile(join(indexDir, FILE), `${JSON.stringify(forgotten)}\n`);
}

/** Puts a document on the list, with whatever text its file has when the next build reads it. */
export function addForgotten(forgotten: ForgottenDocuments, path: string): ForgottenDocuments {
  const hash = hashOf(path);
  return [...forgotten.filter((entry) => entry.path !== hash), { path: hash, text: null, erased: false }];
}

/** Whether the document is on the list, whatever its file says by now. */
export function isForgotten(forgotten: ForgottenDocuments, path: string): boolean {
  const hash = hashOf(path);
  return forgotten.some((entry) => entry.path === hash);
}

/**
 * Takes the forgotten documents out of the corpus.
 *
 * @returns The others, with a remark for each that was left out; and the list as it is to be after the build: without
 *   those whose file was changed or is gone.
 */
export function leaveOutForgotten(
  corpus: ReadCorpus,
  forgotten: ForgottenDocuments,
): { readonly corpus: ReadCorpus; readonly remaining: ForgottenDocuments } {
  const entries = new Map(forgotten.map((entry) => [entry.path, entry]));
  const remaining: ForgottenDocuments[number][] = [];
  const skipped: LeftOutFile[] = [];
  const stays = (document: Document): boolean => {
    const entry = entries.get(hashOf(document.path));
    if (entry === undefined || (entry.text !== null && entry.text !== document.textHash)) return true;
    remaining.push({ ...entry, text: document.textHash, erased: true });
    skipped.push(
      leftOut(document.path, {
        de: `${document.path} wurde gelöscht und bleibt draußen, bis die Datei geändert wird; bitte entfernen Sie die Datei.`,
        en: `${document.path} was forgotten and stays out until its file is changed; remove the file from the corpus.`,
      }),
    );
    return false;
  };
  const documents = corpus.documents.filter(stays);
  // Nobody knows what a file says that cannot be read.
  for (const { path } of corpus.unreadable) {
    const entry = entries.get(hashOf(path));
    if (entry !== undefined) remaining.push({ ...entry, erased: true });
  }
  const isShown = ({ path }: LeftOutFile) => !skipped.some((each) => each.path === path);
  return {
    corpus: {
      ...corpus,
      documents,
      skipped: [...corpus.skipped, ...skipped].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      remarks: corpus.remarks.filter(isShown),
    },
    remaining,
  };
}

function hashOf(path: string): string {
  return createHash("sha256").update(path).digest("hex");
}
