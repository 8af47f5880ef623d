import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { onTestFinished } from "vitest";

/** The built program: `npm test` builds it before it runs the tests. */
const EXECUTABLE = resolve("dist/cli.js");

/** The corpus that comes with the program. */
export const REPOSITORY_CORPUS = resolve("corpus");

/** How the program is started. */
export interface ProgramOptions {
  /** Environment variables beside PATH; nothing else of the test's own environment is handed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Written to its standard input, which ends then. Default: empty. */
  readonly input?: string;
  /** Its current directory. Default: a folder without anything the program would read. */
  readonly cwd?: string;
  /** Runs it as this user instead of the present one; only root may. */
  readonly uid?: number;
}

/** What is left of a program that has ended. */
export interface ProgramResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs until it is stopped. */
export interface RunningProgram {
  /** Everything it has written so far, both streams together. */
  output(): string;
  /** Waits until the output matches, and gives the match; rejects if the program ends before. */
  wrote(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<ProgramResult>;
  /** Waits for the end. */
  ended: Promise<ProgramResult>;
}

/** Runs the program with these arguments in a process of its own, to its end. */
export async function run(args: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
  const child = launch(args, options);
  const result = collect(child);
  // The program may end without reading its input.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  return result;
}

/** Starts the program and leaves it running; it is killed when the test ends. */
export function start(args: readonly string[], options: ProgramOptions = {}): RunningProgram {
  const child = launch(args, options);
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  let listeners: (() => void)[] = [];
  const notify = () => {
    const waiting = listeners;
    listeners = [];
    for (const listener of waiting) listener();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (part) => {
      output += part;
      notify();
    });
  }
  const ended = collect(child).finally(notify);
  const wrote = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(output);
      if (match !== null) return match;
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`The program ended before it wrote ${pattern}:\n${output}`);
      }
      await new Promise<void>((resolve) => listeners.push(resolve));
    }
  };
  return {
    output: () => output,
    wrote,
    stop(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}

/** Output of `ask --json` and the like: one value for each line. */
export function jsonLines(text: string): unknown[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Builds an index of the repository's corpus with the real model. */
export async function indexRepository(indexDir: string): Promise<void> {
  const { code, stderr } = await run(["index", "--index", indexDir, "--corpus", REPOSITORY_CORPUS]);
  if (code !== 0) throw new Error(`The index could not be built:\n${stderr}`);
}

function launch(args: readonly string[], { env = {}, cwd, uid }: ProgramOptions): ChildProcessWithoutNullStreams {
  if (!existsSync(EXECUTABLE)) throw new Error(`${EXECUTABLE} is missing: run "npm run build".`);
  return spawn(process.execPath, [EXECUTABLE, ...args], {
    cwd: cwd ?? resolve("test/fixtures"),
    env: { PATH: process.env.PATH, ...env },
    ...(uid !== undefined && { uid, gid: uid }),
  });
}

async function collect(child: ChildProcessWithoutNullStreams): Promise<ProgramResult> {
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (part) => (stdout += part));
  child.stderr.on("data", (part) => (stderr += part));
  const [code] = await once(child, "close");
  return { code, stdout, stderr };
}
