import { existsSync, realpathSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { address, host, languageModel, userIds, wholeNumber } from "./config/values.js";
import { ConfigurationError } from "./errors.js";

/** Absolute path of the folder that package.json lies in: below it are `prompts/` and `embeddings/calibration.json`. */
export const packageDirectory: string = resolve(fileURLToPath(import.meta.url), "../..");

/** Every environment variable: the field it fills and the value it has when it is not set, null for none. */
export const environmentVariables = {
  BOT_TOKEN: { field: "botToken", standard: null },
  TELEGRAM_API_ROOT: { field: "telegramApiRoot", standard: null },
  ADMIN_IDS: { field: "adminIds", standard: null },
  EMPLOYEE_IDS: { field: "employeeIds", standard: null },
  CORPUS_DIR: { field: "corpusDir", standard: "corpus" },
  INTERNAL_CORPUS_DIR: { field: "internalCorpusDir", standard: null },
  INDEX_DIR: { field: "indexDir", standard: "embeddings/index" },
  DATA_DIR: { field: "dataDir", standard: "data" },
  MODEL_DIR: { field: "modelDir", standard: "embeddings/model" },
  EMBEDDING_MODEL: { field: "embeddingModel", standard: null },
  GOLDEN_QUESTIONS: { field: "goldenQuestions", standard: null },
  INDEX_WATCH: { field: "indexWatch", standard: "false" },
  LLM_BASE_URL: { field: "languageModel.baseUrl", standard: null },
  LLM_MODEL: { field: "languageModel.model", standard: null },
  LLM_API_KEY: { field: "languageModel.apiKey", standard: null },
  LLM_OUTPUT: { field: "languageModel.output", standard: "auto" },
  LLM_TIMEOUT: { field: "languageModel.timeoutSeconds", standard: "30" },
  LLM_CONCURRENCY: { field: "languageModel.concurrency", standard: "2" },
  WEB_HOST: { field: "webHost", standard: "127.0.0.1" },
  WEB_PORT: { field: "webPort", standard: "8080" },
  PUBLIC_URL: { field: "publicUrl", standard: null },
  WEBHOOK_URL: { field: "webhookUrl", standard: null },
  DATA_KEY: { field: "dataKey", standard: null },
  LOG_LEVEL: { field: "logLevel", standard: "info" },
  CONTACT: { field: "contact", standard: null },
} as const;

export type VariableName = keyof typeof environmentVariables;

const variableNames = Object.keys(environmentVariables) as readonly VariableName[];

/** Values by variable. */
type Values = Readonly<Partial<Record<VariableName, string | undefined>>>;

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** One schema per entry point. Messages say what to do; name and value of the variable are put before them. */
function createSchemas(values: Values, currentDirectory: string) {
  const directory = z
    .string()
    .transform((path) => resolve(currentDirectory, path))
    .refine((path) => !existsSync(path) || isDirectory(path), "this is a file: name a directory");
  const existingDirectory = directory.refine(
    (path) => existsSync(path),
    `there is no such directory, seen from ${currentDirectory}: create it or name another one`,
  );
  const besideCorpus = existingDirectory.refine(
    (path) => !overlap(path, resolve(currentDirectory, values.CORPUS_DIR ?? "")),
    "one of it and CORPUS_DIR holds the other, which makes internal documents public: put them side by side",
  );
  const text = z.string().nullable();
  const shared = {
    indexDir: directory,
    modelDir: values.EMBEDDING_MODEL === undefined ? existingDirectory : directory,
    embeddingModel: text,
    logLevel: z.enum(logLevels, `write one of ${logLevels.join(", ")}`),
  };
  const file = z
    .string()
    .transform((path) => resolve(currentDirectory, path))
    .refine((path) => existsSync(path) && statSync(path).isFile(), "there is no such file: name one, or remove it");
  const corpora = {
    corpusDir: existingDirectory,
    internalCorpusDir: besideCorpus.nullable(),
    goldenQuestions: file.nullable(),
  };
  const answers = {
    languageModel,
    contact: text,
  };
  const channels = {
    indexWatch: z.enum(["true", "false"], "write true or false").transform((watch) => watch === "true"),
    dataDir: directory,
    botToken: z
      .string()
      .regex(/^\d+:[\w-]+$/, "copy it from @BotFather, it looks like 123456789:AAE-x_y")
      .nullable(),
    telegramApiRoot: address.nullable(),
    adminIds: userIds,
    employeeIds: userIds,
    webHost: host,
    webPort: wholeNumber(0, 65_535),
    publicUrl: address.nullable(),
    webhookUrl: address
      .refine((url) => url.startsWith("https://"), "Telegram brings updates to https addresses only: write one")
      .nullable(),
    dataKey: z.string().min(16, "a key has at least 16 characters: make one with openssl rand -base64 32").nullable(),
  };
  return {
    start: z.object({ ...shared, ...corpora, ...answers, ...channels }).readonly(),
    index: z.object({ ...shared, ...corpora }).readonly(),
    eval: z.object({ ...shared, ...corpora, ...answers }).readonly(),
    ask: z.object({ ...shared, ...answers }).readonly(),
    show: z.object(shared).readonly(),
  };
}

type Schemas = ReturnType<typeof createSchemas>;

/** What the program is started for; each needs other variables, and only those are checked. */
export type EntryPoint = keyof Schemas;

/**
 * The configuration of an entry point. Directories are absolute, addresses end without a slash, null is "not set", and
 * `languageModel` is null where answers are extractive.
 */
export type Config<Entry extends EntryPoint = "start"> = z.infer<Schemas[Entry]>;

/**
 * Reads the configuration from the environment; the only place that does.
 *
 * Blanks around a value are dropped and a blank value counts as not set. Relative directories are seen from the current
 * directory; where that has no `embeddings/model`, the default of MODEL_DIR is the program's own. A file `.env` in the
 * current directory is read as well if `env` is the process's own; variables that are set already win over it.
 *
 * @param overrides Values of command line options by the variable they stand for, such as `{ INDEX_DIR: "x" }` for
 *   `--index x`; they win over the environment.
 * @returns Frozen, with all that is in it.
 * @throws {ConfigurationError} One problem for each wrong value, all at once; never with the token or a key.
 */
export function readConfig<Entry extends EntryPoint>(
  entryPoint: Entry,
  overrides: Values = {},
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config<Entry> {
  if (env === process.env) loadEnvFile();
  const given = { ...onlySet(env), ...onlySet(overrides) };
  const values = { ...standardValues(), ...given };
  const result = createSchemas(values, process.cwd())[entryPoint].safeParse(toInput(values));
  if (result.success) return result.data as Config<Entry>;
  const problems = variableNames.flatMap((name) =>
    result.error.issues
      .filter(({ path }) => path.join(".") === environmentVariables[name].field)
      .map(({ message }) => describe(name, message, given)),
  );
  throw new ConfigurationError(problems);
}

/** Reads `.env` of the current directory into the process's environment, if there is one. */
function loadEnvFile(): void {
  if (!existsSync(".env")) return;
  try {
    process.loadEnvFile(".env");
  } catch (cause) {
    throw new ConfigurationError(`${resolve(".env")} cannot be read; make it a readable file or remove it.`, { cause });
  }
}

/** What is set among our variables, without blanks around it. */
function onlySet(source: Readonly<Record<string, string | undefined>>): Values {
  const trimmed = variableNames.map((name) => [name, source[name]?.trim() ?? ""] as const);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ""));
}

