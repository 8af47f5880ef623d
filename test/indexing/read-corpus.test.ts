import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Audience } from "../../src/documents/document.js";
import { ConfigurationError } from "../../src/errors.js";
import { listFolders, readCorpus, readFiles } from "../../src/indexing/read-corpus.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
const ignore = () => {};

async function folderOf(directory: string, audience: Audience, files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(directory, path, ".."), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  return { directory, audience };
}

describe("readCorpus", () => {
  it("sorts documents and reports of all folders by path and keeps each folder's audience", async () => {
    const root = await temporaryDirectory();
    const folders = [
      await folderOf(join(root, "public"), "citizen", { "b.md": "Text", "d.md": "", "a.csv": "1", "z.md": "Text" }),
      await folderOf(join(root, "internal"), "employee", {
        "a.md": "Text",
        "c.md": "",
        "b.csv": "1",
        "c/d.md": "Text",
      }),
    ];
    await symlink("nowhere", join(root, "internal", "e.md"));
    const { documents, unreadable, skipped } = await readCorpus(folders, ignore);
    expect(documents.map(({ path, audience }) => [path, audience])).toEqual([
      ["a.md", "employee"],
      ["b.md", "citizen"],
      ["c/d.md", "employee"],
      ["z.md", "citizen"],
    ]);
    expect(unreadable.map(({ path }) => path)).toEqual(["c.md", "d.md", "e.md"]);
    expect(skipped.map(({ path }) => path)).toEqual(["a.csv", "b.csv"]);
  });

  it("tells how many files it has read, unreadable ones too", async () => {
    const folder = await folderOf(await temporaryDirectory(), "citizen", {
      "a.md": "Text",
      "b.md": "",
      "c.md": "Text",
    });
    const steps: (readonly [number, number])[] = [];
    await readCorpus([folder], (done, total) => steps.push([done, total]));
    expect(steps).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it.each([
    ["in the public one", "public", "public/internal"],
    ["around the public one", "internal/public", "internal"],
    ["the public one", "same", "same"],
  ])("refuses an internal folder that is %s: its files would be public", async (_, inner, outer) => {
    const root = await temporaryDirectory();
    const folders = [
      await folderOf(join(root, inner), "citizen", { "a.md": "Text" }),
      await folderOf(join(root, outer), "employee", { "b.md": "Text" }),
    ];
    const reading = readCorpus(folders, ignore);
    await expect(reading).rejects.toThrow(ConfigurationError);
    await expect(reading).rejects.toThrow(/lies in .*; move one of them elsewhere\.$/);
  });

  it("sees through a link to the public folder", async () => {
    const root = await temporaryDirectory();
    const folder = await folderOf(join(root, "public"), "citizen", { "intern/a.md": "Text" });
    await symlink(join(root, "public", "intern"), join(root, "internal"));
    const folders = [folder, { directory: join(root, "internal"), audience: "employee" as const }];
    await expect(readCorpus(folders, ignore)).rejects.toThrow(ConfigurationError);
  });

  it("takes folders whose names begin alike", async () => {
    const root = await temporaryDirectory();
    const folders = [
      await folderOf(join(root, "corpus"), "citizen", { "a.md": "Text" }),
      await folderOf(join(root, "corpus-internal"), "employee", { "b.md": "Text" }),
    ];
    expect((await readCorpus(folders, ignore)).documents).toHaveLength(2);
  });

  it("refuses a folder that is not there", async () => {
    const directory = await temporaryDirectory();
    await rm(directory, { recursive: true });
    await expect(readCorpus([{ directory, audience: "citizen" }], ignore)).rejects.toThrow(ConfigurationError);
  });

  it("stops between files when it is cancelled", async () => {
    const folder = await folderOf(await temporaryDirectory(), "citizen", { "a.md": "Text", "b.md": "Text" });
    const controller = new AbortController();
    let read = 0;
    const reading = readCorpus(
      [folder],
      () => {
        read += 1;
        controller.abort(new Error("cancelled"));
      },
      controller.signal,
    );
    await expect(reading).rejects.toThrow("cancelled");
    expect(read).toBe(1);
  });

  it("hears that it is cancelled although nothing has changed and no file is waited for", async () => {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}.md`, "Text"]));
    const listed = await listFolders([await folderOf(await temporaryDirectory(), "citizen", files)]);
    const { read: known } = await readFiles(listed, { known: new Map(), onFile: ignore });
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error("cancelled")));
    await expect(readFiles(listed, { known, onFile: ignore, signal: controller.signal })).rejects.toThrow("cancelled");
  });
});
