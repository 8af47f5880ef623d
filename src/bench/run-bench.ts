import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { createTransformersEmbedder } from "../embeddings/transformers-embedder.js";
import { ConfigurationError } from "../errors.js";
import { readCalibration } from "../retrieval/calibration.js";
import type { BenchCorpus } from "./bench-corpus.js";
import type { BenchReport, CorpusReport, Machine } from "./bench-report.js";
import { LANGCHAIN_PEER } from "./langchain-system.js";
import { type Measuring, measureCorpus } from "./measure-corpus.js";

/**
 * Measures speed and memory beside the peer's, corpus after corpus.
 *
 * @throws {ConfigurationError} The calibration was fitted to another model: its answers would not be the product's.
 */
export async function runBench(corpora: readonly BenchCorpus[], measuring: Measuring): Promise<BenchReport> {
  const measuredAt = new Date().toISOString();
  const before = round(loadavg()[0] ?? 0);
  const { modelDir, calibrationFile } = measuring;
  const embedder = await createTransformersEmbedder({ modelDir });
  const directory = await mkdtemp(join(tmpdir(), "auskunft-bench-"));
  try {
    const { model } = readCalibration(calibrationFile);
    if (model !== embedder.id) {
      throw new ConfigurationError(
        `${calibrationFile} was fitted to ${model}, but ${modelDir} holds ${embedder.id}. Measure the fitted model.`,
      );
    }
    const reports: CorpusReport[] = [];
    for (const corpus of corpora) {
      reports.push(await measureCorpus(corpus, join(directory, corpus.name), embedder, measuring));
    }
    return { measuredAt, machine: describeMachine(before), peer: LANGCHAIN_PEER, corpora: reports };
  } finally {
    await embedder.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function describeMachine(before: number): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    loadAverage: { before, after: round(loadavg()[0] ?? 0) },
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
