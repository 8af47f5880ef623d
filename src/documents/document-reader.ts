import type { ChildProcess } from "node:child_process";
import type { Words } from "../errors.js";
import { forkModule } from "../fork-module.js";
import type { ReadDocument } from "./read-document.js";
import { OVER_LIMIT, READING_LIMITS, type ReadingLimits } from "./reading-limits.js";
import { READING_PROBLEMS, unreadable } from "./reading-problems.js";
import type { ReadingReply, ReadingRequest } from "./reading-worker.js";

/** Reads files in a process of its own, one after the other: a file that is a trap costs that process, not this one. */
export interface DocumentReader {
  /**
   * @param signal Ends the work at once; the promise rejects with the signal's reason.
   * @throws UnreadableFileError, with one sentence that names the file, the limit and what to do.
   */
  read(request: ReadingRequest, signal?: AbortSignal): Promise<ReadDocument>;
  close(): void;
}

/** How a process that read a file has ended. */
type Ending = "cpuTime" | "time" | "memory" | "crash";

/**
 * The process is started with the first file, reads all files that follow, and is replaced when it dies. It dies by
 * SIGKILL when a file takes more processor time, time or memory than allowed. Memory may have been taken by the files
 * before, so a file is blamed for that, and for a crash, only by a process that has read nothing else.
 */
export function createDocumentReader(limits: ReadingLimits = READING_LIMITS): DocumentReader {
  let process: ReadingProcess | null = null;
  const close = () => {
    process?.kill();
    process = null;
  };
  return {
    async read(request, signal) {
      for (;;) {
        signal?.throwIfAborted();
        const isFresh = process === null;
        process ??= startProcess(limits);
        const outcome = await process.read(request, signal);
        if (typeof outcome === "object") {
          if (outcome.type === "unreadable") throw unreadable(outcome.words);
          return outcome.read;
        }
        close();
        signal?.throwIfAborted();
        if (isFresh || outcome === "cpuTime" || outcome === "time") throw limitProblem(request.path, outcome, limits);
      }
    },
    close,
  };
}

interface ReadingProcess {
  read(request: ReadingRequest, signal?: AbortSignal): Promise<ReadingReply | Ending>;
  kill(): void;
}

function startProcess({ cpuTime, time, heap, memory }: ReadingLimits): ReadingProcess {
  const child = forkModule(import.meta.url, "reading-worker", {
    args: [String(cpuTime), String(memory)],
    execArgv: [`--max-old-space-size=${heap}`],
    // Nothing of the environment, such as tokens, is there for a parser that was taken over.
    env: {},
    stderr: "pipe",
  });
  let words = "";
  child.stderr?.on("data", (part: Buffer) => {
    words = (words + part.toString("latin1")).slice(-10_000);
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));
  const kill = () => void child.kill("SIGKILL");
  return {
    async read(request, signal) {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        kill();
      }, time);
      signal?.addEventListener("abort", kill);
      try {
        const reply = await Promise.race([replyOf(child, request), ended]);
        return reply ?? (isLate ? "time" : endingOf(words));
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", kill);
      }
    },
    kill,
  };
}

/** Resolves with the reply; never, where the process ends before. */
function replyOf(child: ChildProcess, request: ReadingRequest): Promise<ReadingReply> {
  return new Promise((resolve) => {
    const onMessage = (reply: ReadingReply) => resolve(reply);
    child.once("message", onMessage);
    // With a callback a process that is gone is no error of this one; its end is seen elsewhere.
    child.send(request, (error) => {
      if (error) child.off("message", onMessage);
    });
  });
}

/** @param words What the process wrote to standard error. */
function endingOf(words: string): Ending {
  if (words.endsWith(OVER_LIMIT.cpuTime)) return "cpuTime";
  return words.endsWith(OVER_LIMIT.memory) || /out of memory|allocation failed/i.test(words) ? "memory" : "crash";
}

function limitProblem(path: string, ending: Ending, { cpuTime, time, heap, memory }: ReadingLimits) {
  const problems: Readonly<Record<Ending, Words>> = {
    cpuTime: READING_PROBLEMS.cpuTime(path, cpuTime / 1000),
    time: READING_PROBLEMS.time(path, time / 1000),
    memory: READING_PROBLEMS.memory(path, heap, memory),
    crash: READING_PROBLEMS.crash(path),
  };
  return unreadable(problems[ending]);
}
