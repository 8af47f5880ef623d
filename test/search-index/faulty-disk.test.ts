import { realpath } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { type DiskFault, makeFaultyDisk } from "../helpers/faulty-disk.js";
import { AFTER, BEFORE, serveInProcess, textsOf } from "../helpers/index-oracle.js";
import { publishInProcess } from "../helpers/publish-in-process.js";
import { publishSmallIndex } from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();

async function place(skip: (reason: string) => never) {
  const disk = makeFaultyDisk(await temporaryDirectory());
  if (typeof disk === "string") return skip(disk);
  const indexDir = await realpath(await temporaryDirectory());
  await publishSmallIndex(indexDir, BEFORE);
  return { disk, indexDir };
}

// Some of the calls; `npm run stress` goes through every single one.
describe("a disk that fails while an index is published", () => {
  it.for<[DiskFault, RegExp]>([
    [
      { call: "write", kind: "ENOSPC", at: 1 },
      /ConfigurationError: The index folder .* cannot be written \(SQLITE_FULL\)/,
    ],
    [
      { call: "write", kind: "ENOSPC", at: 25 },
      /ConfigurationError: The index folder .* cannot be written \(SQLITE_FULL\)/,
    ],
    [{ call: "write", kind: "EIO", at: 12 }, /SqliteError: disk I\/O error/],
    [{ call: "fsync", kind: "EIO", at: 3 }, /SqliteError: disk I\/O error/],
    // What SQLite makes of a page that cannot be read.
    [{ call: "read", kind: "EIO", at: 20 }, /SqliteError: (?:file is not a database|database disk image is malformed)/],
  ])("leaves the index as it was, and says why: %j", async ([fault, reason], { skip }) => {
    const { disk, indexDir } = await place(skip);
    const { result, injected } = await disk.fail(indexDir, fault, (env) => publishInProcess(indexDir, AFTER, { env }));
    expect(injected).toBe(true);
    expect([result.code, result.signal]).toEqual([1, null]);
    expect(result.stderr).toMatch(reason);
    expect(await serveInProcess(indexDir)).toMatchObject({ texts: textsOf(BEFORE), degraded: null });
  });
});

describe("a disk that fails while an index is opened", () => {
  it.for<[DiskFault, RegExp]>([
    [{ call: "read", kind: "EIO", at: 1 }, /^IndexUnavailableError: .*manifest\.json cannot be read \(EIO\)/],
    [{ call: "read", kind: "EIO", at: 6 }, /^IndexUnavailableError: .*manifest\.json cannot be read \(EIO\)/],
  ])("is named, and takes no file away: %j", async ([fault, reason], { skip }) => {
    const { disk, indexDir } = await place(skip);
    await publishSmallIndex(indexDir, AFTER);
    const { result, injected } = await disk.fail(indexDir, fault, (env) => serveInProcess(indexDir, env));
    expect(injected).toBe(true);
    expect(result).toEqual({ error: expect.stringMatching(reason) });
    expect(await serveInProcess(indexDir)).toMatchObject({ texts: textsOf(AFTER), degraded: null });
  });

  it("is no matter where it only reads little at a time, or is taken for damage", async ({ skip }) => {
    const { disk, indexDir } = await place(skip);
    const generation = await publishSmallIndex(indexDir, AFTER);
    const fault = { call: "read", kind: "short", at: 1 } as const;
    const { result, injected } = await disk.fail(indexDir, fault, (env) => serveInProcess(indexDir, env));
    expect(injected).toBe(true);
    // Node takes a short read for the end of a file in some versions.
    const damaged = { error: expect.stringMatching(/^DamagedIndexError: .*manifest\.json is missing or damaged/) };
    expect([damaged, { generation, degraded: null, texts: textsOf(AFTER) }]).toContainEqual(result);
    expect(await serveInProcess(indexDir)).toMatchObject({ texts: textsOf(AFTER), degraded: null });
  });
});
