import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EntryPoint, environmentVariables, packageDirectory, readConfig } from "../src/config.js";
import { ConfigurationError } from "../src/errors.js";

const TOKEN = "123456789:AAE-secret_secret_secret_secret_12";

const entryPoints: readonly EntryPoint[] = ["start", "index", "ask", "show"];
const KEY = "sk-secret-key-of-the-endpoint";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "config-"));
  for (const name of ["corpus", "corpus/intern", "internal", "model"]) mkdirSync(join(directory, name));
  writeFileSync(join(directory, "file"), "");
});
afterAll(() => rmSync(directory, { recursive: true }));

type Changes = Readonly<Record<string, string | undefined>>;

/** An environment in which `start` finds everything, with some variables set otherwise. */
const environment = (changes: Changes = {}) => ({
  CORPUS_DIR: join(directory, "corpus"),
  MODEL_DIR: join(directory, "model"),
  ...changes,
});

const read = (changes: Changes = {}) => readConfig("start", {}, environment(changes));

function problemsOf(changes: Changes, entryPoint: EntryPoint = "start"): readonly string[] {
  try {
    readConfig(entryPoint, {}, environment(changes));
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

/** Reads the configuration in a process of its own, whose current directory and environment are given. */
async function readInProcess(entryPoint: EntryPoint, cwd: string, env: Readonly<Record<string, string>> = {}) {
  const config = pathToFileURL(resolve("src/config.ts")).href;
  const code = `const { readConfig } = await import(${JSON.stringify(config)});
    try { console.log(JSON.stringify(readConfig("${entryPoint}"))); }
    catch (error) { console.log(JSON.stringify({ problems: error.problems })); }`;
  const options = ["--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", code];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd, env: { ...env } });
  return JSON.parse(stdout);
}

