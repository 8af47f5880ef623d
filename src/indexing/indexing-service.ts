import type { IndexProgress, IndexReport } from "./build-index.js";
import type { IndexPlan } from "./plan-index.js";

/** How a build is asked for. */
export interface BuildOptions {
  /** Publishes although many documents vanished or golden questions are answered worse. Default: false. */
  readonly force?: boolean | undefined;
  /** Called once, as soon as the corpus is read and compared. */
  readonly onPlan?: ((plan: IndexPlan) => void) | undefined;
  readonly onProgress?: ((progress: IndexProgress) => void) | undefined;
  /** Cancels at any point; the promise then rejects with the signal's reason and the serving index is as before. */
  readonly signal?: AbortSignal | undefined;
}

/** A generation on disk. */
export interface GenerationInfo {
  readonly generation: string;
  /** `kept`: can be rolled back to; `quarantined`: damaged or refused, is never served. */
  readonly state: "serving" | "kept" | "quarantined";
  /** Why it is quarantined, or what is wrong with it; null while nothing is known against it. */
  readonly reason: string | null;
  /** ISO time, UTC. */
  readonly built: string;
  /** Null where its manifest cannot be read. */
  readonly documents: number | null;
  readonly chunks: number | null;
  /** Size of all its files. */
  readonly bytes: number;
}

/** What serves after a rollback, and what served before. */
export interface RollbackReport {
  readonly generation: string;
  readonly before: string;
  /** Documents of the generation that stay hidden because they were withdrawn since. */
  readonly withdrawn: number;
}

/** What is going on. */
export interface IndexingStatus {
  /** How far the running build is; null where none runs. */
  readonly running: IndexProgress | null;
}

/**
 * Everything an administrator can do with the index, from the terminal, Telegram or a page. The work is done in a child
 * process with a memory limit: it neither blocks nor endangers the process that answers questions, which takes up a
 * new generation by itself within a second.
 */
export interface IndexingService {
  /** Reads the corpus and tells what a build would change, without changing anything. */
  plan(options?: Pick<BuildOptions, "onProgress" | "signal">): Promise<IndexPlan>;
  /**
   * Builds, checks and publishes a new generation; a corpus that has not changed publishes nothing.
   *
   * @throws {BusyError} This index is being built already, here or by another process.
   * @throws {PublicationRefusedError} It would be worse than the serving one; ask again with `force` to have it anyway.
   * @throws {ConfigurationError} The corpus or the index folder is wrong.
   */
  build(options?: BuildOptions): Promise<IndexReport>;
  /**
   * Serves an earlier generation again. Documents withdrawn since stay hidden.
   *
   * @param generation Default: the newest intact one before the serving one.
   * @throws {IndexUnavailableError} There is none, or it is damaged.
   * @throws {BusyError} The index is being built.
   */
  rollback(generation?: string): Promise<RollbackReport>;
  /**
   * Has the next build leave a document out and remove everything that holds it.
   *
   * @param path As in citations; internal documents too.
   * @throws {ConfigurationError} No generation that can be read has such a document.
   * @throws {BusyError} The index is being built.
   */
  forget(path: string): Promise<void>;
  /** Newest first, quarantined ones last. */
  list(): Promise<readonly GenerationInfo[]>;
  /** Compares every byte of every kept generation with its manifest; `reason` says what is wrong. Changes nothing. */
  verify(): Promise<readonly GenerationInfo[]>;
  status(): IndexingStatus;
}