function standardValues(): Values {
  const values = variableNames.map((name) => [name, environmentVariables[name].standard ?? undefined] as const);
  const modelDir = environmentVariables.MODEL_DIR.standard;
  const MODEL_DIR = isDirectory(modelDir) ? modelDir : join(packageDirectory, modelDir);
  return { ...Object.fromEntries(values), MODEL_DIR };
}

/** The values by field, as the schemas want them. */
function toInput(values: Values): Readonly<Record<string, unknown>> {
  const input = variableNames.map((name) => [environmentVariables[name].field, values[name] ?? null] as const);
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey = null } = values;
  const { LLM_OUTPUT: output, LLM_TIMEOUT: timeoutSeconds, LLM_CONCURRENCY: concurrency } = values;
  const languageModel = { baseUrl, model, apiKey, output, timeoutSeconds, concurrency };
  return { ...Object.fromEntries(input), languageModel: baseUrl === undefined ? null : languageModel };
}

/** One sentence: variable, value, what to do. */
function describe(variable: VariableName, advice: string, given: Values): string {
  const value = given[variable];
  if (value !== undefined) return `${variable} is ${show(variable, value, given)}; ${advice}.`;
  const { standard } = environmentVariables[variable];
  return `${variable} is not set${standard === null ? "" : `, which means "${standard}"`}; ${advice}.`;
}

/** A value as it may be printed: token and keys may stand in the wrong variable, an address may hold a password. */
function show(variable: VariableName, value: string, { BOT_TOKEN, LLM_API_KEY, DATA_KEY }: Values): string {
  if (variable === "BOT_TOKEN" || variable === "LLM_API_KEY" || variable === "DATA_KEY")
    return "wrong (its value stays secret)";
  const secrets = [BOT_TOKEN, LLM_API_KEY, DATA_KEY].filter((secret) => secret !== undefined);
  const text = secrets.reduce((shown, secret) => shown.replaceAll(secret, "[hidden]"), value);
  const withoutTokens = text.replace(/\d+:[\w-]{30,}/g, "[hidden]");
  return `"${withoutTokens.replace(/^.*:.*@/s, "[hidden]@").replace(/\?.*$/s, "?[hidden]")}"`;
}

function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** Whether two directories are the same or one lies in the other. */
function overlap(one: string, other: string): boolean {
  if (!existsSync(one) || !existsSync(other)) return false;
  const [a, b] = [realpathSync(one), realpathSync(other)];
  return [relative(a, b), relative(b, a)].some((path) => path !== ".." && !path.startsWith(`..${sep}`));
}