describe("readConfig", () => {
  it("takes the default of everything that is not set", () => {
    expect(readConfig("start", {}, {})).toEqual({
      botToken: null,
      telegramApiRoot: null,
      adminIds: [],
      employeeIds: [],
      corpusDir: resolve("corpus"),
      internalCorpusDir: null,
      indexDir: resolve("embeddings/index"),
      dataDir: resolve("data"),
      modelDir: resolve("embeddings/model"),
      embeddingModel: null,
      goldenQuestions: null,
      indexWatch: false,
      languageModel: null,
      webHost: "127.0.0.1",
      webPort: 8080,
      publicUrl: null,
      webhookUrl: null,
      dataKey: null,
      logLevel: "info",
      contact: null,
    });
  });

  it("takes what is set, without the blanks around it", () => {
    const config = read({
      BOT_TOKEN: ` ${TOKEN}\r\n`,
      TELEGRAM_API_ROOT: "http://127.0.0.1:8081/",
      ADMIN_IDS: "12, 34,12,",
      EMPLOYEE_IDS: "4503599627370495",
      INTERNAL_CORPUS_DIR: join(directory, "internal"),
      INDEX_DIR: "somewhere/index",
      DATA_DIR: join(directory, "data"),
      EMBEDDING_MODEL: "intfloat/multilingual-e5-small",
      GOLDEN_QUESTIONS: join(directory, "file"),
      INDEX_WATCH: "true",
      LLM_BASE_URL: "http://127.0.0.1:11434/v1/",
      LLM_MODEL: "qwen3:8b",
      LLM_API_KEY: KEY,
      LLM_OUTPUT: "json",
      LLM_TIMEOUT: "90",
      LLM_CONCURRENCY: "4",
      WEB_HOST: "::1",
      WEB_PORT: "0",
      PUBLIC_URL: "https://auskunft.example.org/fragen/",
      WEBHOOK_URL: "https://auskunft.example.org/telegram",
      DATA_KEY: "0123456789abcdef",
      LOG_LEVEL: "debug",
      CONTACT: "Bürgerbüro, buergerbuero@example.org",
    });
    expect(config).toEqual({
      botToken: TOKEN,
      telegramApiRoot: "http://127.0.0.1:8081",
      adminIds: [12, 34],
      employeeIds: [4503599627370495],
      corpusDir: join(directory, "corpus"),
      internalCorpusDir: join(directory, "internal"),
      indexDir: resolve("somewhere/index"),
      dataDir: join(directory, "data"),
      modelDir: join(directory, "model"),
      embeddingModel: "intfloat/multilingual-e5-small",
      goldenQuestions: join(directory, "file"),
      indexWatch: true,
      languageModel: {
        ...{ baseUrl: "http://127.0.0.1:11434/v1", model: "qwen3:8b", apiKey: KEY },
        ...{ output: "json", timeoutSeconds: 90, concurrency: 4 },
      },
      webHost: "::1",
      webPort: 0,
      publicUrl: "https://auskunft.example.org/fragen",
      webhookUrl: "https://auskunft.example.org/telegram",
      dataKey: "0123456789abcdef",
      logLevel: "debug",
      contact: "Bürgerbüro, buergerbuero@example.org",
    });
  });

  it("counts a blank value as not set", () => {
    const blank = Object.fromEntries(Object.keys(environmentVariables).map((name) => [name, " "]));
    expect(readConfig("start", {}, blank)).toEqual(readConfig("start", {}, {}));
  });

  it("lets an option of the command line win over the environment, but not a blank one", () => {
    const env = environment({ INDEX_DIR: "from-environment", LOG_LEVEL: "warn" });
    expect(readConfig("index", { INDEX_DIR: "from-option" }, env).indexDir).toBe(resolve("from-option"));
    expect(readConfig("index", { INDEX_DIR: "", LOG_LEVEL: undefined }, env)).toMatchObject({
      indexDir: resolve("from-environment"),
      logLevel: "warn",
    });
  });

  it("cannot be changed afterwards", () => {
    const config = read({ ADMIN_IDS: "1", LLM_BASE_URL: "http://localhost", LLM_MODEL: "m" });
    for (const part of [config, config.adminIds, config.employeeIds, config.languageModel]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it("reads and checks only what the entry point needs", () => {
    const wrong = { BOT_TOKEN: "x", CORPUS_DIR: "/nowhere", LLM_BASE_URL: "x", LLM_MODEL: "m", WEB_PORT: "x" };
    const shared = ["indexDir", "modelDir", "embeddingModel", "logLevel"];
    expect(Object.keys(readConfig("show", {}, environment(wrong)))).toEqual(shared);
    expect(Object.keys(readConfig("ask", {}, environment()))).toEqual([...shared, "languageModel", "contact"]);
    expect(Object.keys(readConfig("index", {}, environment()))).toEqual([
      ...shared,
      ...["corpusDir", "internalCorpusDir", "goldenQuestions"],
    ]);
    expect(problemsOf(wrong, "ask")).toHaveLength(1);
    expect(problemsOf(wrong, "index")).toHaveLength(1);
    expect(problemsOf(wrong)).toHaveLength(4);
  });
});

describe("problems", () => {
  it("are all told at once, one sentence each, with variable, value and what to do", () => {
    const problems = problemsOf({
      BOT_TOKEN: "no-token-at-all",
      ADMIN_IDS: "12,@admin",
      CORPUS_DIR: join(directory, "nowhere"),
      INDEX_DIR: join(directory, "file"),
      LLM_BASE_URL: "localhost:11434",
      WEB_HOST: "http://localhost",
      WEB_PORT: "65536",
      PUBLIC_URL: "ftp://example.org",
      LOG_LEVEL: "loud",
    });
    expect(problems).toEqual([
      "BOT_TOKEN is wrong (its value stays secret); copy it from @BotFather, it looks like 123456789:AAE-x_y.",
      'ADMIN_IDS is "12,@admin"; write positive whole numbers, separated by commas.',
      `CORPUS_DIR is "${directory}/nowhere"; there is no such directory, seen from ${process.cwd()}: create it or name another one.`,
      `INDEX_DIR is "${directory}/file"; this is a file: name a directory.`,
      'LLM_BASE_URL is "localhost:11434"; write an http or https address without user name, password, ? or #.',
      "LLM_MODEL is not set; LLM_BASE_URL needs it: write the model's name, or remove LLM_BASE_URL.",
      'WEB_HOST is "http://localhost"; write a host name or an IP address of this machine, without a port.',
      'WEB_PORT is "65536"; write a whole number from 0 to 65535.',
      'PUBLIC_URL is "ftp://example.org"; write an http or https address without user name, password, ? or #.',
      'LOG_LEVEL is "loud"; write one of fatal, error, warn, info, debug, trace, silent.',
    ]);
  });

  it.each(["0", "-5", "1.5", "007", "1e3", "12 34", "1;2", "4503599627370496", "９"])(
    "include the user id %s",
    (id) => {
      expect(problemsOf({ EMPLOYEE_IDS: `1,${id}` })).toEqual([
        `EMPLOYEE_IDS is "1,${id}"; write positive whole numbers, separated by commas.`,
      ]);
    },
  );

  it.each(["1087968824", "136817688", "777000"])("include %s, which is no person", (id) => {
    for (const variable of ["ADMIN_IDS", "EMPLOYEE_IDS"]) {
      expect(problemsOf({ [variable]: `5, ${id}` })).toEqual([
        expect.stringMatching(`^${variable} is "5, ${id}"; ${id} stands for .*, not for a person: remove it.$`),
      ]);
    }
  });

  it.each(["-1", "80.5", "0x50", "eight", "65536", "1e3"])("include the port %s", (port) => {
    expect(problemsOf({ WEB_PORT: port })).toEqual([expect.stringMatching("^WEB_PORT is ")]);
    expect(read({ WEB_PORT: "65535" }).webPort).toBe(65_535);
  });

  it.each([
    "host",
    "localhost:80",
    "//host/",
    "https://",
    "https:host",
    "file:///etc",
    "https://host/?a=b",
    "https://host/#a",
    "https://host/a b",
    "https://user@host/",
    "https://:pass@host/",
  ])("include the address %s", (address) => {
    for (const variable of ["TELEGRAM_API_ROOT", "LLM_BASE_URL", "PUBLIC_URL"]) {
      const problems = problemsOf({ LLM_MODEL: "m", [variable]: address });
      expect(problems).toEqual([expect.stringMatching(`^${variable} is .*; write an http or https address`)]);
      expect(problemsOf({ LLM_MODEL: "m", [variable]: "HTTPS://[::1]:80/@a/b" })).toEqual([]);
    }
  });

  it("include an internal corpus that overlaps the public one, also through a link", () => {
    const overlaps = (internal: string, corpus = "corpus") =>
      problemsOf({ CORPUS_DIR: join(directory, corpus), INTERNAL_CORPUS_DIR: join(directory, internal) });
    symlinkSync(join(directory, "corpus"), join(directory, "link"));
    for (const internal of ["corpus", "corpus/intern", ".", "link", "link/intern"]) {
      expect(overlaps(internal)).toEqual([expect.stringContaining("makes internal documents public")]);
    }
    expect(overlaps("internal")).toEqual([]);
  });

  it("include a missing internal corpus and a missing model, unless another model is named", () => {
    const missing = join(directory, "missing");
    expect(problemsOf({ INTERNAL_CORPUS_DIR: missing })).toEqual([expect.stringMatching("^INTERNAL_CORPUS_DIR is ")]);
    for (const entryPoint of entryPoints) {
      expect(problemsOf({ MODEL_DIR: missing }, entryPoint)).toEqual([expect.stringMatching("^MODEL_DIR is ")]);
      expect(problemsOf({ MODEL_DIR: missing, EMBEDDING_MODEL: "some/model" }, entryPoint)).toEqual([]);
    }
  });

  it("do not include a language model without an address: that is how it is switched off", () => {
    expect(read({ LLM_MODEL: "m", LLM_API_KEY: KEY }).languageModel).toBeNull();
  });

  it("hold neither token nor key nor a password, wherever they were put", () => {
    const names = Object.keys(environmentVariables);
    const password = "pass-word";
    const values = [
      `x${TOKEN}x`,
      `api.telegram.org/bot987654:${"A".repeat(35)}`,
      `https://user:${password}@host/`,
      `user:${password}@host`,
      `https://host/?key=${password}`,
    ];
    const secrets = { BOT_TOKEN: TOKEN, LLM_API_KEY: KEY };
    const wrongSecrets = {
      BOT_TOKEN: `wrong ${TOKEN}`,
      LLM_API_KEY: "Schlüssel mit Leerzeichen",
      LLM_BASE_URL: "http://localhost",
    };
    for (const set of [secrets, wrongSecrets]) {
      for (const value of [...values, set.BOT_TOKEN, set.LLM_API_KEY]) {
        const text = problemsOf({ ...Object.fromEntries(names.map((name) => [name, value])), ...set }).join("\n");
        if (set === wrongSecrets) expect(text).toMatch(/^BOT_TOKEN is wrong.*^LLM_API_KEY is wrong/ms);
        expect(text).toContain("WEB_PORT is ");
        for (const secret of [TOKEN, set.BOT_TOKEN, set.LLM_API_KEY, password, "AAAAAAAA"]) {
          expect(text).not.toContain(secret);
        }
      }
    }
  });

  it("are the only thing that any environment can cause", () => {
    const value = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom(TOKEN, "1", "a:b", "https://a"));
    const env = fc.record(Object.fromEntries(Object.keys(environmentVariables).map((name) => [name, value])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(env, fc.constantFrom(...entryPoints), (variables, entryPoint) => {
        for (const problem of problemsOf(variables, entryPoint)) expect(problem).toMatch(/^[A-Z_]+ is .*; .*\.$/s);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the current directory", () => {
  it("gives .env, over which the environment wins", async () => {
    const current = join(directory, "current");
    mkdirSync(join(current, "corpus"), { recursive: true });
    writeFileSync(
      join(current, ".env"),
      "CORPUS_DIR=corpus\nWEB_PORT=9000 # page\nLOG_LEVEL=warn\nCONTACT='Die Stadt'\n",
    );
    expect(await readInProcess("start", current, { LOG_LEVEL: "error", CONTACT: "" })).toMatchObject({
      webPort: 9000,
      logLevel: "error",
      contact: null,
      corpusDir: join(current, "corpus"),
      indexDir: join(current, "embeddings/index"),
    });
  });

  it("gives way to the program's own folder where it has no embedding model", async () => {
    expect((await readInProcess("show", directory)).modelDir).toBe(join(packageDirectory, "embeddings/model"));
    const current = join(directory, "with-model");
    mkdirSync(join(current, "embeddings/model"), { recursive: true });
    expect((await readInProcess("show", current)).modelDir).toBe(join(current, "embeddings/model"));
  });

  it("is named when it lacks a default directory or holds a .env that cannot be read", async () => {
    const current = join(directory, "empty");
    mkdirSync(current);
    expect((await readInProcess("index", current)).problems).toEqual([
      `CORPUS_DIR is not set, which means "corpus"; there is no such directory, seen from ${current}: create it or name another one.`,
    ]);
    mkdirSync(join(current, ".env"));
    expect((await readInProcess("index", current)).problems).toEqual([
      `${current}/.env cannot be read; make it a readable file or remove it.`,
    ]);
  });
});

describe("packageDirectory", () => {
  it("holds package.json and the prompts", () => {
    expect(JSON.parse(readFileSync(join(packageDirectory, "package.json"), "utf8"))).toMatchObject({
      name: "auskunft",
    });
    expect(readFileSync(join(packageDirectory, "prompts/answer.md"), "utf8")).toContain("name: answer");
  });
});

describe(".env.example", () => {
  it("names every variable once, commented out, with its default and one line of explanation", () => {
    const blocks = readFileSync(".env.example", "utf8").trimEnd().split("\n\n").slice(1);
    const expected = Object.entries(environmentVariables).map(([name, { standard }]) => `# ${name}=${standard ?? ""}`);
    expect(blocks.map((block) => block.split("\n")[1])).toEqual(expected);
    for (const block of blocks) expect(block).toMatch(/^# [A-Z][^\n]+\.\n# [A-Z_]+=\S*$/);
  });
});
