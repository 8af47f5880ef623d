import { PublicationRefusedError } from "../errors.js";
import type { IndexProgress, IndexReport } from "../indexing/build-index.js";
import type { IndexingService } from "../indexing/indexing-service.js";
import type { IndexPlan } from "../indexing/plan-index.js";

/** One build of the index that an administrator started; there is one at a time. */
export interface IndexJob {
  /** Starts a build. @returns False where one runs already. */
  start(options: IndexJobOptions): boolean;
  /** Cancels the running build. @returns False where none runs. */
  cancel(): boolean;
  /**
   * Starts a comparison of the documents with the index.
   *
   * @param show Is given what compares; null stands for a comparison that was cancelled.
   * @returns False where one runs already.
   */
  compare(show: (plan: () => Promise<IndexPlan | null>) => Promise<void>): boolean;
  /** Milliseconds that a build of so many new or changed documents takes, checks included, from what the last one took. */
  estimate(documents: number): number;
  /** Cancels what runs and waits for its end. */
  close(): Promise<void>;
}

/** How a build ended. */
export type IndexOutcome =
  | { readonly kind: "done"; readonly report: IndexReport; readonly milliseconds: number }
  | { readonly kind: "cancelled" }
  | { readonly kind: "refused"; readonly error: PublicationRefusedError }
  | { readonly kind: "failed"; readonly error: unknown };

export interface IndexJobOptions {
  /** Publishes although the new index would be worse. */
  readonly force: boolean;
  readonly onProgress: (progress: IndexProgress, millisecondsLeft: number | null) => void;
  readonly onEnd: (outcome: IndexOutcome) => Promise<void>;
}

interface Running {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** A guess for the first build: start of the process, each document, and the golden questions. */
const START_MILLISECONDS = 3_000;
const DOCUMENT_MILLISECONDS = 400;
const CHECKING_MILLISECONDS = 10_000;

/**
 * Runs builds and comparisons by the service, apart from the handling of updates: either takes minutes, holds up nobody,
 * and a build is cancelled by another update.
 */
export function createIndexJob(indexing: IndexingService): IndexJob {
  let running: Running | undefined;
  let comparing: Running | undefined;
  let perDocument = DOCUMENT_MILLISECONDS;
  let checking = CHECKING_MILLISECONDS;

  async function build({ force, onProgress }: IndexJobOptions, signal: AbortSignal): Promise<IndexOutcome> {
    const started = performance.now();
    let stage = { name: "", since: started };
    try {
      const report = await indexing.build({
        force,
        signal,
        onProgress(progress) {
          const now = performance.now();
          if (progress.stage !== stage.name) stage = { name: progress.stage, since: now };
          const { done, total } = progress;
          const rate = done / (now - stage.since);
          const after = progress.stage === "checking" ? 0 : checking;
          onProgress(progress, done > 0 && rate > 0 ? (total - done) / rate + after : null);
        },
      });
      const ended = performance.now();
      const milliseconds = ended - started;
      if (report.published) checking = stage.name === "checking" ? ended - stage.since : 0;
      const { added, changed } = report.plan;
      const documents = added.length + changed.length;
      const spent = milliseconds - START_MILLISECONDS - checking;
      if (report.published && documents > 0) perDocument = Math.max(1, spent / documents);
      return { kind: "done", report, milliseconds };
    } catch (error) {
      if (signal.aborted) return { kind: "cancelled" };
      if (error instanceof PublicationRefusedError) return { kind: "refused", error };
      return { kind: "failed", error };
    }
  }

  return {
    start(options) {
      if (running !== undefined) return false;
      const abort = new AbortController();
      const ended = build(options, abort.signal).then(async (outcome) => {
        running = undefined;
        await options.onEnd(outcome);
      });
      running = { abort, ended: ended.catch(() => {}) };
      return true;
    },
    cancel() {
      running?.abort.abort();
      return running !== undefined;
    },
    compare(show) {
      if (comparing !== undefined) return false;
      const abort = new AbortController();
      const { signal } = abort;
      const plan = () =>
        indexing.plan({ signal }).catch((error: unknown) => {
          if (signal.aborted) return null;
          throw error;
        });
      const ended = show(plan).finally(() => {
        comparing = undefined;
      });
      comparing = { abort, ended: ended.catch(() => {}) };
      return true;
    },
    estimate: (documents) => START_MILLISECONDS + documents * perDocument + checking,
    async close() {
      const both = [running, comparing];
      for (const each of both) each?.abort.abort();
      await Promise.all(both.map((each) => each?.ended));
    },
  };
}
