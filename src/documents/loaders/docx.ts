import { load } from "cheerio";
import mammoth from "mammoth";
import { UnreadableFileError } from "../../errors.js";
import { blocksOfHtml } from "./html-blocks.js";
import { checkInflatedSize } from "./inflated-size.js";
import type { Loader } from "./loader.js";

// Beside mammoth's own names for "heading 1" to "heading 6".
const STYLE_MAP = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Titel'] => h1:fresh",
  ...[1, 2, 3, 4, 5, 6].map((level) => `p[style-name='Überschrift ${level}'] => h${level}:fresh`),
];

/**
 * Reads a Word document: headings, paragraphs, lists, tables and notes, as they stand after accepted changes.
 *
 * Pictures, headers and footers are left out.
 */
export const loadDocx: Loader = async (content, name) => {
  // Word stores an encrypted file, as its old format .doc, in an OLE container.
  if (content[0] === 0xd0 && content[1] === 0xcf) {
    throw new UnreadableFileError(
      `${name} is encrypted or in Word's old format .doc; save it as .docx without a password.`,
    );
  }
  checkInflatedSize(content, name);
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(content.buffer, content.byteOffset, content.byteLength) },
    {
      styleMap: STYLE_MAP,
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
    },
  );
  const $ = load(value, null, false);
  $("a[href^='#footnote-'], a[href^='#endnote-']").remove();
  return { blocks: blocksOfHtml($.root().contents().toArray()), title: null, frontMatter: null };
};
