import { setTimeout as delay } from "node:timers/promises";

/** Shows how something goes on, of many texts always the latest. */
export interface LatestOnly {
  /** Shows a text at once, or in place of others that still wait. */
  show(text: string): void;
  /** Drops what waits. @returns Resolves when nothing is being shown any more. */
  end(): Promise<void>;
}

/**
 * @param milliseconds At least so much time lies between two texts.
 * @param write Must not reject.
 */
export function latestOnly(milliseconds: number, write: (text: string) => Promise<unknown>): LatestOnly {
  const ended = new AbortController();
  let written = "";
  let latest = "";
  let running: Promise<void> | undefined;
  async function run(): Promise<void> {
    while (latest !== written && !ended.signal.aborted) {
      written = latest;
      await write(written);
      await delay(milliseconds, undefined, { signal: ended.signal }).catch(() => {});
    }
    running = undefined;
  }
  return {
    show(text) {
      if (text === latest || ended.signal.aborted) return;
      latest = text;
      running ??= run();
    },
    async end() {
      ended.abort();
      await running;
    },
  };
}
