import type { Config } from "../config.js";
import { ConfigurationError } from "../errors.js";
import { buildIndex, type IndexReport } from "../indexing/build-index.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import { calibrationFor, embedderOptions, openEmbedder, passageCentring } from "./open-assistant.js";
import { createProgressDisplay, describePlan } from "./show-progress.js";

/** What the system or the database says when a folder cannot be written. */
const NOT_WRITABLE = /^(?:EACCES|EPERM|EROFS|ENOSPC|EDQUOT|ENOTDIR|ENOENT|SQLITE_(?:CANTOPEN|READONLY|FULL|IOERR)\w*)$/;

/**
 * Builds or updates the index, showing plan and progress on standard error.
 *
 * @throws {ConfigurationError} The index folder cannot be written, or the corpus is wrong.
 */
export async function indexCorpus(config: Config<"index">, signal: AbortSignal): Promise<IndexReport> {
  const { corpusDir, internalCorpusDir, indexDir } = config;
  const embedder = await openEmbedder(config);
  const display = createProgressDisplay(process.stderr);
  try {
    return await buildIndex({
      folders: [
        { directory: corpusDir, audience: "citizen" },
        ...(internalCorpusDir === null ? [] : [{ directory: internalCorpusDir, audience: "employee" as const }]),
      ],
      indexDir,
      embedder,
      openPool: async () => {
        const { createEmbeddingPool } = await import("../embeddings/embedding-pool.js");
        return createEmbeddingPool(embedderOptions(config));
      },
      centring: passageCentring(calibrationFor(embedder.id), embedder.dimension),
      onPlan(plan) {
        display.end();
        process.stderr.write(`${describePlan(plan)}\n`);
      },
      onProgress: (progress) => display.show(progress),
      signal,
    });
  } catch (cause) {
    const code = systemCode(cause);
    if (cause instanceof ConfigurationError || code === null || !NOT_WRITABLE.test(code)) throw cause;
    throw new ConfigurationError(
      `The index folder ${indexDir} cannot be written (${code}). Check its permissions and the free space, or set INDEX_DIR to another folder.`,
      { cause },
    );
  } finally {
    display.end();
    await embedder.close();
  }
}

/** What the system said, at the root of an error; null where it said nothing. */
function systemCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as NodeJS.ErrnoException;
  return code ?? systemCode(error.cause);
}

/** The command `index`. */
export async function runIndex(config: Config<"index">, json: boolean, signal: AbortSignal): Promise<ExitCode> {
  const started = performance.now();
  const report = await indexCorpus(config, signal);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { generation, published, documents, chunks, embedded, plan } = report;
  if (json) process.stdout.write(`${JSON.stringify({ ...report, seconds: Number(seconds) })}\n`);
  else {
    const state = published
      ? `Generation ${generation} is published`
      : `The index is up to date (generation ${generation})`;
    process.stdout.write(
      `${state}: ${documents} documents, ${chunks} passages, ${embedded} texts embedded, ${seconds} s.\n`,
    );
  }
  return plan.unreadable.length > 0 ? EXIT.incomplete : EXIT.done;
}
