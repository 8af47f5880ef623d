/**
 * Which updates have been taken and which are finished, so that Telegram forgets none before it is handled.
 *
 * Telegram forgets every update below the offset of the next request. The offset therefore stays at the lowest update
 * not finished, even where later ones are, and those that Telegram then repeats are recognised.
 */
export interface UpdateWindow {
  /** @returns Whether the update is new; false for one that is taken already. */
  take(updateId: number): boolean;
  finish(updateId: number): void;
  /** Number of updates taken and not finished. */
  readonly unfinished: number;
  /** Offset for the next request; undefined asks for the earliest update that Telegram has. */
  readonly offset: number | undefined;
  /**
   * To be called when Telegram had no update for this window's offset, so all finished ones are confirmed: the offset
   * then is undefined until the next update. After a week without updates Telegram goes on with a random number, which
   * may be lower.
   */
  settle(): void;
}

// Telegram repeats at most 100 updates at a time.
const REMEMBERED = 1_000;

/** An empty window. */
export function createUpdateWindow(): UpdateWindow {
  const open = new Set<number>();
  const finished = new Set<number>();
  let highest: number | undefined;
  return {
    take(updateId) {
      highest = Math.max(updateId, highest ?? updateId);
      if (open.has(updateId) || finished.has(updateId)) return false;
      open.add(updateId);
      return true;
    },
    finish(updateId) {
      open.delete(updateId);
      finished.add(updateId);
      for (const oldest of finished) {
        if (finished.size <= REMEMBERED) break;
        finished.delete(oldest);
      }
    },
    get unfinished() {
      return open.size;
    },
    get offset() {
      if (open.size > 0) return Math.min(...open);
      return highest === undefined ? undefined : highest + 1;
    },
    settle() {
      if (open.size === 0) highest = undefined;
    },
  };
}
