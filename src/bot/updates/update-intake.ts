import type { Update } from "grammy/types";
import type { BotLogger } from "../bot-logger.js";
import { describeError } from "../describe-error.js";
import type { UpdateJournal } from "./update-journal.js";
import { createUpdateQueue } from "./update-queue.js";

/** Where updates go, however they come: each is handled once, in the order of its chat. */
export interface UpdateIntake {
  /**
   * Takes an update to be handled.
   *
   * @returns Resolves with true when it was handled, perhaps by an earlier run of the program; with false when the
   *   program ends before, and for every update that comes after {@link close}.
   */
  take(update: Update): Promise<boolean>;
  /** Number of updates that have not been started yet. */
  readonly waiting: number;
  /** Starts nothing newer than what runs already. @returns Resolves when nothing runs any more. */
  close(): Promise<void>;
}

/** What an intake works with. */
export interface UpdateIntakeOptions {
  readonly logger: BotLogger;
  readonly journal: UpdateJournal;
  /** Most updates handled at a time. */
  readonly concurrency: number;
  /** Rejects once `interrupt` is aborted; the update then counts as not handled. Any other error is logged. */
  readonly handle: (update: Update) => Promise<void>;
  /** Says that an update ended the program twice and is passed over. Like `handle` it may reject. */
  readonly apologise: (update: Update) => Promise<void>;
  /** Ends what runs. */
  readonly interrupt: AbortSignal;
}

/** An intake that has taken nothing yet. */
export function createUpdateIntake(options: UpdateIntakeOptions): UpdateIntake {
  const { logger, journal, handle, apologise, interrupt } = options;
  const outcomes = new Map<number, { readonly promise: Promise<boolean>; readonly settle: (done: boolean) => void }>();
  let closed = false;
  // Without its line an update would at worst be handled again.
  const noted = (update_id: number, line: Promise<void>) =>
    line.catch((error: unknown) => {
      logger.error({ update_id, error: describeError(error) }, "the journal of updates cannot be written");
    });

  const queue = createUpdateQueue({
    concurrency: options.concurrency,
    runsAlone: ({ update_id }) => journal.isSuspect(update_id),
    async run(update) {
      const { update_id } = update;
      const settle = (done: boolean) => {
        outcomes.get(update_id)?.settle(done);
        outcomes.delete(update_id);
      };
      try {
        if (journal.isPoison(update_id)) {
          logger.error({ update_id }, "an update ended the program twice and is passed over");
          await apologise(update);
        } else {
          await noted(update_id, journal.start(update_id));
          await handle(update);
        }
      } catch (error) {
        if (interrupt.aborted) {
          await noted(update_id, journal.release(update_id));
          return settle(false);
        }
        logger.error({ update_id, error: describeError(error) }, "an update could not be handled");
      }
      await noted(update_id, journal.finish(update_id));
      settle(true);
    },
  });

  return {
    take(update) {
      const { update_id } = update;
      if (journal.isDone(update_id)) return Promise.resolve(true);
      const known = outcomes.get(update_id);
      if (known !== undefined) return known.promise;
      if (closed) return Promise.resolve(false);
      let settle: (done: boolean) => void = () => {};
      const promise = new Promise<boolean>((resolve) => {
        settle = resolve;
      });
      outcomes.set(update_id, { promise, settle });
      queue.add([update]);
      return promise;
    },
    get waiting() {
      return queue.waiting;
    },
    async close() {
      closed = true;
      await queue.close();
      for (const { settle } of outcomes.values()) settle(false);
      outcomes.clear();
    },
  };
}
