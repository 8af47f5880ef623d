import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";

/** What a disk does wrong: from the n-th call on it fails, or does less than it was asked for. */
export interface DiskFault {
  readonly call: "write" | "read" | "fsync";
  readonly kind: "ENOSPC" | "EIO" | "short";
  /** From 1. */
  readonly at: number;
}

/** Lets the disk of a process fail. */
export interface FaultyDisk {
  /**
   * @param folder Where it fails; with its symbolic links resolved.
   * @param run Runs a process with these environment variables.
   * @returns What `run` gave, and whether the fault came to pass: the process may need fewer calls.
   */
  fail<Result>(
    folder: string,
    fault: DiskFault,
    run: (env: Readonly<Record<string, string>>) => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly injected: boolean }>;
}

/**
 * Compiles the library that stands in for a failing disk.
 *
 * @returns A sentence why this machine cannot do it, in place of the disk.
 */
export function makeFaultyDisk(workDir: string): FaultyDisk | string {
  if (process.platform !== "linux") return "only Linux lets a library stand in for system calls";
  const library = join(workDir, "faulty-disk.so");
  const source = new URL("./faulty-disk.c", import.meta.url).pathname;
  try {
    execFileSync("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], { stdio: "pipe" });
  } catch {
    return "there is no C compiler";
  }
  let count = 0;
  return {
    async fail(folder, { call, kind, at }, run) {
      const log = join(workDir, `fault-${count++}`);
      const result = await run({
        ...{ LD_PRELOAD: library, FAULT_PATH: folder, FAULT_CALL: call, FAULT_KIND: kind, FAULT_AT: String(at) },
        FAULT_LOG: log,
      });
      const injected = existsSync(log);
      await rm(log, { force: true });
      return { result, injected };
    },
  };
}
