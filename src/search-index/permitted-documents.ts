import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Audience, DocumentInfo } from "../documents/document.js";
import { IndexUnavailableError } from "../errors.js";
import { replaceFile } from "./durable-files.js";

const FILE = "permitted.json";

const entrySchema = z.strictObject({
  /** Content of CURRENT that the list belongs to. */
  current: z.string(),
  documents: z.array(z.string()).readonly(),
});

const fileSchema = z.strictObject({
  sha256: z.string(),
  /** The list to come, then the one before: CURRENT is replaced by another rename, and says which of them holds. */
  lists: z.array(entrySchema).min(1).max(2).readonly(),
});

type Entry = z.infer<typeof entrySchema>;

/**
 * The documents of the newest published corpus, by hash so that the names of removed ones are not kept.
 *
 * A generation that is older than the corpus, after damage or a rollback, shows only what is on the list: what was
 * removed, or moved from citizens to employees, does not come back.
 */
export type PermittedDocuments = ReadonlySet<string>;

/** What stands in the list for a document that this audience may read. */
export function permission({ path, audience }: Pick<DocumentInfo, "path" | "audience">): string {
  return createHash("sha256").update(`${audience}\n${path}`).digest("hex").slice(0, 32);
}

/** Whether a document of an older generation may still be read by the audience it was indexed for. */
export function isPermitted(permitted: PermittedDocuments, document: Pick<DocumentInfo, "path" | "audience">): boolean {
  if (permitted.has(permission(document))) return true;
  // What has become public may be read by employees as well; the other way round it may not be read by citizens.
  const opened: Audience = "citizen";
  return document.audience === "employee" && permitted.has(permission({ path: document.path, audience: opened }));
}

/**
 * @param current Content of CURRENT; null where that is missing or wrong.
 * @returns null where there is no list for the generation that serves.
 * @throws {IndexUnavailableError} The list is damaged, so that nobody knows what was withdrawn.
 */
export async function readPermitted(indexDir: string, current: string | null): Promise<PermittedDocuments | null> {
  const file = join(indexDir, FILE);
  const content = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw damaged(file, error);
  });
  if (content === null) return null;
  const { lists } = parse(file, content);
  const entry = lists.find((list) => list.current === current) ?? lists[0];
  return entry === undefined ? null : new Set(entry.documents);
}

/** Writes the list that holds as soon as CURRENT names `next`; until then the present one holds. */
export async function announcePermitted(
  indexDir: string,
  current: string | null,
  next: string,
  permitted: PermittedDocuments,
): Promise<void> {
  const before = await readPermitted(indexDir, current).catch(() => null);
  const lists: Entry[] = [{ current: next, documents: [...permitted].sort() }];
  if (current !== null && current !== next && before !== null) lists.push({ current, documents: [...before].sort() });
  await replaceFile(join(indexDir, FILE), `${JSON.stringify({ sha256: hashOf(lists), lists })}\n`);
}

function parse(file: string, content: string): z.infer<typeof fileSchema> {
  try {
    const parsed = fileSchema.parse(JSON.parse(content));
    if (parsed.sha256 !== hashOf(parsed.lists)) throw new Error("the hash differs");
    return parsed;
  } catch (cause) {
    throw damaged(file, cause);
  }
}

function damaged(file: string, cause: unknown): IndexUnavailableError {
  return new IndexUnavailableError(
    `${file} cannot be read, so that it is not known which documents were withdrawn. Run "npm run index".`,
    { cause },
  );
}

function hashOf(lists: readonly Entry[]): string {
  return createHash("sha256").update(JSON.stringify(lists)).digest("hex");
}
