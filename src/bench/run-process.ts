import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { AuskunftError } from "../errors.js";

/** What a process said and how long it took, in milliseconds from the moment it was asked for. */
export interface ProcessRun {
  /** Its first line on standard output, parsed. */
  readonly output: unknown;
  readonly toFirstLine: number;
  readonly toExit: number;
}

/**
 * Runs a script in a Node process of its own, so that nothing is warm and memory is that of the script alone.
 *
 * @param script A compiled file, or a TypeScript source, for which the loader is added.
 * @throws {AuskunftError} It failed, or its first line is no JSON; the message ends with what it said last.
 */
export async function runProcess(script: string, args: readonly string[], signal?: AbortSignal): Promise<ProcessRun> {
  const loader = script.endsWith(".ts") ? ["--import", import.meta.resolve("tsx")] : [];
  const started = performance.now();
  const child = spawn(process.execPath, [...loader, script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal && { signal }),
  });
  let output = "";
  let complaint = "";
  let toFirstLine = Number.NaN;
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    output += part;
    if (Number.isNaN(toFirstLine) && part.includes("\n")) toFirstLine = performance.now() - started;
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    complaint = (complaint + part).slice(-2000);
  });
  const [code] = await once(child, "close");
  const toExit = performance.now() - started;
  const [line = ""] = output.split("\n");
  try {
    if (code === 0) return { output: JSON.parse(line), toFirstLine, toExit };
  } catch {
    complaint = `it printed "${line.slice(0, 200)}"`;
  }
  throw new AuskunftError(
    `Measuring stopped: ${[script, ...args].join(" ").slice(0, 300)} ended with ${code}: ${complaint.trim()}`,
  );
}

/**
 * The file of a script in the folder of the module that asks: compiled as that is, or the source beside a source.
 *
 * @param moduleUrl `import.meta.url` of the module.
 * @param name Without extension.
 */
export function scriptBeside(moduleUrl: string, name: string): string {
  const extension = moduleUrl.endsWith(".ts") ? "ts" : "js";
  return fileURLToPath(new URL(`${name}.${extension}`, moduleUrl));
}
