import { textBlock } from "../block.js";
import { decodeText } from "../decode-text.js";
import { countInvisible, normaliseText } from "../normalise-text.js";
import { unwrapLines } from "../unwrap-lines.js";
import { type Loader, NOTHING_ELSE } from "./loader.js";

/** Reads plain text: empty lines part paragraphs, hard wrapping is undone, any other newline stays. */
export const loadText: Loader = async (content, name) => {
  const text = decodeText(content, name);
  const paragraphs = normaliseText(text).split("\n\n");
  return {
    ...NOTHING_ELSE,
    blocks: paragraphs.map((paragraph) => textBlock(unwrapLines(paragraph))),
    invisible: countInvisible(text),
  };
};
