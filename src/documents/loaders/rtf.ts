import { READING_PROBLEMS, unreadable } from "../reading-problems.js";
import { type Loader, NOTHING_ELSE } from "./loader.js";
import { blocksOfRtf } from "./rtf-blocks.js";

/**
 * Reads a document in Rich Text Format: headings, paragraphs, list items, tables and notes.
 *
 * Pictures, objects, headers, footers, comments, deleted and hidden text are left out.
 */
export const loadRtf: Loader = async (content, name) => {
  const file = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString("latin1");
  if (!file.startsWith("{\\rtf")) {
    throw unreadable(READING_PROBLEMS.otherFormat(name, ".rtf"));
  }
  return { ...NOTHING_ELSE, ...blocksOfRtf(file) };
};
