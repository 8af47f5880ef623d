import { join, resolve } from "node:path";
import { type Config, packageDirectory } from "../config.js";
import { ConfigurationError } from "../errors.js";
import { missingFile } from "../evaluation/datasets/evaluation-source.js";
import { trainCalibration } from "../evaluation/train-calibration.js";
import { EVALUATION_DIRECTORY, MEASURED_TOKENS } from "./eval.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import { embedderOptions, openEmbedder, openReader } from "./open-assistant.js";
import { GOLDEN_QUESTIONS_FILE } from "./open-indexing.js";

/** What is fitted on, beside the golden questions. */
const TRAINING_FILES = ["omosqa/train_de.jsonl", "omosqa/train_en.jsonl"];

/**
 * The command `train`: fits the numbers of the calibration and writes them where the program reads them.
 *
 * @param benchDir Folder with the evaluation data.
 * @param signal Ends the training with the step it is at; the calibration stays as it is.
 * @throws {ConfigurationError} The data are not there.
 */
export async function runTrain(config: Config<"index">, benchDir: string, signal: AbortSignal): Promise<ExitCode> {
  const missing = missingFile(TRAINING_FILES, benchDir);
  if (missing !== null) {
    throw new ConfigurationError(`${missing} is missing. Put OMoS-QA there, or name the folder with --bench.`);
  }
  const calibrationFile = join(packageDirectory, "embeddings/calibration.json");
  const embedder = await openEmbedder(config);
  try {
    const reader = await openReader(embedder, MEASURED_TOKENS);
    if (reader === null) {
      throw new ConfigurationError(
        `The reader was not made for ${embedder.id}. Use the model that comes with the program.`,
      );
    }
    await trainCalibration({
      embedder,
      reader,
      readerDir: join(packageDirectory, "embeddings/reader/build"),
      openPool: async () => {
        const { createEmbeddingPool } = await import("../embeddings/embedding-pool.js");
        return createEmbeddingPool(embedderOptions(config));
      },
      benchDir,
      corpusDir: config.corpusDir,
      questionsFile: GOLDEN_QUESTIONS_FILE,
      workDir: resolve(EVALUATION_DIRECTORY),
      calibrationFile,
      onStep(step) {
        signal.throwIfAborted();
        process.stderr.write(`${step}\n`);
      },
    });
  } finally {
    await embedder.close();
  }
  process.stdout.write(`${calibrationFile} is written. "npm run index" builds the index with it.\n`);
  return EXIT.done;
}
