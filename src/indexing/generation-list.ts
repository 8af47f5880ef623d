import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { IndexUnavailableError } from "../errors.js";
import { generationDirectory, listGenerations, readCurrent, timeOf } from "../search-index/generation.js";
import { asOnlyWriter } from "../search-index/index-lock.js";
import { type Manifest, type PartName, readManifest, verifyPart } from "../search-index/manifest.js";
import { returnToGeneration } from "../search-index/publish-generation.js";
import { listQuarantined } from "../search-index/quarantine.js";
import type { GenerationInfo, RollbackReport } from "./indexing-service.js";

/**
 * @param thorough Compares every byte with the manifest; otherwise only the manifest is looked at.
 * @returns Newest first, quarantined ones last.
 */
export async function listIndex(indexDir: string, thorough: boolean): Promise<GenerationInfo[]> {
  const current = await readCurrent(indexDir).catch(() => null);
  const kept = (await listGenerations(indexDir)).map((generation) => ({
    generation,
    directory: generationDirectory(indexDir, generation),
    state: generation === current ? ("serving" as const) : ("kept" as const),
    reason: null,
  }));
  const quarantined = (await listQuarantined(indexDir)).map((each) => ({ ...each, state: "quarantined" as const }));
  const infos: GenerationInfo[] = [];
  for (const { generation, directory, state, reason } of [...kept, ...quarantined]) {
    const { manifest, problem } = await inspect(directory, generation, thorough && state !== "quarantined");
    const parts = manifest === null ? null : [manifest.parts.public, manifest.parts.internal];
    infos.push({
      generation,
      state,
      reason: reason ?? problem,
      built: new Date(timeOf(generation)).toISOString(),
      documents: parts === null ? null : parts.reduce((sum, part) => sum + (part?.documents ?? 0), 0),
      chunks: parts === null ? null : parts.reduce((sum, part) => sum + (part?.chunks ?? 0), 0),
      bytes: await sizeOf(directory),
    });
  }
  return infos;
}

/**
 * Serves an earlier generation again.
 *
 * @param wanted Default: the newest intact one before the serving one.
 * @throws {IndexUnavailableError} There is none, or it is damaged.
 * @throws {BusyError} Another process changes the index.
 */
export async function rollBack(indexDir: string, wanted?: string): Promise<RollbackReport> {
  return asOnlyWriter(indexDir, async () => {
    const before = await readCurrent(indexDir);
    const names = await listGenerations(indexDir);
    if (before === null) throw new IndexUnavailableError(`There is no index in ${indexDir}. Run "npm run index".`);
    if (wanted !== undefined && !names.includes(wanted)) {
      throw new IndexUnavailableError(
        `There is no generation "${wanted}". There are ${names.join(", ")}; see "npm run index -- --list".`,
      );
    }
    const choice = wanted === undefined ? names.filter((name) => name < before) : [wanted];
    let failure: unknown = new IndexUnavailableError(
      `There is no generation before ${before} to go back to. Run "npm run index".`,
    );
    for (const generation of choice) {
      try {
        return { generation, before, ...(await returnToGeneration(indexDir, generation)) };
      } catch (error) {
        if (!(error instanceof IndexUnavailableError)) throw error;
        failure = error;
      }
    }
    throw failure;
  });
}

async function inspect(
  directory: string,
  generation: string,
  thorough: boolean,
): Promise<{ readonly manifest: Manifest | null; readonly problem: string | null }> {
  let manifest: Manifest | null = null;
  try {
    manifest = await readManifest(directory, generation);
    if (thorough) {
      for (const part of Object.keys(manifest.parts) as PartName[]) await verifyPart(directory, manifest, part);
    }
    return { manifest, problem: null };
  } catch (error) {
    if (!(error instanceof IndexUnavailableError)) throw error;
    return { manifest, problem: error.message };
  }
}

async function sizeOf(directory: string): Promise<number> {
  const names = await readdir(directory, { recursive: true }).catch((): string[] => []);
  const sizes = names.map(async (name) => {
    const status = await stat(join(directory, name)).catch(() => null);
    return status?.isFile() ? status.size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
