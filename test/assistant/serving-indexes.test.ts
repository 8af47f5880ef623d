import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openServingIndexes } from "../../src/assistant/serving-indexes.js";
import type { Audience } from "../../src/documents/document.js";
import { generationDirectory } from "../../src/search-index/generation.js";
import { hasReaders } from "../../src/search-index/index-lock.js";
import { openSearchIndex } from "../../src/search-index/search-index.js";
import { publishSmallIndex, SMALL_MODEL } from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
const edition = (text: string, audience: Audience = "citizen") => [{ path: "a.md", text, audience }];
const patiently = { timeout: 50_000, interval: 50 };

async function serve() {
  const indexDir = await temporaryDirectory();
  const first = await publishSmallIndex(indexDir, edition("Ausgabe eins."));
  const indexes = await openServingIndexes({
    indexDir,
    first: "citizen",
    open: async (audience) => ({ index: await openSearchIndex(indexDir, audience, SMALL_MODEL) }),
  });
  onTestFinished(() => indexes.close());
  const text = async (audience: Audience) => (await indexes.open(audience)).index.document("a.md")?.text;
  return { indexDir, first, indexes, text };
}

describe("the serving indexes", () => {
  it("are replaced for both audiences when a generation is published; work in flight keeps the old one", async () => {
    const { indexDir, first, indexes, text } = await serve();
    expect([await text("citizen"), await text("employee")]).toEqual(["Ausgabe eins.", "Ausgabe eins."]);
    const { index: old } = await indexes.open("citizen");
    async function* work() {
      yield old.document("a.md")?.text;
      yield old.document("a.md")?.text;
    }
    const running = indexes.keepOpen(work())[Symbol.asyncIterator]();
    expect((await running.next()).value).toBe("Ausgabe eins.");

    const second = await publishSmallIndex(indexDir, edition("Ausgabe zwei."));
    await vi.waitFor(() => expect(indexes.generation).toBe(second), patiently);
    expect([await text("citizen"), await text("employee")]).toEqual(["Ausgabe zwei.", "Ausgabe zwei."]);
    const file = join(generationDirectory(indexDir, first), "public", "passages.db");
    expect((await running.next()).value).toBe("Ausgabe eins.");
    expect(hasReaders(file)).toBe(true);
    expect((await running.next()).done).toBe(true);
    expect(hasReaders(file)).toBe(false);
  });

  it("show citizens nothing that became internal", async () => {
    const { indexDir, indexes, text } = await serve();
    await text("employee");
    const second = await publishSmallIndex(indexDir, edition("Ausgabe eins.", "employee"));
    await vi.waitFor(() => expect(indexes.generation).toBe(second), patiently);
    expect([await text("citizen"), await text("employee")]).toEqual([undefined, "Ausgabe eins."]);
  });

  it("go on with what they have, and say so, when the new one cannot be used", async () => {
    const { indexDir, first, indexes, text } = await serve();
    await writeFile(join(indexDir, "CURRENT"), "garbage");
    await vi.waitFor(() => expect(indexes.degraded).toContain("CURRENT does not hold the name"), patiently);
    expect(indexes.damaged).toBe(first);
    expect(await text("citizen")).toBe("Ausgabe eins.");
    const second = await publishSmallIndex(indexDir, edition("Ausgabe zwei."));
    await vi.waitFor(() => expect(indexes.degraded).toBeNull(), patiently);
    expect(indexes.damaged).toBeNull();
    await writeFile(join(generationDirectory(indexDir, indexes.generation), "manifest.json"), "{");
    await writeFile(join(indexDir, "CURRENT"), `${first}\n`);
    await vi.waitFor(() => expect(indexes.generation).toBe(first), patiently);
    expect(indexes.damaged).toBeNull();
    await writeFile(join(indexDir, "CURRENT"), `${second}\n`);
    await vi.waitFor(() => expect(indexes.damaged).toBe(second), patiently);
    expect(indexes.generation).toBe(first);
  });
});
