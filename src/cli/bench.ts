import { join, resolve } from "node:path";
import { omosCorpus, ownCorpus } from "../bench/bench-corpus.js";
import { renderBench } from "../bench/render-bench.js";
import { runBench } from "../bench/run-bench.js";
import { type Config, packageDirectory } from "../config.js";
import { ConfigurationError } from "../errors.js";
import { EXIT, type ExitCode } from "./exit-codes.js";

/** Runs of which the median counts. */
const RUNS = { indexing: 3, coldStart: 5 };

/** Where the evaluation data lie if nobody says otherwise, seen from the current directory. */
const BENCH_DIR = "../shared/bench";

/**
 * The command `bench`: speed and memory beside the peer's.
 *
 * @param benchDir Folder of the evaluation data; null looks for them in the usual place and does without.
 */
export async function runBenchCommand(
  config: Config<"index">,
  { benchDir, json }: { readonly benchDir: string | null; readonly json: boolean },
  signal: AbortSignal,
): Promise<ExitCode> {
  const { corpusDir, internalCorpusDir, embeddingModel, modelDir } = config;
  if (internalCorpusDir !== null || embeddingModel !== null) {
    throw new ConfigurationError(
      `"bench" compares one corpus and the model in MODEL_DIR: unset INTERNAL_CORPUS_DIR and EMBEDDING_MODEL for it.`,
    );
  }
  const omos = omosCorpus(resolve(benchDir ?? BENCH_DIR));
  if (omos === null && benchDir !== null) {
    throw new ConfigurationError(
      `--bench ${benchDir} has no omosqa/train_de.jsonl. Name the folder of the evaluation data.`,
    );
  }
  const own = ownCorpus(corpusDir, join(packageDirectory, "test/eval/questions.json"));
  const source = import.meta.url.endsWith(".ts");
  const report = await runBench([own, ...(omos === null ? [] : [omos])], {
    program: join(packageDirectory, source ? "src/cli.ts" : "dist/cli.js"),
    modelDir,
    readerDir: join(packageDirectory, "embeddings/reader"),
    calibrationFile: join(packageDirectory, "embeddings/calibration.json"),
    runs: RUNS,
    onProgress: (text) => process.stderr.write(`${text}\n`),
    signal,
  });
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${renderBench(report)}\n`);
  return EXIT.done;
}
