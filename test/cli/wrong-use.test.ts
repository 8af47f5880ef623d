import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonLines, type ProgramOptions, run } from "../helpers/program.js";
import { publishSmallIndex } from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const newDirectory = useTemporaryDirectories();

/** Runs to a failure: nothing on standard output, no stack trace. */
async function fails(args: readonly string[], options?: ProgramOptions) {
  const { code, stdout, stderr } = await run(args, options);
  expect(stdout).toBe("");
  expect(stderr).not.toMatch(/^\s+at /m);
  return { code, stderr };
}

/** A corpus of one document. */
async function smallCorpus(): Promise<string> {
  const corpus = await newDirectory();
  await writeFile(join(corpus, "bad.md"), "# Stadtbad\n\nDas Stadtbad öffnet um 9 Uhr.\n");
  return corpus;
}

describe("wrong use ends with exit code 2 and a sentence", () => {
  it.each([
    [["nonsense"], /^error: unknown command 'nonsense'; commands are start, index, ask, show/],
    [["ask", "--nonsense"], /^error: unknown option '--nonsense'/],
    [["ask", "--audience", "mayor", "Was?"], /^error: .*'mayor' is invalid\. Allowed choices are citizen, employee\./],
    [["ask", "--top", "0", "--retrieve-only", "Was?"], /^error: .*'0' is invalid\. Write a whole number from 1\./],
    [["show"], /^error: missing required argument 'document'/],
    [
      ["ask", "--json"],
      /^"ask --json", "ask --explain" and "ask --retrieve-only" need a question or --questions FILE\.\n$/,
    ],
    [["ask", "--questions", "x.jsonl", "Was?"], /^"ask" takes a question or --questions FILE, not both\./],
    [
      ["ask", "--questions", "missing.jsonl"],
      /^--questions missing\.jsonl cannot be read\. Name a file of JSON Lines\.\n$/,
    ],
    [["ask", "--questions", "."], /^--questions \. cannot be read\./],
    [["index", "--corpus", "missing"], /^CORPUS_DIR is "missing"; there is no such directory, seen from .*\.\n$/],
    [
      ["index", "--corpus", ".", "--index", "corpus/aliases.yaml"],
      /^INDEX_DIR is .*; this is a file: name a directory\.\n$/,
    ],
  ])("%j", async (args, message) => {
    const { code, stderr } = await fails(args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it("names every wrong value at once, and none of the secrets", async () => {
    const token = "wrong token";
    const { code, stderr } = await fails(["start"], {
      cwd: await newDirectory(),
      env: {
        BOT_TOKEN: token,
        WEB_PORT: "abc",
        ADMIN_IDS: "7, anna",
        LOG_LEVEL: "loud",
        LLM_BASE_URL: "http://127.0.0.1:1",
      },
    });
    expect(code).toBe(2);
    const sentences = stderr.trimEnd().split("\n");
    for (const name of ["BOT_TOKEN", "WEB_PORT", "ADMIN_IDS", "LOG_LEVEL", "LLM_MODEL", "CORPUS_DIR"]) {
      expect(
        sentences.filter((sentence) => sentence.startsWith(`${name} is `)),
        name,
      ).toHaveLength(1);
    }
    expect(sentences).toHaveLength(6);
    expect(stderr).not.toContain(token);
  });

  it("shows help for the asking with exit code 0", async () => {
    const { code, stdout, stderr } = await run(["ask", "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const option of [
      "--json",
      "--questions",
      "--document",
      "--audience",
      "--extractive",
      "--retrieve-only",
      "--top",
    ]) {
      expect(stdout).toContain(option);
    }
  });
});

describe("without a usable index", () => {
  it("says that there is none, with exit code 3", async () => {
    const index = join(await newDirectory(), "index");
    for (const args of [
      ["ask", "--index", index, "Was?"],
      ["show", "--index", index, "bad.md"],
    ]) {
      expect(await fails(args)).toEqual({ code: 3, stderr: `There is no index in ${index}. Run "npm run index".\n` });
    }
  });

  it("names both models where the index was built with another one", async () => {
    const index = await newDirectory();
    await publishSmallIndex(
      index,
      [{ path: "bad.md", text: "Das Stadtbad öffnet um 9 Uhr." }],
      "other-model@0123456789abcdef",
    );
    const { code, stderr } = await fails(["ask", "--index", index, "Wann öffnet das Stadtbad?"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^The index was built with model other-model@0123456789abcdef, but the present model is \S+@[0-9a-f]{16}\. Run "npm run index"\.\n$/,
    );
  });

  it("reads nothing of a damaged file", async () => {
    const index = await newDirectory();
    const generation = await publishSmallIndex(index, [{ path: "bad.md", text: "Das Stadtbad öffnet um 9 Uhr." }]);
    const folder = join(index, "generations", generation, "public");
    for (const name of await readdir(folder)) {
      const file = join(folder, name);
      const content = await readFile(file);
      if (content.length === 0) continue;
      await writeFile(
        file,
        content.map((byte, at) => (at === content.length >> 1 ? byte ^ 1 : byte)),
      );
      const { code, stderr } = await fails(["show", "--index", index, "bad.md"]);
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: `${file} is damaged: its content is not what was published. Run "npm run index".\n`,
      });
      await writeFile(file, content);
    }
    expect((await run(["show", "--index", index, "bad.md"])).stdout).toBe("Das Stadtbad öffnet um 9 Uhr.\n");
  });

  it("names the files that a model folder lacks", async () => {
    const model = await newDirectory();
    const { code, stderr } = await fails(["ask", "Was?"], { env: { MODEL_DIR: model } });
    expect(code).toBe(3);
    expect(stderr).toBe(
      `The embedding model in ${model} lacks config.json, tokenizer.json, tokenizer_config.json, onnx/model_quantized.onnx. Restore the folder or set MODEL_DIR.\n`,
    );
  });

  it("shows where it happened at LOG_LEVEL=debug only", async () => {
    const index = join(await newDirectory(), "index");
    const { stderr } = await run(["show", "--index", index, "bad.md"], { env: { LOG_LEVEL: "debug" } });
    expect(stderr).toMatch(/^IndexUnavailableError: There is no index in /);
    expect(stderr).toMatch(/^\s+at .*search-index\.js:\d+:\d+\)?$/m);
  });
});

describe("show", () => {
  it("names some documents to somebody who asks for one that is not there", async () => {
    const index = await newDirectory();
    await publishSmallIndex(index, [{ path: "bad.md", text: "Das Stadtbad öffnet um 9 Uhr." }]);
    expect(await fails(["show", "--index", index, "bäder.md"])).toEqual({
      code: 2,
      stderr: 'There is no document "bäder.md". Name one by its path below the corpus folder, such as bad.md.\n',
    });
  });
});

describe("a corpus that is not as it should be", () => {
  it("without a document is refused", async () => {
    const corpus = await newDirectory();
    const { code, stderr } = await fails(["index", "--corpus", corpus, "--index", await newDirectory()]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `${corpus} holds no document that can be read. Put documents there, such as .md, .pdf or .docx files.\n`,
    );
  });

  it("has its unreadable files reported, each with a reason, and the others indexed, with exit code 1", async () => {
    const corpus = await smallCorpus();
    await writeFile(join(corpus, "kaputt.md"), "---\ntitle: [\n---\n\nText.\n");
    await writeFile(join(corpus, "leer.pdf"), "");
    await writeFile(join(corpus, "tabelle.csv"), "x");
    await mkdir(join(corpus, "ordner.md"));
    await writeFile(join(corpus, "ordner.md", "hallenbad.md"), "# Hallenbad\n\nDas Hallenbad öffnet um 7 Uhr.\n");
    const index = await newDirectory();
    const built = await run(["index", "--json", "--corpus", corpus, "--index", index]);
    expect(built.code).toBe(1);
    expect(jsonLines(built.stdout)).toEqual([
      expect.objectContaining({
        published: true,
        documents: 2,
        plan: expect.objectContaining({
          added: ["bad.md", "ordner.md/hallenbad.md"],
          unreadable: [
            expect.objectContaining({ reason: expect.stringMatching(/^kaputt\.md: .* no valid YAML .*\.$/) }),
            expect.objectContaining({ reason: "leer.pdf is empty; remove it or put text into it." }),
          ],
          skipped: [expect.objectContaining({ path: "tabelle.csv", reason: expect.stringContaining(".csv") })],
        }),
      }),
    ]);
    expect(built.stderr).toContain("Unreadable: leer.pdf is empty; remove it or put text into it.\n");
    expect(built.stderr).toMatch(/^Unreadable: kaputt\.md: /m);

    const again = await run(["index", "--corpus", corpus, "--index", index]);
    expect(again.code).toBe(1);
    expect(again.stdout).toMatch(/^The index is up to date \(generation \S+\): 2 documents, .* 0 texts embedded/);
    const asked = await run(["ask", "--json", "--index", index, "Wann öffnet das Stadtbad?"]);
    expect(jsonLines(asked.stdout)).toEqual([
      expect.objectContaining({ citations: [expect.objectContaining({ document: "bad.md" })] }),
    ]);
  });
});

it("says that the index folder cannot be written", async ({ skip }) => {
  // Root may write everywhere; started by root, the program runs as nobody.
  const options = process.getuid?.() === 0 ? { uid: 65534, cwd: "/" } : {};
  const { code: started } = await run(["--help"], options);
  skip(started !== 0, "root may write everywhere, and nobody else may read the program here");
  const corpus = await smallCorpus();
  const index = await newDirectory();
  await chmod(index, 0o555);
  for (const folder of [corpus, join(corpus, "..")]) await chmod(folder, 0o755);
  for (const task of [[], ["--rollback"], ["--forget", "bad.md"]]) {
    const { code, stderr } = await fails(["index", "--corpus", corpus, "--index", index, ...task], options);
    expect(code).toBe(2);
    expect(stderr).toContain(`The index folder ${index} cannot be written (EACCES). Check its permissions`);
  }
});
