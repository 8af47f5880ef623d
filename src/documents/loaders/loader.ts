import type { Words } from "../../errors.js";
import type { Block } from "../block.js";

/** What a loader finds in a file. */
export interface LoadedFile {
  /** In the order of reading. */
  readonly blocks: readonly Block[];
  /** What the file's own metadata call it; used where it has no heading. */
  readonly title: string | null;
  /** YAML as it stands in the file; null if there is none. */
  readonly frontMatter: string | null;
  /** Characters that no reader sees, such as white text on white; they are in none of the blocks. */
  readonly hidden: number;
  /** Zero-width and similar characters that the loader removed itself; those in its blocks are counted elsewhere. */
  readonly invisible: number;
  /** Other content that is in none of the blocks and may be missed; one sentence each. */
  readonly leftOut: readonly Words[];
}

/** What a loader says beside the blocks where there is nothing to say. */
export const NOTHING_ELSE = { title: null, frontMatter: null, hidden: 0, invisible: 0, leftOut: [] } as const;

/**
 * Reads one file format.
 *
 * @param content Never empty.
 * @param name Path below the corpus folder, for error messages.
 * @throws UnreadableFileError if the content is not of the format, is damaged, encrypted or without text that can be
 *   read. Any other error is reported as a damaged file.
 */
export type Loader = (content: Uint8Array, name: string) => Promise<LoadedFile>;
