import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listCorpus } from "../../src/documents/list-corpus.js";
import { ConfigurationError } from "../../src/errors.js";

let folder: string;
let root: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "corpus-"));
  root = join(folder, "corpus");
  await mkdir(root);
});
afterEach(() => rm(folder, { recursive: true }));

async function put(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), "Text");
  }
}

describe("listCorpus", () => {
  it("lists files of every readable format below the folder, sorted by code units of the NFC path", async () => {
    await put("b.md", "a/z.TXT", "a.html", "A.pdf", "u\u0308.docx", "z.md", "a/b/c.htm");
    expect(await listCorpus(root)).toEqual({
      files: ["A.pdf", "a.html", "a/b/c.htm", "a/z.TXT", "b.md", "z.md", "ü.docx"],
      skipped: [],
      unreadable: [],
    });
  });

  it("passes over dot files, aliases.yaml and sidecars in silence", async () => {
    await put("a.pdf", "a.pdf.yaml", "aliases.yaml", ".git/a.md", ".a.md");
    expect(await listCorpus(root)).toEqual({ files: ["a.pdf"], skipped: [], unreadable: [] });
  });

  it("reports formats without a reader and sidecars without a document as skipped", async () => {
    await put("a.ods", "LIESMICH", "b.pdf.yaml", "unter/aliases.yaml");
    const { files, skipped } = await listCorpus(root);
    expect(files).toEqual([]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      "LIESMICH was skipped: no reader for a name without extension; readable are .md .markdown .txt .html .htm .pdf .docx .odt .rtf .pptx .xlsx .eml.",
      "a.ods was skipped: no reader for .ods; readable are .md .markdown .txt .html .htm .pdf .docx .odt .rtf .pptx .xlsx .eml.",
      "b.pdf.yaml was skipped: there is no document of that name without .yaml beside it.",
      "unter/aliases.yaml was skipped: there is no document of that name without .yaml beside it.",
    ]);
  });

  it("reports links that leave the folder or lead nowhere, and follows links to its own files", async () => {
    await put("a.md");
    await writeFile(join(folder, "geheim.md"), "Geheim");
    await symlink(join(folder, "geheim.md"), join(root, "aussen.md"));
    await symlink(folder, join(root, "eltern"));
    await symlink(join(root, "fehlt.md"), join(root, "nichts.md"));
    await symlink(join(root, "a.md"), join(root, "innen.md"));
    const { files, unreadable } = await listCorpus(root);
    expect(files).toEqual(["a.md", "innen.md"]);
    expect(unreadable.map(({ path }) => path)).toEqual(["aussen.md", "eltern", "nichts.md"]);
    expect(unreadable[0]?.reason).toMatch(/^aussen\.md leads out of the corpus folder; /);
  });

  it("does not walk in circles", async () => {
    await put("unter/a.md");
    await symlink(root, join(root, "unter", "kreis"));
    await symlink(join(root, "unter"), join(root, "noch"));
    const { files, skipped, unreadable } = await listCorpus(root);
    expect(files).toEqual(["unter/a.md"]);
    expect([...skipped, ...unreadable].map(({ path }) => path).toSorted()).toEqual(["noch", "unter/kreis"]);
  });

  it("reports the second of two files whose names differ only in how umlauts are coded", async () => {
    await put("u\u0308.md", "\u00fc.md");
    const { files, unreadable } = await listCorpus(root);
    expect(files).toEqual(["ü.md"]);
    expect(unreadable).toMatchObject([{ path: "ü.md", reason: expect.stringMatching(/^ü\.md exists twice/) }]);
  });

  it("reports names with invisible characters", async () => {
    await put("a\u200bb.md");
    expect((await listCorpus(root)).unreadable[0]?.reason).toMatch(
      /invisible or broken characters in its name; rename/,
    );
  });

  it("stops if the folder itself is not there", async () => {
    await expect(listCorpus(join(folder, "fehlt"))).rejects.toThrow(ConfigurationError);
  });
});
