import { describe, expect, it } from "vitest";
import { readCurrent } from "../../src/search-index/generation.js";
import { asOnlyWriter } from "../../src/search-index/index-lock.js";
import { openSearchIndex } from "../../src/search-index/search-index.js";
import { PUBLISHING_STEPS, publishInProcess } from "../helpers/publish-in-process.js";
import { publishSmallIndex, SMALL_MODEL, type SmallDocument } from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
const before: readonly SmallDocument[] = [
  { path: "a.md", text: "Ausgabe eins." },
  { path: "weg.md", text: "Wird entfernt." },
];
const after: readonly SmallDocument[] = [
  { path: "a.md", text: "Ausgabe zwei." },
  { path: "neu.md", text: "Kommt hinzu." },
];
const contentOf = (documents: readonly SmallDocument[]) => documents.map(({ path, text }) => [path, text]);

/** What a reader finds: paths and texts; null where there is no index. */
async function served(indexDir: string) {
  if ((await readCurrent(indexDir)) === null) return null;
  const index = await openSearchIndex(indexDir, "citizen", SMALL_MODEL);
  try {
    expect(index.degraded).toBeNull();
    return index.documents().map(({ path }) => [path, index.document(path)?.text]);
  } finally {
    index.close();
  }
}

describe("a process that is killed while it publishes", () => {
  // Before its last step the new generation serves.
  it.each(PUBLISHING_STEPS)("before the step %j leaves exactly the old or the new index, and no lock", async (step) => {
    const indexDir = await temporaryDirectory();
    await publishSmallIndex(indexDir, before);
    const { signal } = await publishInProcess(indexDir, after, { fatalStep: step });
    expect(signal).toBe("SIGKILL");
    expect(await served(indexDir)).toEqual(contentOf(step === "remove old generations" ? after : before));
    await asOnlyWriter(indexDir, () => publishSmallIndex(indexDir, after));
    expect(await served(indexDir)).toEqual(contentOf(after));
  });

  it.each(["check", "replace CURRENT"])("for the first time, before the step %j, leaves no index", async (step) => {
    const indexDir = await temporaryDirectory();
    await publishInProcess(indexDir, after, { fatalStep: step });
    expect(await served(indexDir)).toBeNull();
    const { code, steps } = await publishInProcess(indexDir, after);
    expect([code, steps]).toEqual([0, PUBLISHING_STEPS]);
    expect(await served(indexDir)).toEqual(contentOf(after));
  });
});

describe("two writers", () => {
  it("do not get in each other's way: one publishes, the other one is told to wait", async () => {
    const indexDir = await temporaryDirectory();
    const outcomes = await Promise.all([publishInProcess(indexDir, before), publishInProcess(indexDir, before)]);
    for (const { code, stderr } of outcomes) {
      if (code !== 0) expect(stderr).toContain("BusyError");
    }
    expect(outcomes.some(({ code }) => code === 0)).toBe(true);
    expect(await served(indexDir)).toEqual(contentOf(before));
  });
});
