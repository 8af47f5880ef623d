import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { ConfigurationError, type Words } from "../errors.js";
import { isInside, outsideProblem, readProblem } from "./corpus-file.js";
import { loaders } from "./loaders/index.js";
import { READING_PROBLEMS } from "./reading-problems.js";

/** An entry of the corpus folder that gives no document, and one sentence that says why and what to do. */
export interface LeftOutFile {
  /** Path below the corpus folder with `/` between folders, NFC. */
  readonly path: string;
  readonly reason: string;
  /** The reason for readers of German. */
  readonly german: string;
}

/** A file that is left out, for a reason given in both languages. */
export function leftOut(path: string, { de, en }: Words): LeftOutFile {
  return { path, reason: en, german: de };
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
        unreadable.push(leftOut(path, readProblem(error, path).words));
      }
    }
  };

  const visit = async (entry: Dirent, location: string, path: string): Promise<void> => {
    if (/[\p{Cc}\p{Cf}\ufffd]/u.test(path)) {
      unreadable.push(leftOut(path, READING_PROBLEMS.brokenName(path)));
      return;
    }
    if (!["NFC", "NFD"].some((form) => entry.name.normalize(form) === entry.name)) {
      unreadable.push(leftOut(path, READING_PROBLEMS.mixedName(path)));
      return;
    }
    if (entry.isSymbolicLink() && !isInside(root, location)) throw outsideProblem(path);
    // What the folder itself tells of most entries need not be asked for one by one.
    const status = entry.isFile() || entry.isDirectory() ? entry : await stat(location);
    if (status.isDirectory()) {
      if (!entry.isSymbolicLink()) await visitFolder(location, `${path}/`);
      else skipped.push(leftOut(path, READING_PROBLEMS.linkedFolder(path)));
    } else if (!status.isFile()) {
      skipped.push(leftOut(path, READING_PROBLEMS.noFile(path)));
    } else if (files.has(path) || sidecars.has(path)) {
      unreadable.push(leftOut(path, READING_PROBLEMS.twice(path)));
    } else if (extname(path).toLowerCase() === SIDECAR) {
      sidecars.add(path);
    } else if (loaders.has(extname(path).toLowerCase())) {
      files.add(path);
    } else {
      const kinds = [...loaders.keys()].join(" ");
      skipped.push(leftOut(path, READING_PROBLEMS.skipped(path, extname(path).toLowerCase(), kinds)));
    }
  };

  try {
    await visitFolder(root, "");
  } catch (error) {
    const words = {
      de: "Der Ordner der Unterlagen lässt sich nicht lesen. Bitte lassen Sie auf dem Server nachsehen, ob er da ist und gelesen werden darf.",
      en: `The corpus folder ${root} cannot be listed; check CORPUS_DIR and its permissions.`,
    };
    throw new ConfigurationError(words, { cause: error });
  }
  for (const path of sidecars) {
    if (files.has(path.slice(0, -SIDECAR.length))) continue;
    skipped.push(leftOut(path, READING_PROBLEMS.lonelySidecar(path, SIDECAR)));
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
