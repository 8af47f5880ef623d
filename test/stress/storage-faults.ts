import { deepStrictEqual, ok } from "node:assert";
import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generationDirectory, readCurrent } from "../../src/search-index/generation.js";
import { openSearchIndex } from "../../src/search-index/search-index.js";
import { type DiskFault, makeFaultyDisk } from "../helpers/faulty-disk.js";
import { AFTER, BEFORE, serveInProcess, textsOf } from "../helpers/index-oracle.js";
import { PUBLISHING_STEPS, type PublishingOutcome, publishInProcess } from "../helpers/publish-in-process.js";
import { publishSmallIndex, SMALL_MODEL } from "../helpers/small-index.js";
import type { StressReport } from "./stress-report.js";

/** A disk fails at every n-th call up to here; publishing a small index needs fewer. */
const MOST_CALLS = 400;

/** What this process finds in the index; null where there is none. */
async function served(indexDir: string) {
  if ((await readCurrent(indexDir)) === null) return null;
  const index = await openSearchIndex(indexDir, "employee", SMALL_MODEL);
  try {
    const texts = Object.fromEntries(index.documents().map(({ path }) => [path, index.document(path)?.text]));
    return { generation: index.generation, degraded: index.degraded, texts };
  } finally {
    index.close();
  }
}

/** Exactly the old or the new corpus; null is right only where nothing was there before. */
function isOldOrNew(found: Awaited<ReturnType<typeof served>>, before: boolean): void {
  if (found === null) {
    ok(!before, "the index is gone");
    return;
  }
  const isNew = "neu.md" in found.texts;
  ok(isNew || before, "an index of nothing");
  deepStrictEqual(found.texts, textsOf(isNew ? AFTER : BEFORE));
  deepStrictEqual(found.degraded, null);
}

async function freshIndex(workDir: string, before: boolean): Promise<string> {
  const indexDir = await realpath(await mkdtemp(join(workDir, "index-")));
  if (before) await publishSmallIndex(indexDir, BEFORE);
  return indexDir;
}

/** Ends the publishing process before each step, three times, in an index and in an empty folder. */
export async function killAtSteps(workDir: string, report: StressReport): Promise<void> {
  for (const before of [true, false]) {
    const what = before ? "kill -9 before each step of publishing" : "the same in the first build";
    for (const fatalStep of PUBLISHING_STEPS) {
      for (let run = 0; run < 3; run++) {
        const indexDir = await freshIndex(workDir, before);
        await report.check(what, async () => {
          const { signal } = await publishInProcess(indexDir, AFTER, { fatalStep });
          deepStrictEqual(signal, "SIGKILL");
          isOldOrNew(await served(indexDir), before);
        });
        await rm(indexDir, { recursive: true });
      }
    }
  }
}

/** Ends it at random moments, one index after another in the same folder. */
export async function killAtRandom(workDir: string, kills: number, report: StressReport): Promise<void> {
  const measured = await freshIndex(workDir, true);
  const started = performance.now();
  await publishInProcess(measured, AFTER);
  const duration = performance.now() - started;
  for (let kill = 0; kill < kills; kill++) {
    const before = kill % 10 !== 0;
    const indexDir = await freshIndex(workDir, before);
    await report.check("kill -9 at a random moment", async () => {
      await publishInProcess(indexDir, AFTER, { killAfter: Math.random() * duration * 0.7 });
      isOldOrNew(await served(indexDir), before);
    });
    await rm(indexDir, { recursive: true });
  }
}

