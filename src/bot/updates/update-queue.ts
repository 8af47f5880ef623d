import type { Update } from "grammy/types";

/**
 * Runs updates at the same time, but those of one chat, and of one person, one after the other as they came;
 * buttons apart.
 */
export interface UpdateQueue {
  add(updates: readonly Update[]): void;
  /** Number of updates that have not been started yet. */
  readonly waiting: number;
  /** Resolves when the next update ends, whichever it is. */
  nextEnd(): Promise<void>;
  /**
   * Starts nothing newer than what runs already. Older updates that wait for their chat's turn still run, so that
   * nothing finished lies behind something unfinished and is delivered again.
   *
   * @returns Resolves when nothing runs any more.
   */
  close(): Promise<void>;
}

/** What a queue is made of. */
export interface UpdateQueueOptions {
  /** Most updates that run at a time. */
  readonly concurrency: number;
  /** Whether the update is to run while nothing else does, and before everything else. */
  readonly runsAlone: (update: Update) => boolean;
  /** Must not reject. */
  readonly run: (update: Update) => Promise<void>;
}

/** An empty queue. Starts an update as soon as its chat and its sender are free, the oldest first. */
export function createUpdateQueue({ concurrency, runsAlone, run }: UpdateQueueOptions): UpdateQueue {
  let waiting: Update[] = [];
  const busy = new Set<string>();
  let running = 0;
  let alone = false;
  let newestStarted = Number.NEGATIVE_INFINITY;
  let closed = false;
  let onEnd: (() => void)[] = [];

  function startWhatCan(): void {
    const first = waiting.find(runsAlone);
    if (first !== undefined) {
      if (running === 0 && tryStart(first, busy)) {
        alone = true;
        waiting = waiting.filter((update) => update !== first);
      }
      return;
    }
    if (alone) return;
    // An update that waits keeps later ones of its chat and sender behind it.
    const taken = new Set(busy);
    waiting = waiting.filter((update) => {
      const started = tryStart(update, taken);
      for (const key of keysOf(update)) taken.add(key);
      return !started;
    });
  }

  function tryStart(update: Update, taken: ReadonlySet<string>): boolean {
    const keys = keysOf(update);
    if (running >= concurrency || keys.some((key) => taken.has(key))) return false;
    if (closed && update.update_id > newestStarted) return false;
    running++;
    for (const key of keys) busy.add(key);
    newestStarted = Math.max(newestStarted, update.update_id);
    run(update).finally(() => {
      running--;
      alone = false;
      for (const key of keys) busy.delete(key);
      startWhatCan();
      const listeners = onEnd;
      onEnd = [];
      for (const listener of listeners) listener();
    });
    return true;
  }

  const nextEnd = () =>
    new Promise<void>((resolve) => {
      onEnd.push(resolve);
    });
  return {
    add(updates) {
      waiting.push(...updates);
      startWhatCan();
    },
    get waiting() {
      return waiting.length;
    },
    nextEnd,
    async close() {
      closed = true;
      while (running > 0) await nextEnd();
    },
  };
}

/** What an update keeps for itself while it runs: its chat and its sender; of a pressed button only who pressed. */
function keysOf(update: Update): string[] {
  const { message = update.edited_message, my_chat_member: member, callback_query: query } = update;
  // A button answers at once, even while a long answer is being written in its chat.
  if (query !== undefined) return [`press ${query.from.id}`];
  const { chat, from } = message ?? member ?? {};
  return [`chat ${chat?.id}`, `sender ${from?.id}`];
}
