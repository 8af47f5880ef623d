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
  /** Of the bytes of the file and its sidecar: while it is the same, so is all that is read from a file of this path. */
  readonly fileHash: string;
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
    const sidecar = readCorpusFile(root, `${path}.yaml`);
    const fileHash = hashOf(audience, content, sidecar);
    checkSignature(content, path);
    const loaded = await load(content, path);
    const { text, headings, pages } = composeText(loaded.blocks);
    if (text === "") throw unreadable(READING_PROBLEMS.empty(path));
    if (text.length > MAX_CHARACTERS) {
      throw unreadable(READING_PROBLEMS.tooLong(path, text.length, MAX_CHARACTERS));
    }
    const frontMatter = frontMatterOf(path, loaded.frontMatter, sidecar);
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
    return { document, remarks: remarksOn(path, loaded), fileHash };
  } catch (error) {
    throw readProblem(error, path);
  }
}

/**
 * Whether a file is still what it was when it was read; of its content nothing is parsed.
 *
 * @param fileHash Of the file as it was read before.
 * @throws UnreadableFileError as {@link readDocument}, where the file or its sidecar cannot be opened.
 */
export function isUnchanged(root: string, path: string, audience: Audience, fileHash: string): boolean {
  const content = readCorpusFile(root, path);
  return content !== null && hashOf(audience, content, readCorpusFile(root, `${path}.yaml`)) === fileHash;
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
function frontMatterOf(path: string, own: string | null, content: Uint8Array | null): FrontMatter {
  const sidecar = `${path}.yaml`;
  if (content === null) return own === null ? {} : parseFrontMatter(own, path);
  if (own !== null) {
    throw unreadable(READING_PROBLEMS.twoDescriptions(path, sidecar));
  }
  return parseFrontMatter(decodeText(content, sidecar), sidecar);
}

/** The audience is that of the folder: a file that is moved to the other one is another file. */
function hashOf(audience: Audience, content: Uint8Array, sidecar: Uint8Array | null): string {
  const hash = createHash("sha256").update(`${audience} ${content.length} ${sidecar?.length ?? "none"}\n`);
  return hash
    .update(content)
    .update(sidecar ?? "")
    .digest("hex");
}
