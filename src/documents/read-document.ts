import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import type { Words } from "../errors.js";
import { detectLanguage } from "../language/detect-language.js";
import { checkSignature } from "./check-signature.js";
import { composeText } from "./compose-text.js";
import { readCorpusFile, readProblem } from "./corpus-file.js";
import { decodeText } from "./decode-text.js";
import type { Audience, Document, FrontMatter } from "./document.js";
import { parseFrontMatter } from "./front-matter.js";
import { loaders } from "./loaders/index.js";
import type { LoadedFile } from "./loaders/loader.js";
import { countInvisible, normaliseText } from "./normalise-text.js";
import { READING_PROBLEMS, unreadable } from "./reading-problems.js";

const MAX_CHARACTERS = 5_000_000;

/** A document, and what was left out of it that somebody should know of. */
export interface ReadDocument {
  readonly document: Document;
  /** One sentence each, naming the file. */
  readonly remarks: readonly Words[];
}

/**
 * Reads one file of the corpus as a document.
 *
 * @param root Folder of the corpus.
 * @param path Path below it with `/` between folders, NFC, as `listCorpus` gives it.
 * @param audience Who may read it if the file does not say so itself.
 * @throws UnreadableFileError, with one sentence that names the file, if it is missing, empty, damaged, encrypted,
 *   without text, larger than 20 MB or 5 million characters, or described wrongly by its front matter.
 */
export async function readDocument(root: string, path: string, audience: Audience): Promise<ReadDocument> {
  const extension = extname(path).toLowerCase();
  const load = loaders.get(extension);
  if (load === undefined) {
    const kinds = [...loaders.keys()].join(" ");
    throw unreadable(READING_PROBLEMS.noReader(path, kinds));
  }
  try {
    const content = readCorpusFile(root, path);
    if (content === null) throw unreadable(READING_PROBLEMS.gone(path));
    if (content.length === 0) throw unreadable(READING_PROBLEMS.empty(path));
    checkSignature(content, path);
    const loaded = await load(content, path);
    const { text, headings, pages } = composeText(loaded.blocks);
    if (text === "") throw unreadable(READING_PROBLEMS.empty(path));
    if (text.length > MAX_CHARACTERS) {
      throw unreadable(READING_PROBLEMS.tooLong(path, text.length, MAX_CHARACTERS));
    }
    const frontMatter = frontMatterOf(root, path, loaded.frontMatter);
    const ownTitle = normaliseText(loaded.title ?? "").replace(/\s+/gu, " ");
    const document = {
      path,
      title: frontMatter.title ?? headings[0]?.text ?? (ownTitle || basename(path).slice(0, -extension.length)),
      language: frontMatter.language ?? detectLanguage(text),
      audience: frontMatter.audience ?? audience,
      frontMatter,
      textHash: `sha256:${createHash("sha256").update(text, "utf8").digest("hex")}`,
      text,
      headings,
      pages,
    };
    return { document, remarks: remarksOn(path, loaded) };
  } catch (error) {
    throw readProblem(error, path);
  }
}

/** What is in the file and not in the text, although it may matter to whoever put the file there. */
function remarksOn(path: string, { blocks, hidden, leftOut, ...loaded }: LoadedFile): Words[] {
  const invisible = blocks.reduce((sum, block) => sum + countInvisible(block.text), loaded.invisible);
  return [
    ...(hidden > 0 ? [READING_PROBLEMS.hiddenText(path, hidden)] : []),
    ...(invisible > 0 ? [READING_PROBLEMS.invisible(path, invisible)] : []),
    ...leftOut,
  ];
}

/** From the file itself or its sidecar `NAME.ext.yaml`. */
function frontMatterOf(root: string, path: string, own: string | null): FrontMatter {
  const sidecar = `${path}.yaml`;
  const content = readCorpusFile(root, sidecar);
  if (content === null) return own === null ? {} : parseFrontMatter(own, path);
  if (own !== null) {
    throw unreadable(READING_PROBLEMS.twoDescriptions(path, sidecar));
  }
  return parseFrontMatter(decodeText(content, sidecar), sidecar);
}
