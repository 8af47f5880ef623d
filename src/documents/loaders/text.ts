import { textBlock } from "../block.js";
import { decodeText } from "../decode-text.js";
import { normaliseText } from "../normalise-text.js";
import { unwrapLines } from "../unwrap-lines.js";
import type { Loader } from "./loader.js";

/** Reads plain text: empty lines part paragraphs, hard wrapping is undone, any other newline stays. */
export const loadText: Loader = async (content, name) => {
  const paragraphs = normaliseText(decodeText(content, name)).split("\n\n");
  return { blocks: paragraphs.map((paragraph) => textBlock(unwrapLines(paragraph))), title: null, frontMatter: null };
};
