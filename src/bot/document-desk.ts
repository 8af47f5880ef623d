import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rename, rm, stat, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { isInside, locateCorpusFile } from "../documents/corpus-file.js";
import type { Audience } from "../documents/document.js";
import { createDocumentReader } from "../documents/document-reader.js";
import { loaders } from "../documents/loaders/index.js";
import type { ReadDocument } from "../documents/read-document.js";
import type { ReadingRequest } from "../documents/reading-worker.js";

/** What an administrator was asked about a document: a file that was sent, or one that is to be removed. */
export type PendingDocument =
  | { readonly kind: "upload"; readonly path: string; readonly content: Uint8Array; readonly audience: Audience | null }
  | { readonly kind: "removal"; readonly path: string };

/** Keeps what waits for an administrator's answer, and files documents in the corpus. */
export interface DocumentDesk {
  /** @returns A number of 11 characters under which it can be taken; an older one than 30 minutes is forgotten. */
  keep(pending: PendingDocument): string;
  take(id: string): PendingDocument | null;
  exists(path: string, audience: Audience): Promise<boolean>;
  /** Writes a file; with `keepBoth` under a name that is free. @returns The path below the corpus. */
  file(path: string, content: Uint8Array, audience: Audience, keepBoth: boolean): Promise<string>;
  /** Deletes a file and its sidecar, wherever it is. @returns Whether there was one. */
  remove(path: string): Promise<boolean>;
}

const MINUTES = 30;
const MOST_PENDING = 10;

/** @param corpus Folder of the documents of each audience; null where there are none. */
export function createDocumentDesk(corpus: Readonly<Record<Audience, string | null>>): DocumentDesk {
  const pending = new Map<string, { readonly document: PendingDocument; readonly time: number }>();
  const folderOf = (audience: Audience): string => {
    const folder = corpus[audience];
    if (folder === null) throw new Error(`there is no folder for ${audience} documents`);
    return folder;
  };
  const find = async (folder: string, path: string): Promise<string | null> => {
    const file = locateCorpusFile(folder, path);
    const isThere = file !== null && (await stat(file).then(Boolean, () => false));
    return isThere ? file : null;
  };
  return {
    keep(document) {
      const id = randomBytes(8).toString("base64url");
      pending.set(id, { document, time: Date.now() });
      for (const [oldest, { time }] of pending) {
        if (pending.size <= MOST_PENDING && Date.now() - time < MINUTES * 60_000) break;
        pending.delete(oldest);
      }
      return id;
    },
    take(id) {
      const found = pending.get(id);
      pending.delete(id);
      return found === undefined || Date.now() - found.time >= MINUTES * 60_000 ? null : found.document;
    },
    exists: async (path, audience) => (await find(folderOf(audience), path)) !== null,
    async file(path, content, audience, keepBoth) {
      const folder = folderOf(audience);
      let free = path;
      for (let n = 2; keepBoth && (await find(folder, free)) !== null; n++) {
        const extension = extname(path);
        free = `${path.slice(0, -extension.length)} (${n})${extension}`;
      }
      const target = (await find(folder, free)) ?? join(folder, free);
      await mkdir(dirname(target), { recursive: true });
      const inRoot = dirname(free) === ".";
      if (!inRoot && !isInside(folder, dirname(target))) throw new Error("the folder leads out of the corpus");
      // Under a name that no reader of the corpus takes for a document, until it is whole.
      const temporary = `${target}.new`;
      await writeFile(temporary, content);
      await rename(temporary, target);
      return free;
    },
    async remove(path) {
      let removed = false;
      for (const folder of [corpus.citizen, corpus.employee]) {
        const target = folder === null ? null : await find(folder, path);
        if (folder === null || target === null || !isInside(folder, target)) continue;
        await unlink(target);
        await rm(`${target}.yaml`, { force: true });
        removed = true;
      }
      return removed;
    },
  };
}

const FILE_NAME = /^[\p{L}\p{N}_][\p{L}\p{N} ._()-]{0,99}$/u;
const FOLDER = /^[\p{L}\p{N}_-][\p{L}\p{N} _-]{0,49}(?:\/[\p{L}\p{N}_-][\p{L}\p{N} _-]{0,49}){0,5}$/u;

/**
 * Where a file that was sent would be filed.
 *
 * @param caption Text that came with it; taken as the folder if it can be one.
 * @returns Path below the corpus; null for a name that is not taken.
 */
export function uploadPath(fileName: string, caption: string): string | null {
  const name = fileName.normalize("NFC").trim();
  if (!FILE_NAME.test(name) || !loaders.has(extname(name).toLowerCase())) return null;
  const folder = caption.normalize("NFC").trim().replace(/\/+$/, "");
  return FOLDER.test(folder) ? `${folder}/${name}` : name;
}

/**
 * Reads a file that was sent as indexing would, without filing it.
 *
 * @throws {UnreadableFileError} It cannot be read.
 */
export async function previewUpload(path: string, content: Uint8Array): Promise<ReadDocument> {
  const root = await mkdtemp(join(tmpdir(), "auskunft-upload-"));
  try {
    const name = path.split("/").at(-1) ?? path;
    await writeFile(join(root, name), content);
    return await readSafely({ root, path: name, audience: "citizen" });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Reads a file in a process of its own with limits: nothing in it harms this one. */
export async function readSafely(file: ReadingRequest): Promise<ReadDocument> {
  const reader = createDocumentReader();
  try {
    return await reader.read(file);
  } finally {
    reader.close();
  }
}
