import { setImmediate } from "node:timers/promises";

/**
 * Gives one item after another and lets the program breathe between two, so that Ctrl-C is heard even where everything
 * is answered from memory.
 *
 * @throws The signal's reason, once it is aborted.
 */
export async function* inTurn<Item>(items: readonly Item[], signal: AbortSignal): AsyncGenerator<Item> {
  for (const item of items) {
    await setImmediate();
    signal.throwIfAborted();
    yield item;
  }
}
