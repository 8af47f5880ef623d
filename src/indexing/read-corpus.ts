import { realpath } from "node:fs/promises";
import { sep } from "node:path";
import type { Audience, Document } from "../documents/document.js";
import { createDocumentReader } from "../documents/document-reader.js";
import { type LeftOutFile, leftOut, listCorpus } from "../documents/list-corpus.js";
import { READING_PROBLEMS, unreadable } from "../documents/reading-problems.js";
import { ConfigurationError, UnreadableFileError } from "../errors.js";

/** One folder of documents and who may read what lies in it, unless a document says so itself. */
export interface CorpusFolder {
  readonly directory: string;
  readonly audience: Audience;
}

/** All documents of the corpus and what could not be read; every list is sorted by path. */
export interface ReadCorpus {
  readonly documents: readonly Document[];
  readonly unreadable: readonly LeftOutFile[];
  readonly skipped: readonly LeftOutFile[];
  /** Documents of which something was left out that somebody should know of, such as hidden text; one entry for each reason. */
  readonly remarks: readonly LeftOutFile[];
}

/**
 * Reads every file of the corpus; one that cannot be read is reported and the others are read all the same.
 *
 * @param onFile Called after each file with the number of files done and of all files.
 * @throws {ConfigurationError} A folder cannot be listed, or lies in another one of them.
 */
export async function readCorpus(
  folders: readonly CorpusFolder[],
  onFile: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<ReadCorpus> {
  const listings = await Promise.all(
    folders.map(async (folder) => ({ folder, ...(await listCorpus(folder.directory)) })),
  );
  await refuseNested(folders);
  const files = listings.flatMap(({ folder, files }) => files.map((path) => ({ folder, path })));
  const documents = new Map<string, Document>();
  const notRead = listings.flatMap((listing) => listing.unreadable);
  const remarks: LeftOutFile[] = [];
  const reader = createDocumentReader();
  let done = 0;
  try {
    for (const { folder, path } of files) {
      signal?.throwIfAborted();
      try {
        if (documents.has(path)) {
          throw unreadable(READING_PROBLEMS.twoCorpora(path));
        }
        const read = await reader.read({ root: folder.directory, path, audience: folder.audience }, signal);
        documents.set(path, read.document);
        remarks.push(...read.remarks.map((words) => leftOut(path, words)));
      } catch (error) {
        if (!(error instanceof UnreadableFileError)) throw error;
        notRead.push(leftOut(path, error.words));
      }
      onFile(++done, files.length);
    }
  } finally {
    reader.close();
  }
  return {
    documents: [...documents.values()].sort(byPath),
    unreadable: notRead.sort(byPath),
    skipped: listings.flatMap((listing) => listing.skipped).sort(byPath),
    remarks: remarks.sort(byPath),
  };
}

/** Files in the inner folder would count as the outer folder's too: internal ones would become public. */
async function refuseNested(folders: readonly CorpusFolder[]): Promise<void> {
  const real = await Promise.all(folders.map(({ directory }) => realpath(directory)));
  for (const [i, inner] of real.entries()) {
    const outer = real.findIndex((directory, j) => i !== j && `${inner}${sep}`.startsWith(`${directory}${sep}`));
    if (outer !== -1) {
      throw new ConfigurationError({
        de: "Die Ordner der öffentlichen und der internen Unterlagen liegen ineinander. Bitte lassen Sie einen davon verschieben.",
        en: `The corpus folder ${folders[i]?.directory} lies in ${folders[outer]?.directory}; move one of them elsewhere.`,
      });
    }
  }
}

function byPath(left: { readonly path: string }, right: { readonly path: string }): number {
  return left.path < right.path ? -1 : left.path > right.path ? 1 : 0;
}
