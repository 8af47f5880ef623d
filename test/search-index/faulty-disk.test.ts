import { realpath } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { type DiskFault, makeFaultyDisk } from "../helpers/faulty-disk.js";
import { AFTER, BEFORE, serveInProcess, textsOf } from "../helpers/index-oracle.js";
import { publishInProcess } from "../helpers/publish-in-process.js";
import { publishSmallIndex } from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();

async function place() {
  const disk = makeFaultyDisk(await temporaryDirectory());
  const indexDir = await realpath(await temporaryDirectory());
  await publishSmallIndex(indexDir, BEFORE);
  return { disk, indexDir };
}

// Some of the calls; `npm run stress` goes through every single one.
describe("a disk that fails while an index is published", () => {
  it.each<DiskFault>([
    { call: "write", kind: "ENOSPC", at: 1 },
    { call: "write", kind: "ENOSPC", at: 25 },
    { call: "write", kind: "EIO", at: 12 },
    { call: "fsync", kind: "EIO", at: 3 },
    { call: "read", kind: "EIO", at: 20 },
  ])("leaves the index as it was, or publishes a whole one: %j", async (fault) => {
    const { disk, indexDir } = await place();
    if (typeof disk === "string") return console.warn(`Skipped: ${disk}.`);
    const { result, injected } = await disk.fail(indexDir, fault, (env) => publishInProcess(indexDir, AFTER, { env }));
    expect(injected).toBe(true);
    expect(result.signal).toBeNull();
    const served = await serveInProcess(indexDir);
    expect(served).toMatchObject({ texts: textsOf(result.code === 0 ? AFTER : BEFORE), degraded: null });
    if (fault.kind !== "short" && result.code !== 0)
      expect(result.stderr).toMatch(/ENOSPC|EIO|FULL|IOERR|damaged|disk|cannot|not a database/i);
  });
});

describe("a disk that fails while an index is opened", () => {
  it.each<DiskFault>([
    { call: "read", kind: "EIO", at: 1 },
    { call: "read", kind: "EIO", at: 6 },
    { call: "read", kind: "short", at: 1 },
  ])("gives an older index, an error or the right one, and takes no file away: %j", async (fault) => {
    const { disk, indexDir } = await place();
    if (typeof disk === "string") return console.warn(`Skipped: ${disk}.`);
    await publishSmallIndex(indexDir, AFTER);
    const { result, injected } = await disk.fail(indexDir, fault, (env) => serveInProcess(indexDir, env));
    expect(injected).toBe(true);
    if ("error" in result) expect(result.error).toMatch(/^(IndexUnavailableError: .*(EIO|cannot)|DamagedIndexError: )/);
    // What was withdrawn stays away, whatever answers.
    else expect(Object.keys(result.texts)).not.toContain("weg.md");
    expect(await serveInProcess(indexDir)).toMatchObject({ texts: textsOf(AFTER), degraded: null });
  });
});
