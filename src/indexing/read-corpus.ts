import type { Audience, Document } from "../documents/document.js";
import { type LeftOutFile, listCorpus } from "../documents/list-corpus.js";
import { readDocument } from "../documents/read-document.js";
import { UnreadableFileError } from "../errors.js";

/** One folder of documents and who may read what lies in it, unless a document says so itself. */
export interface CorpusFolder {
  readonly directory: string;
  readonly audience: Audience;
}

/** All documents of the corpus, sorted by path, and what could not be read. */
export interface ReadCorpus {
  readonly documents: readonly Document[];
  readonly unreadable: readonly LeftOutFile[];
  readonly skipped: readonly LeftOutFile[];
}

/**
 * Reads every file of the corpus; one that cannot be read is reported and the others are read all the same.
 *
 * @param onFile Called after each file with the number of files done and of all files.
 * @throws {ConfigurationError} A folder cannot be listed.
 */
export async function readCorpus(
  folders: readonly CorpusFolder[],
  onFile: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<ReadCorpus> {
  const listings = await Promise.all(
    folders.map(async (folder) => ({ folder, ...(await listCorpus(folder.directory)) })),
  );
  const files = listings.flatMap(({ folder, files }) => files.map((path) => ({ folder, path })));
  const documents = new Map<string, Document>();
  const unreadable = listings.flatMap((listing) => listing.unreadable);
  let done = 0;
  for (const { folder, path } of files) {
    signal?.throwIfAborted();
    try {
      if (documents.has(path)) {
        throw new UnreadableFileError(`${path} stands in the public and in the internal corpus; rename one of them.`);
      }
      documents.set(path, await readDocument(folder.directory, path, folder.audience));
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      unreadable.push({ path, reason: error.message });
    }
    onFile(++done, files.length);
  }
  return {
    documents: [...documents.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    unreadable,
    skipped: listings.flatMap((listing) => listing.skipped),
  };
}
