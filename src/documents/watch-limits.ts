import { Worker } from "node:worker_threads";
import { OVER_LIMIT } from "./reading-limits.js";

/** What the thread that watches a process has to know. */
interface WatchedLimits {
  /** Processor time at which the present file was begun, in microseconds; negative between files. Shared memory. */
  readonly started: Float64Array;
  /** In milliseconds a file. */
  readonly cpuTime: number;
  /** Of the whole process, in MiB. */
  readonly memory: number;
}

/**
 * Starts a thread that kills its own process, by the signal that nothing can catch, as soon as it is over a limit or the
 * process that it reads for is gone. A thread, because a library that parses lets nothing else happen in its own.
 */
export function watchLimits({ started, cpuTime, memory }: WatchedLimits): void {
  const data = { started, cpuTime, memory, parent: process.ppid, words: OVER_LIMIT };
  new Worker(`(${watch})(require("node:worker_threads").workerData, require("node:fs"))`, {
    eval: true,
    workerData: data,
  });
}

/** Handed to the thread as text: refers to nothing outside of itself but what Node has everywhere. */
function watch(
  { started, cpuTime, memory, parent, words }: WatchedLimits & { parent: number; words: typeof OVER_LIMIT },
  { writeSync }: typeof import("node:fs"),
): void {
  setInterval(() => {
    const { user, system } = process.cpuUsage();
    const begun = started[0] ?? -1;
    const isLong = begun >= 0 && user + system - begun > cpuTime * 1000;
    const isLarge = process.memoryUsage.rss() > memory * 2 ** 20;
    if (!isLong && !isLarge && process.ppid === parent) return;
    // To standard error, without which nobody knew the reason.
    if (isLong || isLarge) writeSync(2, isLong ? words.cpuTime : words.memory);
    process.kill(process.pid, "SIGKILL");
  }, 25);
}
