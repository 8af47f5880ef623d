import { LanguageModelError } from "../errors.js";

/** Lets so many calls run at once; the others wait in the order they came. */
export interface CallLimit {
  /**
   * Waits for a turn.
   *
   * @returns Ends the turn; to be called once.
   * @throws {LanguageModelError} Too many wait already.
   * @throws The signal's reason, if it is aborted before the turn comes.
   */
  enter(signal: AbortSignal): Promise<() => void>;
}

/**
 * @param atOnce Most calls that run; at least 1.
 * @param waiting Most calls that wait.
 */
export function createCallLimit(atOnce: number, waiting: number): CallLimit {
  let running = 0;
  const queue: (() => void)[] = [];
  const leave = () => {
    const next = queue.shift();
    if (next === undefined) running--;
    else next();
  };
  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (running < atOnce) {
        running++;
        return leave;
      }
      if (queue.length >= waiting) throw new LanguageModelError(`has ${waiting} questions waiting`);
      await new Promise<void>((resolve, reject) => {
        const turn = () => {
          signal.removeEventListener("abort", abort);
          resolve();
        };
        const abort = () => {
          queue.splice(queue.indexOf(turn), 1);
          reject(signal.reason);
        };
        queue.push(turn);
        signal.addEventListener("abort", abort, { once: true });
      });
      return leave;
    },
  };
}
