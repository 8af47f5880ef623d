import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { ConfigurationError } from "../errors.js";
import { isInside, outsideProblem, readProblem } from "./corpus-file.js";
import { loaders } from "./loaders/index.js";

/** An entry of the corpus folder that gives no document, and one sentence that says why and what to do. */
export interface LeftOutFile {
  /** Path below the corpus folder with `/` between folders, NFC. */
  readonly path: string;
  readonly reason: string;
}

/** What lies in a corpus folder; every list is sorted by path, in the order of code units. */
export interface CorpusListing {
  /** Paths to read as documents. */
  readonly files: readonly string[];
  /** Not meant to be read, or in a format without a loader. */
  readonly skipped: readonly LeftOutFile[];
  /** Meant to be read, but impossible. */
  readonly unreadable: readonly LeftOutFile[];
}

const ALIASES = "aliases.yaml";
const SIDECAR = ".yaml";

/**
 * Lists the files of a corpus folder and its sub-folders without reading them.
 *
 * Names that begin with a dot, `aliases.yaml` and the sidecars of documents are passed over in silence.
 *
 * @throws ConfigurationError if the folder itself cannot be listed.
 */
export async function listCorpus(root: string): Promise<CorpusListing> {
  const files = new Set<string>();
  const sidecars = new Set<string>();
  const skipped: LeftOutFile[] = [];
  const unreadable: LeftOutFile[] = [];

  const visitFolder = async (location: string, folder: string): Promise<void> => {
    const entries = await readdir(location, { withFileTypes: true });
    for (const entry of entries.toSorted((left, right) => compare(left.name, right.name))) {
      const path = folder + entry.name.normalize("NFC");
      if (entry.name.startsWith(".") || path === ALIASES) continue;
      try {
        await visit(entry, join(location, entry.name), path);
      } catch (error) {
        unreadable.push({ path, reason: readProblem(error, path).message });
      }
    }
  };

  const visit = async (entry: Dirent, location: string, path: string): Promise<void> => {
    if (/[\p{Cc}\p{Cf}\ufffd]/u.test(path)) {
      unreadable.push({ path, reason: `${path} has invisible or broken characters in its name; rename it.` });
      return;
    }
    if (!["NFC", "NFD"].some((form) => entry.name.normalize(form) === entry.name)) {
      unreadable.push({ path, reason: `${path} has umlauts coded in two ways in its name; rename it.` });
      return;
    }
    if (entry.isSymbolicLink() && !isInside(root, location)) throw outsideProblem(path);
    const status = await stat(location);
    if (status.isDirectory()) {
      if (!entry.isSymbolicLink()) await visitFolder(location, `${path}/`);
      else skipped.push({ path, reason: `${path} is a link to a folder of the corpus, where its files are read.` });
    } else if (!status.isFile()) {
      skipped.push({ path, reason: `${path} is no regular file; remove it.` });
    } else if (files.has(path) || sidecars.has(path)) {
      unreadable.push({ path, reason: `${path} exists twice, with umlauts coded differently; rename or remove one.` });
    } else if (extname(path).toLowerCase() === SIDECAR) {
      sidecars.add(path);
    } else if (loaders.has(extname(path).toLowerCase())) {
      files.add(path);
    } else {
      const kinds = [...loaders.keys()].join(" ");
      const kind = extname(path) === "" ? "a name without extension" : extname(path).toLowerCase();
      skipped.push({ path, reason: `${path} was skipped: no reader for ${kind}; readable are ${kinds}.` });
    }
  };

  try {
    await visitFolder(root, "");
  } catch (error) {
    throw new ConfigurationError(`The corpus folder ${root} cannot be listed; check CORPUS_DIR and its permissions.`, {
      cause: error,
    });
  }
  for (const path of sidecars) {
    if (files.has(path.slice(0, -SIDECAR.length))) continue;
    skipped.push({
      path,
      reason: `${path} was skipped: there is no document of that name without ${SIDECAR} beside it.`,
    });
  }
  const byPath = (left: LeftOutFile, right: LeftOutFile) => compare(left.path, right.path);
  return {
    files: [...files].toSorted(compare),
    skipped: skipped.toSorted(byPath),
    unreadable: unreadable.toSorted(byPath),
  };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
