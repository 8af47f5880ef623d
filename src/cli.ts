#!/usr/bin/env node
import { join } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { describeError, EXIT, type ExitCode, exitCodeOf } from "./cli/exit-codes.js";
import { type Config, type EntryPoint, readConfig } from "./config.js";
import type { Audience } from "./documents/document.js";
import { createLogger, type Logger } from "./logging.js";

interface CommandContext<Entry extends EntryPoint> {
  readonly config: Config<Entry>;
  readonly logger: Logger;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

type SharedOptions = { readonly index?: string; readonly corpus?: string; readonly json?: boolean };

/** Reads the configuration, runs one command and ends the program with its exit code. */
async function run<Entry extends EntryPoint>(
  entryPoint: Entry,
  { index, corpus }: SharedOptions,
  command: (context: CommandContext<Entry>) => Promise<ExitCode>,
): Promise<void> {
  let debug = false;
  let secrets: readonly string[] = [];
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort(new Error("stopped")));
  try {
    const config = readConfig(entryPoint, { INDEX_DIR: index, CORPUS_DIR: corpus });
    debug = config.logLevel === "debug" || config.logLevel === "trace";
    const { botToken, dataKey, languageModel } = config as Partial<Config<"start">>;
    secrets = [botToken, dataKey, languageModel?.apiKey].filter((secret) => typeof secret === "string");
    const logger = createLogger({ level: config.logLevel, pretty: process.stderr.isTTY, secrets });
    process.exitCode = await command({ config, logger, signal: stop.signal });
  } catch (error) {
    if (stop.signal.aborted && error === stop.signal.reason) process.stderr.write("Stopped; nothing was changed.\n");
    else process.stderr.write(`${describeError(error, debug, secrets)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

const program = new Command("auskunft")
  .description("Answers questions from your own documents, with the sentence that proves it.")
  .exitOverride()
  .showHelpAfterError("Try --help.");
const indexOption = () => new Option("--index <dir>", "folder of the index (INDEX_DIR)");
const corpusOption = () => new Option("--corpus <dir>", "folder of the documents (CORPUS_DIR)");
const jsonOption = () => new Option("--json", "machine output on standard output");

program
  .command("start", { isDefault: true })
  .description("build the index if there is none, then serve the web page and Telegram")
  .addOption(indexOption())
  .addOption(corpusOption())
  .action((options: SharedOptions) =>
    run("start", options, async ({ config, logger, signal }) => {
      const { runStart } = await import("./cli/start.js");
      return runStart(config, logger, signal);
    }),
  );

interface IndexFlags extends SharedOptions {
  readonly rollback?: boolean | string;
  readonly list?: boolean;
  readonly verify?: boolean;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly forget?: string;
}

program
  .command("index")
  .description("build or update the index from the corpus, or look after its generations")
  .addOption(indexOption())
  .addOption(corpusOption())
  .addOption(jsonOption())
  .option("--dry-run", "tell what would change, and change nothing")
  .option("--force", "publish although many documents vanished or golden questions are answered worse")
  .option("--forget <document>", "erase a document, with every generation and vector that holds it")
  .option("--list", "list the generations")
  .option("--verify", "compare every byte of every generation with what was published")
  .option("--rollback [generation]", "answer from an earlier generation again, the one before if none is named")
  .action((flags: IndexFlags) =>
    run("index", flags, async ({ config, signal }) => {
      const { runIndex } = await import("./cli/index-corpus.js");
      const { rollback = false, list = false, verify = false, dryRun = false, force = false, json = false } = flags;
      const forget = flags.forget ?? null;
      return runIndex(config, { rollback, list, verify, dryRun, force, forget, json }, signal);
    }),
  );

interface AskFlags extends SharedOptions {
  readonly questions?: string;
  readonly document?: string;
  readonly audience: Audience;
  readonly extractive?: boolean;
  readonly retrieveOnly?: boolean;
  readonly top: number;
  readonly explain?: boolean;
  readonly expect?: string;
}

program
  .command("ask")
  .description("answer one question, a file of questions, or talk in the terminal")
  .argument("[question...]", "the question; without it a conversation starts")
  .addOption(indexOption())
  .addOption(jsonOption())
  .option("--questions <file>", 'answer a file of JSON Lines {"id", "question", "document"?}')
  .option("--document <path>", "look only into this document")
  .addOption(new Option("--audience <who>", "whose documents").choices(["citizen", "employee"]).default("citizen"))
  .option("--extractive", "never call a language model")
  .option("--retrieve-only", "print the retrieved passages instead of an answer")
  .option("--top <k>", "how many passages", positiveInteger, 10)
  .option("--explain", "say what every stage did, for whoever maintains the documents")
  .option("--expect <words>", "with --explain: words or a document that should be quoted; says where they were lost")
  .action((words: readonly string[], flags: AskFlags) =>
    run("ask", flags, async ({ config, logger, signal }) => {
      const { runAsk } = await import("./cli/ask.js");
      const options = {
        question: words.length > 0 ? words.join(" ") : null,
        questionsFile: flags.questions ?? null,
        document: flags.document ?? null,
        audience: flags.audience,
        extractive: flags.extractive === true,
        retrieve: flags.retrieveOnly === true ? flags.top : null,
        explain: flags.explain === true || flags.expect !== undefined,
        expect: flags.expect ?? null,
        json: flags.json === true,
      };
      return runAsk(config, options, logger, signal);
    }),
  );

program
  .command("show")
  .description("print a document's stored text")
  .argument("<document>", "its path below the corpus folder")
  .addOption(indexOption())
  .addOption(jsonOption())
  .action((path: string, options: SharedOptions) =>
    run("show", options, async ({ config }) => {
      const { runShow } = await import("./cli/show-document.js");
      return runShow(config, path, options.json === true);
    }),
  );

program
  .command("bench")
  .description("measure speed and memory beside plain LangChain's, on the same files")
  .addOption(corpusOption())
  .addOption(jsonOption())
  .option("--bench <dir>", "folder of the evaluation data (default: ../shared/bench, where it is there)")
  .action((options: SharedOptions & { readonly bench?: string }) =>
    run("index", options, async ({ config, signal }) => {
      const { runBenchCommand } = await import("./cli/bench.js");
      return runBenchCommand(config, { benchDir: options.bench ?? null, json: options.json === true }, signal);
    }),
  );

const benchOption = () =>
  new Option("--bench <dir>", "folder of the evaluation data").default(join("..", "shared", "bench"));

interface EvalFlags extends SharedOptions {
  readonly bench: string;
  readonly out: string;
  readonly questions?: string;
  readonly generator: "extractive" | "llm";
  readonly limit?: number;
  readonly baseline?: string;
  readonly saveBaseline?: boolean;
}

program
  .command("eval")
  .description("measure answers on the evaluation sets; write a report with plots")
  .addOption(indexOption())
  .addOption(corpusOption())
  .addOption(jsonOption())
  .addOption(benchOption())
  .option("--out <dir>", "folder for the report", "eval-report")
  .option("--questions <file>", "golden questions about the corpus (default: those of the program's own)")
  .option("--baseline <file>", "figures of an earlier run to compare with (default: those that come with the program)")
  .option("--save-baseline", "make this run the baseline")
  .addOption(
    new Option("--generator <writer>", "llm measures the language model (LLM_BASE_URL) beside the quotes alone")
      .choices(["extractive", "llm"])
      .default("extractive"),
  )
  .option("--limit <n>", "most questions of each set for the language model", positiveInteger)
  .action((options: EvalFlags) =>
    run("eval", options, async ({ config, logger, signal }) => {
      const { BASELINE_FILE, runEval } = await import("./cli/eval.js");
      const { GOLDEN_QUESTIONS_FILE } = await import("./cli/open-indexing.js");
      const { bench: benchDir, out: outDir, json = false, saveBaseline = false, generator, limit = null } = options;
      const { questions: questionsFile = GOLDEN_QUESTIONS_FILE, baseline: baselineFile = BASELINE_FILE } = options;
      const files = { benchDir, outDir, questionsFile, baselineFile };
      return runEval(config, { ...files, saveBaseline, json, generator, limit }, logger, signal);
    }),
  );

program
  .command("train")
  .description("fit the numbers of the calibration to the training data")
  .addOption(corpusOption())
  .addOption(benchOption())
  .action((options: SharedOptions & { readonly bench: string }) =>
    run("index", options, async ({ config, signal }) => {
      const { runTrain } = await import("./cli/train.js");
      return runTrain(config, options.bench, signal);
    }),
  );

function positiveInteger(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("Write a whole number from 1.");
  return number;
}

// Whoever reads the output may stop reading, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(EXIT.incomplete);
});

try {
  // The default command would take an unknown one for an argument.
  const [first = "-"] = process.argv.slice(2);
  const known = ["help", ...program.commands.map((command) => command.name())];
  if (!first.startsWith("-") && !known.includes(first)) {
    program.error(`error: unknown command '${first}'; commands are ${known.slice(1).join(", ")}`);
  }
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.misuse;
}
