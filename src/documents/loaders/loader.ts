import type { Block } from "../block.js";

/** What a loader finds in a file. */
export interface LoadedFile {
  /** In the order of reading. */
  readonly blocks: readonly Block[];
  /** What the file's own metadata call it; used where it has no heading. */
  readonly title: string | null;
  /** YAML as it stands in the file; null if there is none. */
  readonly frontMatter: string | null;
}

/**
 * Reads one file format.
 *
 * @param content Never empty.
 * @param name Path below the corpus folder, for error messages.
 * @throws UnreadableFileError if the content is not of the format, is damaged, encrypted or without text that can be
 *   read. Any other error is reported as a damaged file.
 */
export type Loader = (content: Uint8Array, name: string) => Promise<LoadedFile>;
