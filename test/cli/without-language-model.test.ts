import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { startChatCompletionsServer } from "../helpers/chat-completions-server.js";
import { REPOSITORY_CORPUS, run } from "../helpers/program.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const newDirectory = useTemporaryDirectories();
const question = "When did OWL-IT start operations?";

/** Writes down the address of every module that the program loads. */
const HOOKS = `
import { appendFileSync } from "node:fs";
export async function load(url, context, next) {
  appendFileSync(process.env.LOADED_MODULES, url + "\\n");
  return next(url, context);
}`;
const REGISTER = `import { register } from "node:module"; register("./hooks.mjs", import.meta.url);`;

let directory: string;
beforeAll(async () => {
  directory = await newDirectory();
  await Promise.all([
    writeFile(join(directory, "hooks.mjs"), HOOKS),
    writeFile(join(directory, "register.mjs"), REGISTER),
    mkdir(join(directory, "corpus")),
  ]);
  await copyFile(join(REPOSITORY_CORPUS, "owl-it/betriebsstart.md"), join(directory, "corpus/betriebsstart.md"));
  const args = ["index", "--index", join(directory, "index"), "--corpus", join(directory, "corpus")];
  const { code, stderr } = await run(args);
  expect(code, stderr).toBe(0);
});

async function modulesOf(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const list = join(directory, "modules.txt");
  await writeFile(list, "");
  const NODE_OPTIONS = `--import ${pathToFileURL(join(directory, "register.mjs"))}`;
  const { code, stderr } = await run(args, { env: { ...env, NODE_OPTIONS, LOADED_MODULES: list } });
  expect(code, stderr).toBe(0);
  return readFile(list, "utf8");
}

const LANGUAGE_MODEL = /langchain|openai|dist\/language-model|dist\/answers\/generat|render-prompt/;

it("loads nothing of the language model where none is configured", async () => {
  const loaded = await modulesOf(["ask", "--index", join(directory, "index"), question], {});
  expect(loaded).toContain("dist/answers/answer-question.js");
  expect(loaded.split("\n").filter((url) => LANGUAGE_MODEL.test(url))).toEqual([]);
});

it("loads it where one is, which shows that the test above can fail", async () => {
  const server = await startChatCompletionsServer();
  server.script({ kind: "message", content: '{"claims":[],"missing":[]}' });
  const env = { LLM_BASE_URL: server.baseUrl, LLM_MODEL: "tiny", LOG_LEVEL: "silent" };
  const loaded = await modulesOf(["ask", "--index", join(directory, "index"), question], env);
  await server.close();
  for (const part of ["@langchain/openai", "dist/language-model", "dist/answers/generator.js"]) {
    expect(loaded).toContain(part);
  }
});
