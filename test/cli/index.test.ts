import { appendFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { run } from "../helpers/program.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const newDirectory = useTemporaryDirectories();
const documents: Readonly<Record<string, string>> = {
  "standort.md": "# Standort\n\nDas Rechenzentrum steht in Lemgo.",
  "kosten.md": "# Kosten\n\nDer Anschluss kostet 50 Euro im Monat.",
  "netz.md": "# Netz\n\nDas Netz reicht von Paderborn bis Minden.",
  "amt.md": "# Amt\n\nDas Amt öffnet um 8 Uhr.",
};
/** What the golden question about it asks for. */
const questions = {
  questions: [
    {
      ...{ id: "g1", language: "de", question: "Wo steht das Rechenzentrum?", kind: "where", tags: [], split: "test" },
      expected: { documents: ["standort.md"], quotes: ["steht in Lemgo"], headlines: [] },
    },
  ],
  smallTalk: [],
};

let corpus: string;
let index: string;
let golden: string;
beforeAll(async () => {
  const root = await newDirectory();
  [corpus, index, golden] = [join(root, "corpus"), join(root, "index"), join(root, "golden.json")];
  await mkdir(corpus);
  for (const [name, text] of Object.entries(documents)) await writeFile(join(corpus, name), text);
  await writeFile(golden, JSON.stringify(questions));
});

async function runIndex(...args: readonly string[]) {
  const env = { GOLDEN_QUESTIONS: golden };
  const result = await run(["index", "--index", index, "--corpus", corpus, "--json", ...args], { env });
  return { ...result, json: result.stdout === "" ? null : JSON.parse(result.stdout) };
}

describe("the command index", () => {
  it("tells, builds, lists, verifies, refuses, forces and rolls back", async () => {
    const dry = await runIndex("--dry-run");
    expect(dry.json).toMatchObject({ added: Object.keys(documents).toSorted(), changed: [], removed: [] });
    await expect(readdir(index)).rejects.toThrow("ENOENT");

    const first = await runIndex();
    expect(first.code).toBe(0);
    expect(first.json).toMatchObject({ published: true, documents: 4, vectorStore: { name: "exact" }, answers: null });

    await appendFile(join(corpus, "netz.md"), " Es ist neu.");
    const second = await runIndex();
    expect(second.json).toMatchObject({
      published: true,
      plan: { changed: ["netz.md"] },
      answers: { questions: 1, asked: 1, rightBefore: 1, rightAfter: 1, fell: [] },
    });

    // A text that no longer says what the golden question asks for.
    await writeFile(join(corpus, "standort.md"), "# Standort\n\nDas Rechenzentrum ist umgezogen.");
    const worse = await runIndex();
    expect(worse.code).toBe(1);
    expect(worse.stderr).toMatch(
      /Of 1 golden questions that find other passages than before, the new index answers 0 rightly, the serving one 1\./,
    );
    expect(worse.stderr).toContain("g1: Wo steht das Rechenzentrum?");

    for (const name of ["kosten.md", "amt.md"]) await rm(join(corpus, name));
    const vanished = await runIndex();
    expect(vanished.code).toBe(1);
    expect(vanished.stderr).toMatch(/2 of 4 documents \(50 %\) are not in the corpus any more\./);

    const forced = await runIndex("--force");
    expect(forced.code).toBe(0);
    expect(forced.json).toMatchObject({ published: true, documents: 2 });
    expect(forced.json.overridden).toHaveLength(2);

    const listed = await runIndex("--list");
    expect(listed.json.generations).toMatchObject([
      { generation: forced.json.generation, state: "serving", reason: null, documents: 2 },
      { generation: second.json.generation, state: "kept", documents: 4 },
      { generation: first.json.generation, state: "kept", documents: 4 },
      { state: "quarantined", reason: expect.stringContaining("golden questions"), documents: 4 },
    ]);

    const back = await runIndex("--rollback");
    expect(back.json).toEqual({ generation: second.json.generation, before: forced.json.generation, withdrawn: 2 });
    const show = async (name: string) => (await run(["show", name, "--index", index])).code;
    expect([await show("standort.md"), await show("kosten.md")]).toEqual([0, 2]);

    await writeFile(join(index, "generations", first.json.generation, "public", "keywords.db"), "damaged");
    const verified = await runIndex("--verify");
    expect(verified.code).toBe(1);
    expect(verified.json.generations.map(({ reason }: { reason: string | null }) => reason)).toEqual([
      null,
      null,
      expect.stringContaining("keywords.db is damaged"),
      expect.stringContaining("golden questions"),
    ]);
  });

  it("takes one task at a time", async () => {
    const { code, stderr } = await runIndex("--list", "--force");
    expect(code).toBe(2);
    expect(stderr).toBe('"index" takes one of --list, --force at a time.\n');
  });
});
