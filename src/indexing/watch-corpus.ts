import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** What is watched, and how patiently. */
export interface WatchOptions {
  readonly directories: readonly string[];
  /**
   * Called once at the beginning, for what changed while nobody looked, and whenever something has changed and has been
   * left alone since; the next look waits until it has ended. It does not throw.
   *
   * @returns False where it could not be done and is to be tried again.
   */
  readonly onChange: () => Promise<boolean>;
  /** Ends the watching. */
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. Default: 5 s, and at least twenty times as long as a look takes. */
  readonly interval?: number;
  /** Milliseconds without a change before `onChange` is called, or called again: files are still being copied. Default: 10 s. */
  readonly quiet?: number;
}

/**
 * Looks at names, sizes and times of all files again and again. Unlike the system's notifications this works on network
 * drives as well, and forgets nothing.
 *
 * @returns When the signal is aborted.
 */
export async function watchCorpus(options: WatchOptions): Promise<void> {
  const { directories, onChange, signal, interval = 5000, quiet = 10_000 } = options;
  let handled: string | null = null;
  let last = await fingerprint(directories);
  let quietSince = performance.now();
  let wait = interval;
  while (await pause(wait, signal)) {
    const started = performance.now();
    const present = await fingerprint(directories);
    wait = Math.max(interval, 20 * (performance.now() - started));
    if (present !== last) quietSince = performance.now();
    last = present;
    if (present === handled || performance.now() - quietSince < quiet) continue;
    if (await onChange()) handled = present;
    else quietSince = performance.now();
  }
}

async function fingerprint(directories: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const directory of directories) {
    // A folder that is not there at the moment is a change like any other; the build says what is wrong.
    const names = await readdir(directory, { recursive: true }).catch(() => ["?"]);
    for (const name of names.sort()) {
      const status = await stat(join(directory, name)).catch(() => null);
      if (status?.isDirectory()) continue;
      hash.update(`${name}\0${status?.size}\0${status?.mtimeMs}\0`);
    }
  }
  return hash.digest("hex");
}

/** @returns False if the signal was aborted. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  await setTimeout(milliseconds, undefined, { signal, ref: false }).catch(() => {});
  return !signal.aborted;
}
