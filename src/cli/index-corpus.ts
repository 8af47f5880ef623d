import type { Config } from "../config.js";
import { ConfigurationError } from "../errors.js";
import type { IndexReport } from "../indexing/build-index.js";
import type { BuildOptions, IndexingService } from "../indexing/indexing-service.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import { openIndexing } from "./open-indexing.js";
import { describeGenerations, describePlan, describeReport, listPlan } from "./render-index.js";
import { createProgressDisplay } from "./show-progress.js";

/** What the command `index` is to do; without any of them it builds. */
export interface IndexOptions {
  readonly rollback: boolean | string;
  readonly list: boolean;
  readonly verify: boolean;
  /** Tells what a build would change. */
  readonly dryRun: boolean;
  /** Publishes although many documents vanished or golden questions are answered worse. */
  readonly force: boolean;
  /** Path of a document that is to be erased; null for none. */
  readonly forget: string | null;
  readonly json: boolean;
}

/**
 * Builds or updates the index, showing plan and progress on standard error.
 *
 * @throws {ConfigurationError} The index folder cannot be written, or the corpus is wrong.
 */
export async function indexCorpus(
  config: Config<"index">,
  options: Pick<BuildOptions, "signal" | "force">,
): Promise<IndexReport> {
  const display = createProgressDisplay(process.stderr);
  try {
    return await openIndexing(config).build({
      ...options,
      onPlan(plan) {
        display.end();
        process.stderr.write(`${describePlan(plan)}\n`);
      },
      onProgress: (progress) => display.show(progress),
    });
  } finally {
    display.end();
  }
}

/**
 * The command `index`.
 *
 * @throws {ConfigurationError} Options that exclude each other.
 */
export async function runIndex(config: Config<"index">, options: IndexOptions, signal: AbortSignal): Promise<ExitCode> {
  const { rollback, list, verify, dryRun, force, forget, json } = options;
  const asked = Object.entries({
    rollback: rollback !== false,
    list,
    verify,
    "dry-run": dryRun,
    force,
    forget: forget !== null,
  });
  const names = asked.filter(([, given]) => given).map(([name]) => `--${name}`);
  if (names.length > 1) throw new ConfigurationError(`"index" takes one of ${names.join(", ")} at a time.`);
  const print = (value: unknown, text: string) => process.stdout.write(`${json ? JSON.stringify(value) : text}\n`);
  const indexing = openIndexing(config);
  if (list || verify) {
    const generations = await (verify ? indexing.verify() : indexing.list());
    print({ generations }, describeGenerations(generations, verify));
    return generations.some(({ state, reason }) => state !== "quarantined" && reason !== null)
      ? EXIT.incomplete
      : EXIT.done;
  }
  if (rollback !== false) {
    const report = await indexing.rollback(rollback === true ? undefined : rollback);
    const { generation, before, withdrawn } = report;
    const hidden = withdrawn === 0 ? "" : ` ${withdrawn} of its documents stay hidden: they were withdrawn since.`;
    print(report, `Generation ${generation} answers again in place of ${before}.${hidden}`);
    return EXIT.done;
  }
  if (dryRun) return showPlan(indexing, json, signal);
  const started = performance.now();
  if (forget !== null) await indexing.forget(forget.normalize("NFC"));
  const report = await indexCorpus(config, { force, signal });
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  print({ ...report, seconds }, describeReport(report, seconds));
  if (forget !== null) {
    process.stderr.write(
      `${forget} is forgotten: nothing in ${config.indexDir} holds it any more. Copies elsewhere, such as backups, are not reached.\n`,
    );
  }
  return report.plan.unreadable.length > 0 ? EXIT.incomplete : EXIT.done;
}

async function showPlan(indexing: IndexingService, json: boolean, signal: AbortSignal): Promise<ExitCode> {
  const display = createProgressDisplay(process.stderr);
  try {
    const plan = await indexing.plan({ signal, onProgress: (progress) => display.show(progress) });
    display.end();
    process.stdout.write(`${json ? JSON.stringify(plan) : listPlan(plan)}\n`);
    return plan.unreadable.length > 0 ? EXIT.incomplete : EXIT.done;
  } finally {
    display.end();
  }
}
