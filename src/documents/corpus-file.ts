import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { AuskunftError, UnreadableFileError } from "../errors.js";

const MAX_BYTES = 20_000_000;

/**
 * Reads a file of the corpus as it is.
 *
 * @param root Folder of the corpus.
 * @param path Path below it with `/` between folders, NFC; the names on disk may be in another normal form.
 * @returns The content; null if there is no such file.
 * @throws UnreadableFileError if it cannot be opened, is no regular file, is larger than 20 MB or lies outside of the
 *   corpus folder.
 */
export async function readCorpusFile(root: string, path: string): Promise<Uint8Array | null> {
  try {
    const location = await locate(root, path);
    if (location === null) return null;
    if (!(await isInside(root, location))) throw outsideProblem(path);
    const status = await stat(location);
    if (!status.isFile()) throw new UnreadableFileError(`${path} is no regular file; replace it by one.`);
    if (status.size > MAX_BYTES) {
      const size = Math.ceil(status.size / 1e6);
      throw new UnreadableFileError(`${path} has ${size} MB, the limit is ${MAX_BYTES / 1e6} MB; split it.`);
    }
    return new Uint8Array(await readFile(location));
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return null;
    throw readProblem(error, path);
  }
}

/** Whether a file or folder, after all symbolic links, lies in the corpus folder. Rejects if it does not exist. */
export async function isInside(root: string, location: string): Promise<boolean> {
  const folder = await realpath(root);
  return (await realpath(location)).startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Says that a symbolic link or a path with `..` leads out of the corpus. */
export function outsideProblem(path: string): UnreadableFileError {
  return new UnreadableFileError(
    `${path} leads out of the corpus folder; put the file itself there instead of a link to it.`,
  );
}

/** Turns any error into one that names the file and may be shown; ours stay as they are. */
export function readProblem(error: unknown, path: string): AuskunftError {
  if (error instanceof AuskunftError) return error;
  const code = codeOf(error);
  if (code === "EACCES" || code === "EPERM") {
    return new UnreadableFileError(`${path} may not be read by this program; change its permissions.`, {
      cause: error,
    });
  }
  if (code === "ELOOP" || code === "ENOENT") {
    return new UnreadableFileError(`${path} leads to nothing; put the file itself there or remove the link.`, {
      cause: error,
    });
  }
  const reason = code ?? (error instanceof Error ? error.message.split("\n")[0] : String(error));
  return new UnreadableFileError(`${path} cannot be read (${reason}); make it again from its source or remove it.`, {
    cause: error,
  });
}

/** The error code of a system call, such as `ENOENT`; null for any other error. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** Finds the entry of each folder whose name is the wanted one in NFC; null if there is none. */
async function locate(root: string, path: string): Promise<string | null> {
  if (path.normalize("NFD") === path) return join(root, path);
  let location = root;
  for (const name of path.split("/")) {
    const names = await readdir(location);
    const found = names.includes(name) ? name : names.toSorted().find((entry) => entry.normalize("NFC") === name);
    if (found === undefined) return null;
    location = join(location, found);
  }
  return location;
}
