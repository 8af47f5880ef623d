import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile, sync } from "./durable-files.js";

const QUARANTINE = "quarantine";
const REASON = "REASON";

/** The newest ones are kept for whoever wants to look into them; they take room. */
const KEPT = 2;

/** A generation that must not serve. */
export interface QuarantinedGeneration {
  readonly generation: string;
  readonly directory: string;
  /** One sentence. */
  readonly reason: string;
}

/**
 * Puts a generation where no reader looks, with the reason. Whoever reads it at this moment may go on.
 *
 * @param directory Where it lies at present.
 * @param generation Its name; one of that name that is in quarantine already is replaced.
 */
export async function quarantine(
  indexDir: string,
  { directory, generation, reason }: QuarantinedGeneration,
): Promise<void> {
  const target = join(indexDir, QUARANTINE, generation);
  await mkdir(join(indexDir, QUARANTINE), { recursive: true, mode: 0o700 });
  await rename(directory, target).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    await rm(target, { recursive: true, force: true });
    await rename(directory, target);
  });
  await replaceFile(join(target, REASON), `${reason}\n`);
  await sync(join(indexDir, QUARANTINE));
  for (const old of (await listQuarantined(indexDir)).slice(KEPT)) {
    await rm(old.directory, { recursive: true, force: true });
  }
}

/** Newest first. */
export async function listQuarantined(indexDir: string): Promise<QuarantinedGeneration[]> {
  const names = await readdir(join(indexDir, QUARANTINE)).catch((): string[] => []);
  return Promise.all(
    names
      .sort()
      .reverse()
      .map(async (generation) => {
        const directory = join(indexDir, QUARANTINE, generation);
        const reason = await readFile(join(directory, REASON), "utf8").catch(() => "The reason was not written.");
        return { generation, directory, reason: reason.trim() };
      }),
  );
}

/** Removes every quarantined generation. */
export async function emptyQuarantine(indexDir: string): Promise<void> {
  await rm(join(indexDir, QUARANTINE), { recursive: true, force: true });
}
