import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import { UnreadableFileError } from "../errors.js";
import { detectLanguage } from "../language/detect-language.js";
import { composeText } from "./compose-text.js";
import { readCorpusFile, readProblem } from "./corpus-file.js";
import { decodeText } from "./decode-text.js";
import type { Audience, Document, FrontMatter } from "./document.js";
import { parseFrontMatter } from "./front-matter.js";
import { loaders } from "./loaders/index.js";
import { normaliseText } from "./normalise-text.js";

const MAX_CHARACTERS = 5_000_000;

/**
 * Reads one file of the corpus as a document.
 *
 * @param root Folder of the corpus.
 * @param path Path below it with `/` between folders, NFC, as `listCorpus` gives it.
 * @param audience Who may read it if the file does not say so itself.
 * @throws UnreadableFileError, with one sentence that names the file, if it is missing, empty, damaged, encrypted,
 *   without text, larger than 20 MB or 5 million characters, or described wrongly by its front matter.
 */
export async function readDocument(root: string, path: string, audience: Audience): Promise<Document> {
  const extension = extname(path).toLowerCase();
  const load = loaders.get(extension);
  if (load === undefined) {
    const kinds = [...loaders.keys()].join(" ");
    throw new UnreadableFileError(`${path} has no reader for its extension; readable are ${kinds}.`);
  }
  try {
    const content = await readCorpusFile(root, path);
    if (content === null) throw new UnreadableFileError(`${path} is not there any more; run "npm run index" again.`);
    if (content.length === 0) throw emptyProblem(path);
    const loaded = await load(content, path);
    const { text, headings, pages } = composeText(loaded.blocks);
    if (text === "") throw emptyProblem(path);
    if (text.length > MAX_CHARACTERS) {
      throw new UnreadableFileError(
        `${path} has ${text.length} characters of text, the limit is ${MAX_CHARACTERS}; split it.`,
      );
    }
    const frontMatter = await frontMatterOf(root, path, loaded.frontMatter);
    const ownTitle = normaliseText(loaded.title ?? "").replace(/\s+/gu, " ");
    return {
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
  } catch (error) {
    throw readProblem(error, path);
  }
}

/** From the file itself or its sidecar `NAME.ext.yaml`. */
async function frontMatterOf(root: string, path: string, own: string | null): Promise<FrontMatter> {
  const sidecar = `${path}.yaml`;
  const content = await readCorpusFile(root, sidecar);
  if (content === null) return own === null ? {} : parseFrontMatter(own, path);
  if (own !== null) {
    throw new UnreadableFileError(`${path} has front matter and a sidecar, ${sidecar}; keep one of them.`);
  }
  return parseFrontMatter(decodeText(content, sidecar), sidecar);
}

function emptyProblem(path: string): UnreadableFileError {
  return new UnreadableFileError(`${path} is empty; remove it or put text into it.`);
}
