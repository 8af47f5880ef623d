import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { AuskunftError, type UnreadableFileError } from "../errors.js";
import { READING_PROBLEMS, unreadable } from "./reading-problems.js";

const MAX_BYTES = 20_000_000;

/** How often a file is read that changes meanwhile. */
const ATTEMPTS = 3;

/**
 * Reads a file of the corpus as it is: all of its bytes as they were at one moment. Waits for the disk; called where
 * nothing else is to be done.
 *
 * @param root Folder of the corpus.
 * @param path Path below it with `/` between folders, NFC; the names on disk may be NFD.
 * @returns The content; null if there is no such file.
 * @throws UnreadableFileError if it cannot be opened, is no regular file, is larger than 20 MB, lies outside of the
 *   corpus folder or goes on changing.
 */
export function readCorpusFile(root: string, path: string): Uint8Array | null {
  try {
    const location = locateCorpusFile(root, path);
    // Most documents have no sidecar: that nothing is there is known so in a fifth of the time that an error takes.
    if (location === null || lstatSync(location, { throwIfNoEntry: false }) === undefined) return null;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const content = readUnchanged(root, location, path);
      if (content !== null) return content;
    }
    throw unreadable(READING_PROBLEMS.changing(path, ATTEMPTS));
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return null;
    throw readProblem(error, path);
  }
}

/** Whether a file or folder, after all symbolic links, lies in the corpus folder. Throws if it does not exist. */
export function isInside(root: string, location: string): boolean {
  return resolveInside(root, location) !== null;
}

/** Where a file or folder lies after all symbolic links; null if that is out of the corpus folder. */
function resolveInside(root: string, location: string): string | null {
  const folder = realpathSync.native(root);
  const real = realpathSync.native(location);
  return real.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? real : null;
}

/** Says that a symbolic link or a path with `..` leads out of the corpus. */
export function outsideProblem(path: string): UnreadableFileError {
  return unreadable(READING_PROBLEMS.outside(path));
}

/** Turns any error into one that names the file and may be shown; ours stay as they are. */
export function readProblem(error: unknown, path: string): AuskunftError {
  if (error instanceof AuskunftError) return error;
  const code = codeOf(error);
  if (code === "EACCES" || code === "EPERM") return unreadable(READING_PROBLEMS.forbidden(path), error);
  if (code === "ELOOP" || code === "ENOENT") return unreadable(READING_PROBLEMS.leadsNowhere(path), error);
  const [reason = ""] = (code ?? (error instanceof Error ? error.message : String(error))).split("\n");
  return unreadable(READING_PROBLEMS.unreadable(path, reason), error);
}

/** The error code of a system call, such as `ENOENT`; null for any other error. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** Content of a file; null if it was changed or replaced meanwhile. What is opened is what was found to lie inside. */
function readUnchanged(root: string, location: string, path: string): Uint8Array | null {
  const real = resolveInside(root, location);
  if (real === null) throw outsideProblem(path);
  // Not blocking: the opening of a named pipe would wait for somebody to write.
  const file = openSync(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const before = fstatSync(file, { bigint: true });
    if (!before.isFile()) throw unreadable(READING_PROBLEMS.noFile(path));
    if (before.size > MAX_BYTES) {
      const size = Math.ceil(Number(before.size) / 1e6);
      throw unreadable(READING_PROBLEMS.tooLarge(path, size, MAX_BYTES / 1e6));
    }
    // A copy: a Buffer may share its memory with others, and the loaders take theirs.
    const content = new Uint8Array(readFileSync(file));
    const after = [fstatSync(file, { bigint: true }), lstatSync(real, { bigint: true })];
    const isSame = after.every(
      ({ ino, dev, size, mtimeNs }) =>
        ino === before.ino && dev === before.dev && size === before.size && mtimeNs === before.mtimeNs,
    );
    return isSame && content.length === Number(before.size) && realpathSync.native(location) === real ? content : null;
  } finally {
    closeSync(file);
  }
}

/**
 * Where a file of the corpus lies on disk, or would lie, each of its names NFC or NFD; null if it can lie nowhere.
 *
 * @param path As for {@link readCorpusFile}.
 */
export function locateCorpusFile(root: string, path: string): string | null {
  if (path.normalize("NFD") === path) return join(root, path);
  let location = root;
  for (const name of path.split("/")) {
    const found = [name, name.normalize("NFD")].map((each) => join(location, each)).find((each) => existsSync(each));
    if (found === undefined) return null;
    location = found;
  }
  return location;
}
