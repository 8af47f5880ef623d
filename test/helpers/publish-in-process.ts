import { fork } from "node:child_process";
import { once } from "node:events";
import type { SmallDocument } from "./small-index.js";

/** Every step of publishing at which a process may end, in their order. */
export const PUBLISHING_STEPS = [
  "create folder",
  "fill",
  "describe",
  "write manifest",
  "force onto disk",
  "check",
  "rename",
  "force the rename onto disk",
  "announce permitted documents",
  "replace CURRENT",
  "remove old generations",
] as const;

/** How a process that published came to its end. */
export interface PublishingOutcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly steps: readonly string[];
  readonly stderr: string;
}

/**
 * Publishes a generation of these documents in a process of its own.
 *
 * @param options.fatalStep The process kills itself before this step.
 * @param options.killAfter Milliseconds after its start after which it is killed.
 * @param options.env Further environment variables.
 */
export async function publishInProcess(
  indexDir: string,
  documents: readonly SmallDocument[],
  options: {
    readonly fatalStep?: string;
    readonly killAfter?: number;
    readonly env?: Readonly<Record<string, string>>;
    readonly uid?: number;
  } = {},
): Promise<PublishingOutcome> {
  const file = new URL("../search-index/crash-program.ts", import.meta.url);
  const child = fork(file, [indexDir, JSON.stringify(documents), options.fatalStep ?? "-"], {
    execArgv: ["--import", import.meta.resolve("tsx")],
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    ...(options.uid !== undefined && { uid: options.uid, gid: options.uid }),
  });
  const steps: string[] = [];
  let stderr = "";
  child.stderr?.on("data", (part) => (stderr += part));
  child.on("message", (step: string) => {
    if (step !== "ready") steps.push(step);
    else if (options.killAfter !== undefined) setTimeout(() => child.kill("SIGKILL"), options.killAfter);
  });
  // The last messages may arrive after the end.
  const [[code, signal]] = await Promise.all([once(child, "exit"), once(child, "disconnect")]);
  return { code, signal, steps, stderr };
}
