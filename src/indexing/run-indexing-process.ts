import type { ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { AuskunftError, fromPlainError, type PlainError } from "../errors.js";
import type { IndexProgress, IndexReport } from "./build-index.js";
import type { BuildOptions } from "./indexing-service.js";
import type { IndexPlan } from "./plan-index.js";

/** What the indexing process is told. */
export type IndexingRequest<Settings> =
  | { readonly type: "plan" | "build"; readonly settings: Settings; readonly force: boolean }
  | { readonly type: "cancel" };

/** What it tells; `planned` and `built` end its work, and so does `failed`. */
export type IndexingMessage =
  | { readonly type: "plan"; readonly plan: IndexPlan }
  | { readonly type: "progress"; readonly progress: IndexProgress }
  | { readonly type: "planned"; readonly plan: IndexPlan }
  | { readonly type: "built"; readonly report: IndexReport }
  | { readonly type: "failed"; readonly error: PlainError };

/** What a process that is asked to stop may take before it is killed: a generation is published by one rename anyway. */
const STOPPING_TIME = 5000;

/** How often its memory is looked at. */
const WATCHING_INTERVAL = 500;

/**
 * Lets a child process do the work and ends it.
 *
 * @param child Just started.
 * @param memoryLimit Bytes that it may hold; with more it is killed.
 * @returns Its last message.
 * @throws What went wrong in the process, as an error of the same class; the signal's reason; or an AuskunftError if
 *   the process ended.
 */
export function runIndexingProcess<Settings>(
  child: ChildProcess,
  request: Exclude<IndexingRequest<Settings>, { type: "cancel" }>,
  { onPlan, onProgress, signal, memoryLimit }: BuildOptions & { readonly memoryLimit: number },
): Promise<Extract<IndexingMessage, { type: "planned" | "built" }>> {
  return new Promise((resolve, reject) => {
    let ending: Error | null = null;
    let killing: NodeJS.Timeout | undefined;
    const send = (message: IndexingRequest<Settings>) => {
      // A process that is gone is told by its exit.
      child.send(message, () => {});
    };
    const watching = setInterval(async () => {
      const bytes = await residentMemory(child.pid);
      if (bytes <= memoryLimit || ending !== null) return;
      const megabytes = Math.round(memoryLimit / 2 ** 20);
      ending = new AuskunftError({
        de: `Die Indexierung brauchte mehr als ${megabytes} MiB Speicher und wurde beendet. Bitte lassen Sie große Dateien weg.`,
        en: `Indexing needed more than ${megabytes} MiB of memory and was stopped; the index stays as it is. Leave out large files.`,
      });
      child.kill("SIGKILL");
    }, WATCHING_INTERVAL);
    const cancel = () => {
      ending ??= signal?.reason;
      send({ type: "cancel" });
      killing = setTimeout(() => child.kill("SIGKILL"), STOPPING_TIME);
    };
    const settle = (act: () => void) => {
      clearInterval(watching);
      clearTimeout(killing);
      signal?.removeEventListener("abort", cancel);
      if (child.connected) child.disconnect();
      act();
    };
    child.on("message", (message: IndexingMessage) => {
      if (message.type === "plan") onPlan?.(message.plan);
      else if (message.type === "progress") onProgress?.(message.progress);
      else if (message.type === "failed") settle(() => reject(ending ?? fromPlainError(message.error)));
      else settle(() => resolve(message));
    });
    const ended = (how: string | number | null) => {
      const reason = {
        de: `Der Prozess, der indexiert, ist unerwartet zu Ende gegangen (${how}). Bitte starten Sie die Indexierung noch einmal.`,
        en: `The indexing process ended unexpectedly (${how}); the index stays as it is. Start it again.`,
      };
      settle(() => reject(ending ?? new AuskunftError(reason)));
    };
    child.once("exit", (code, killedBy) => ended(killedBy ?? `exit code ${code}`));
    child.once("error", (error) => ended(error.message));
    if (signal?.aborted) cancel();
    else signal?.addEventListener("abort", cancel, { once: true });
    send(request);
  });
}

/** Bytes of a process that lie in memory; 0 where the system does not tell. */
async function residentMemory(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
