import { realpath } from "node:fs/promises";
import { sep } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Audience, Document } from "../documents/document.js";
import { createDocumentReader } from "../documents/document-reader.js";
import { type CorpusListing, type LeftOutFile, leftOut, listCorpus } from "../documents/list-corpus.js";
import { isUnchanged, type ReadDocument } from "../documents/read-document.js";
import { READING_PROBLEMS, unreadable } from "../documents/reading-problems.js";
import { ConfigurationError, UnreadableFileError } from "../errors.js";

/** One folder of documents and who may read what lies in it, unless a document says so itself. */
export interface CorpusFolder {
  readonly directory: string;
  readonly audience: Audience;
}

/** What lies in one folder. */
export interface ListedFolder {
  readonly folder: CorpusFolder;
  readonly listing: CorpusListing;
}

/** All documents of the corpus and what could not be read; every list is sorted by path. */
export interface ReadCorpus {
  readonly documents: readonly Document[];
  readonly unreadable: readonly LeftOutFile[];
  readonly skipped: readonly LeftOutFile[];
  /** Documents of which something was left out that somebody should know of, such as hidden text; one entry for each reason. */
  readonly remarks: readonly LeftOutFile[];
  /** What was read from each file that gave a document, by path. */
  readonly read: ReadonlyMap<string, ReadDocument>;
}

/** @throws {ConfigurationError} A folder cannot be listed, or lies in another one of them. */
export async function listFolders(folders: readonly CorpusFolder[]): Promise<ListedFolder[]> {
  const listed = await Promise.all(
    folders.map(async (folder) => ({ folder, listing: await listCorpus(folder.directory) })),
  );
  await refuseNested(folders);
  return listed;
}

/** Reads every file of the corpus, as {@link readFiles} does. */
export async function readCorpus(
  folders: readonly CorpusFolder[],
  onFile: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<ReadCorpus> {
  return readFiles(await listFolders(folders), { known: new Map(), onFile, signal });
}

/**
 * Reads listed files; one that cannot be read is reported and the others are read all the same.
 *
 * @param options.known What was read before, by path: of a file that is still the same nothing is read anew.
 * @param options.onFile Called after each file with the number of files done and of all files.
 */
export async function readFiles(
  listed: readonly ListedFolder[],
  options: {
    readonly known: ReadonlyMap<string, ReadDocument>;
    readonly onFile: (done: number, total: number) => void;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<ReadCorpus> {
  const { known, onFile, signal } = options;
  const files = listed.flatMap(({ folder, listing }) => listing.files.map((path) => ({ folder, path })));
  const read = new Map<string, ReadDocument>();
  const notRead = listed.flatMap(({ listing }) => listing.unreadable);
  const remarks: LeftOutFile[] = [];
  const reader = createDocumentReader();
  let done = 0;
  try {
    for (const { folder, path } of files) {
      // Thousands of unchanged files never wait for anything: the wish to cancel must come through.
      await setImmediate();
      signal?.throwIfAborted();
      try {
        if (read.has(path)) throw unreadable(READING_PROBLEMS.twoCorpora(path));
        const { directory: root, audience } = folder;
        const before = known.get(path);
        // Bytes are compared here; what is made of them, only the reading process dares to find out.
        const isSame = before !== undefined && isUnchanged(root, path, audience, before.fileHash);
        const result = isSame ? before : await reader.read({ root, path, audience }, signal);
        read.set(path, result);
        remarks.push(...result.remarks.map((words) => leftOut(path, words)));
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
    documents: [...read.values()].map(({ document }) => document).sort(byPath),
    unreadable: notRead.sort(byPath),
    skipped: listed.flatMap(({ listing }) => listing.skipped).sort(byPath),
    remarks: remarks.sort(byPath),
    read,
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
