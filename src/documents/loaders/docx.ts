import { openArchive, packArchive } from "./archive.js";
import { withoutHiddenRuns } from "./docx-hidden-runs.js";
import { blocksOfHtml } from "./html-blocks.js";
import { type Loader, NOTHING_ELSE } from "./loader.js";

// Beside mammoth's own names for "heading 1" to "heading 6".
const STYLE_MAP = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Titel'] => h1:fresh",
  ...[1, 2, 3, 4, 5, 6].map((level) => `p[style-name='Überschrift ${level}'] => h${level}:fresh`),
];

/**
 * Reads a Word document: headings, paragraphs, lists, tables and notes, as they stand after accepted changes.
 *
 * Pictures, embedded files, headers, footers and hidden text are left out.
 */
export const loadDocx: Loader = async (content, name) => {
  // Only a corpus with a Word document pays for loading these libraries; so it is with the other formats.
  const [{ load }, { default: mammoth }] = await Promise.all([import("cheerio"), import("mammoth")]);
  const archive = openArchive(content, name, ".docx");
  const { parts, hidden } = withoutHiddenRuns(archive, load);
  const { value } = await mammoth.convertToHtml(
    { buffer: packArchive(parts) },
    {
      styleMap: STYLE_MAP,
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
    },
  );
  const $ = load(value, null, false);
  $("a[href^='#footnote-'], a[href^='#endnote-']").remove();
  return { ...NOTHING_ELSE, blocks: blocksOfHtml($.root().contents().toArray()), hidden };
};
