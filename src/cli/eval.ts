import { join, resolve } from "node:path";
import { type Config, packageDirectory } from "../config.js";
import { ConfigurationError } from "../errors.js";
import { describeMiss } from "../evaluation/check-floors.js";
import { describeFall } from "../evaluation/compare-runs.js";
import { readDialogues } from "../evaluation/dialogues.js";
import { readGoldenQuestions } from "../evaluation/golden-questions.js";
import { renderText } from "../evaluation/report/render-text.js";
import { writeReport } from "../evaluation/report/write-report.js";
import { runEvaluation } from "../evaluation/run-evaluation.js";
import { readSavedRun, writeSavedRun } from "../evaluation/saved-run.js";
import type { Logger } from "../logging.js";
import { readCurrent } from "../search-index/generation.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import { indexCorpus } from "./index-corpus.js";
import {
  calibrationFor,
  embedderOptions,
  openEmbedder,
  openGenerator,
  openReader,
  passageCentring,
} from "./open-assistant.js";
import { GOLDEN_QUESTIONS_FILE } from "./open-indexing.js";
import { createProgressDisplay } from "./show-progress.js";

/** Tokens of all passages of the largest evaluation set and of the corpus: each is encoded once. */
export const MEASURED_TOKENS = 300_000;

/** Folder for the indexes of the evaluation data. */
export const EVALUATION_DIRECTORY = "data/evaluation";

/** Figures of the run that later ones must not fall behind; made by `eval --save-baseline`. */
export const BASELINE_FILE = join(packageDirectory, "test/eval/baseline.json");

/** Figures of the last run in this folder, below the folder for evaluations. */
const LAST_RUN_FILE = "last-run.json";
/** Dialogues that come with the program, about its own corpus. */
const DIALOGUES_FILE = join(packageDirectory, "test/eval/dialogues.json");

/** Options of the command `eval`. */
export interface EvalOptions {
  /** Folder with the evaluation data; sets that are not there are skipped. */
  readonly benchDir: string;
  /** Folder for the report. */
  readonly outDir: string;
  /** Golden questions about the corpus. */
  readonly questionsFile: string;
  /** Figures to compare with, beside those of the last run; nothing is compared where the file is not there. */
  readonly baselineFile: string;
  /** Makes this run the baseline. */
  readonly saveBaseline: boolean;
  readonly json: boolean;
  /** `llm` measures the answers of the configured language model beside those by quotes alone. */
  readonly generator: "extractive" | "llm";
  /** Most questions of each set that the language model is asked; null for all. */
  readonly limit: number | null;
}

/**
 * The command `eval`: measures, prints a table, writes the report, and fails where a floor is missed or a figure has
 * fallen significantly behind the baseline or the last run.
 *
 * @throws {ConfigurationError} The golden questions cannot be read, or a file of the data has another form.
 */
export async function runEval(
  config: Config<"eval">,
  { benchDir, outDir, questionsFile, baselineFile, saveBaseline, json, generator, limit }: EvalOptions,
  logger: Logger,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { languageModel } = config;
  const opened = generator === "llm" ? await openGenerator(languageModel, logger) : null;
  if (generator === "llm" && (opened === null || languageModel === null)) {
    throw new ConfigurationError("--generator llm needs a language model. Set LLM_BASE_URL and LLM_MODEL.");
  }
  const measured = opened && languageModel && { generator: opened, model: languageModel.model, limit };
  const golden = await readGoldenQuestions(questionsFile);
  const workDir = resolve(EVALUATION_DIRECTORY);
  const lastRunFile = join(workDir, LAST_RUN_FILE);
  const [baseline, lastRun] = [await readSavedRun(baselineFile), await readSavedRun(lastRunFile)];
  // Both are about one corpus: questions of an operator's own come without dialogues.
  const dialogues = questionsFile === GOLDEN_QUESTIONS_FILE ? await readDialogues(DIALOGUES_FILE) : [];
  const display = createProgressDisplay(process.stderr);
  const embedder = await openEmbedder(config);
  try {
    if ((await readCurrent(config.indexDir)) === null) {
      process.stderr.write("There is no index yet; it is built now.\n");
      await indexCorpus(config, { signal });
    }
    const calibration = calibrationFor(embedder.id);
    const { report, figures } = await runEvaluation({
      embedder,
      reader: await openReader(embedder, MEASURED_TOKENS),
      calibration,
      centring: passageCentring(calibration, embedder.dimension),
      openPool: async () => {
        const { createEmbeddingPool } = await import("../embeddings/embedding-pool.js");
        return createEmbeddingPool(embedderOptions(config));
      },
      indexDir: config.indexDir,
      golden,
      dialogues,
      benchDir,
      measured,
      workDir,
      earlier: [
        ...(baseline === null ? [] : [{ name: "baseline", run: baseline }]),
        ...(lastRun === null ? [] : [{ name: "last run", run: lastRun }]),
      ],
      onStep: (step) => process.stderr.write(`${step}\n`),
      onProgress: (progress) => display.show(progress),
      signal,
    });
    await writeReport(outDir, report);
    await writeSavedRun(lastRunFile, report.time, figures);
    if (saveBaseline) await writeSavedRun(baselineFile, report.time, figures);
    process.stdout.write(`${json ? JSON.stringify(report) : renderText(report)}\n`);
    process.stderr.write(`The report is in ${join(outDir, "report.html")}, report.md and report.json.\n`);
    const missed = report.floors.filter(({ met }) => !met);
    for (const floor of missed) process.stderr.write(`${describeMiss(floor)}\n`);
    const fallen = report.comparisons.flatMap((comparison) =>
      comparison.changes
        .filter(({ verdict }) => verdict === "fallen")
        .map((change) => describeFall(change, comparison)),
    );
    for (const sentence of fallen) process.stderr.write(`${sentence}\n`);
    return missed.length + fallen.length > 0 ? EXIT.incomplete : EXIT.done;
  } finally {
    display.end();
    await embedder.close();
  }
}
