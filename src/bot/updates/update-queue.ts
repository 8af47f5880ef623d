import type { Update } from "grammy/types";

/** Runs updates at the same time, but those of one chat one after the other, in the order they came. */
export interface UpdateQueue {
  add(updates: readonly Update[]): void;
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
  /** Must not reject. */
  readonly run: (update: Update) => Promise<void>;
}

/** An empty queue. Starts an update as soon as its chat is free, the oldest first. */
export function createUpdateQueue({ concurrency, run }: UpdateQueueOptions): UpdateQueue {
  let waiting: Update[] = [];
  const busyChats = new Set<number>();
  let newestStarted = Number.NEGATIVE_INFINITY;
  let closed = false;
  let onEnd: (() => void)[] = [];

  function startWhatCan(): void {
    waiting = waiting.filter((update) => !tryStart(update));
  }

  function tryStart(update: Update): boolean {
    const chat = chatOf(update);
    if (busyChats.size >= concurrency || busyChats.has(chat)) return false;
    if (closed && update.update_id > newestStarted) return false;
    busyChats.add(chat);
    newestStarted = Math.max(newestStarted, update.update_id);
    run(update).finally(() => {
      busyChats.delete(chat);
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
    nextEnd,
    async close() {
      closed = true;
      while (busyChats.size > 0) await nextEnd();
    },
  };
}

/** The chat that an update belongs to; updates without one share the number 0, which no chat has. */
function chatOf(update: Update): number {
  const chat = update.message?.chat ?? update.my_chat_member?.chat ?? update.callback_query?.message?.chat;
  return chat?.id ?? update.callback_query?.from.id ?? 0;
}
