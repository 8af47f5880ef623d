import { spawn } from "node:child_process";
import { describe, expect, it, onTestFinished } from "vitest";
import { AuskunftError, PublicationRefusedError } from "../../src/errors.js";
import type { BuildOptions } from "../../src/indexing/indexing-service.js";
import { runIndexingProcess } from "../../src/indexing/run-indexing-process.js";

const MUCH_MEMORY = 2 ** 40;

/** Runs a process whose program, given `tell`, does something with each `message`. */
function runProgram(onMessage: string, options: BuildOptions & { readonly memoryLimit?: number } = {}) {
  const program = `const tell = (message) => process.send(message);
    process.on("message", (message) => { ${onMessage} });
    process.on("disconnect", () => process.exit());`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const request = { type: "build", settings: {}, force: false } as const;
  return { child, result: runIndexingProcess(child, request, { memoryLimit: MUCH_MEMORY, ...options }) };
}

const PROGRESS = `tell({ type: "progress", progress: { stage: "reading", done: 0, total: 1 } });`;

describe("an indexing process", () => {
  it("tells its progress and its result", async () => {
    const seen: unknown[] = [];
    const onProgress = (progress: unknown) => seen.push(progress);
    const { result } = runProgram(`${PROGRESS} tell({ type: "built", report: { generation: "g1" } });`, { onProgress });
    expect(await result).toEqual({ type: "built", report: { generation: "g1" } });
    expect(seen).toEqual([{ stage: "reading", done: 0, total: 1 }]);
  });

  it("fails with an error of the same class", async () => {
    const error = { name: "PublicationRefusedError", message: "Worse.", details: ["a"] };
    const { result } = runProgram(`tell({ type: "failed", error: ${JSON.stringify(error)} });`);
    await expect(result).rejects.toThrow(PublicationRefusedError);
    await expect(result).rejects.toMatchObject({ message: "Worse.", details: ["a"] });
  });

  it("is asked to leave off when it is cancelled", async () => {
    const stop = new AbortController();
    const failed = `{ type: "failed", error: { name: "Error", message: "cancelled", details: [] } }`;
    const { child, result } = runProgram(`if (message.type === "cancel") tell(${failed}); else ${PROGRESS}`, {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("by the administrator")),
    });
    await expect(result).rejects.toThrow("by the administrator");
    expect(child.signalCode).toBeNull();
  });

  it("is killed when it is cancelled and goes on all the same", async () => {
    const { child, result } = runProgram("", { signal: AbortSignal.abort(new Error("by the administrator")) });
    await expect(result).rejects.toThrow("by the administrator");
    expect(child.signalCode).toBe("SIGKILL");
  });

  it("is killed when it takes too much memory", async () => {
    const { child, result } = runProgram("", { memoryLimit: 2 ** 20 });
    await expect(result).rejects.toThrow(/^Indexing needed more than 1 MiB of memory and was stopped; the index stays/);
    expect(child.signalCode).toBe("SIGKILL");
  });

  it("that ends by itself is an error that says so", async () => {
    const { result } = runProgram("process.exit(7);");
    await expect(result).rejects.toThrow(AuskunftError);
    await expect(result).rejects.toThrow("The indexing process ended unexpectedly (exit code 7); the index stays");
  });
});