/** Damages every file of a generation in every way; the one before must answer, without what was withdrawn. */
export async function damageFiles(workDir: string, flips: number, report: StressReport): Promise<void> {
  const original = await freshIndex(workDir, true);
  const generation = await publishSmallIndex(original, AFTER);
  const directory = generationDirectory(original, generation);
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const check = async (fault: string, file: string, damage: (file: string) => Promise<void>) => {
    const copy = join(workDir, "damaged");
    await cp(original, copy, { recursive: true });
    await report.check(fault, async () => {
      await damage(file.replace(original, copy));
      const found = await served(copy);
      // The moved and the removed document stay hidden; the text is the old one.
      deepStrictEqual(found?.texts, { "a.md": "Ausgabe eins." });
      ok(found?.degraded?.includes(generation), "the cause is not named");
    });
    await rm(copy, { recursive: true });
  };
  for (const file of files) {
    // An empty aliases.yaml cannot be cut.
    const { length } = await readFile(file);
    await check("file deleted", file, (path) => rm(path));
    if (length === 0) continue;
    await check("file emptied", file, (path) => truncate(path, 0));
    await check("file truncated", file, (path) => truncate(path, Math.floor(Math.random() * length)));
    for (let flip = 0; flip < flips; flip++) {
      await check("single bit flipped", file, async (path) => {
        const content = await readFile(path);
        const at = Math.floor(Math.random() * content.length);
        content[at] = (content[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8));
        await writeFile(path, content);
      });
    }
  }
  await rm(original, { recursive: true });
}

/** Publishes onto disks of every size that is too small, up to one that is large enough. */
export async function fillDisk(workDir: string, report: StressReport): Promise<void> {
  const mount = join(workDir, "disk");
  await mkdir(mount);
  for (let kilobytes = 120; kilobytes <= 760; kilobytes += 40) {
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", mount], { stdio: "pipe" });
    } catch {
      return report.skip("disk full", "mounting a small file system is not permitted here");
    }
    try {
      const before = await publishSmallIndex(mount, BEFORE).then(
        () => true,
        () => false,
      );
      await report.check("disk full", async () => {
        await publishInProcess(mount, AFTER);
        isOldOrNew(await served(mount), before);
      });
    } finally {
      execFileSync("umount", ["-l", mount]);
    }
  }
}

/** Lets every single call of the disk fail, one after the other. */
export async function failDisk(workDir: string, step: number, report: StressReport): Promise<void> {
  const disk = makeFaultyDisk(workDir);
  if (typeof disk === "string") return report.skip("failing disk", disk);
  const kinds: readonly Omit<DiskFault, "at">[] = [
    { call: "write", kind: "ENOSPC" },
    { call: "write", kind: "EIO" },
    { call: "write", kind: "short" },
    { call: "fsync", kind: "EIO" },
    { call: "read", kind: "EIO" },
    { call: "read", kind: "short" },
  ];
  for (const kind of kinds) {
    for (let at = 1; at < MOST_CALLS; at += step) {
      const indexDir = await freshIndex(workDir, true);
      const publish = (env: Readonly<Record<string, string>>) => publishInProcess(indexDir, AFTER, { env });
      const outcome: { result: PublishingOutcome; injected: boolean } = await disk.fail(
        indexDir,
        { ...kind, at },
        publish,
      );
      const { result, injected } = outcome;
      if (injected) {
        await report.check(`${kind.kind} from some ${kind.call} on while publishing`, async () => {
          deepStrictEqual(result.signal, null);
          isOldOrNew(await served(indexDir), true);
        });
      }
      await rm(indexDir, { recursive: true });
      if (injected) continue;
      // There were fewer calls; whatever else kept the process from publishing would hide that.
      deepStrictEqual([result.code, result.stderr], [0, ""]);
      break;
    }
  }
  const indexDir = await freshIndex(workDir, true);
  await publishSmallIndex(indexDir, AFTER);
  for (const kind of kinds.filter(({ call }) => call === "read")) {
    for (let at = 1; at < MOST_CALLS; at += step) {
      const { result, injected } = await disk.fail(indexDir, { ...kind, at }, (env) => serveInProcess(indexDir, env));
      if (!injected) break;
      await report.check(`${kind.kind} from some read on while opening`, async () => {
        if (!("error" in result)) ok(!("weg.md" in result.texts), "a withdrawn document is back");
        deepStrictEqual((await served(indexDir))?.texts, textsOf(AFTER));
      });
    }
  }
}
