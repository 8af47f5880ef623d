import { type ChildProcess, fork } from "node:child_process";

/** How a process is started. */
export interface ForkOptions {
  readonly args?: readonly string[];
  /** Options of Node.js itself. */
  readonly execArgv?: readonly string[];
  /** Default: that of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where its standard error goes. Default: that of this process. */
  readonly stderr?: "inherit" | "pipe";
}

/**
 * Runs a module in a process of its own, with a channel for messages that take typed arrays as they are.
 *
 * @param beside `import.meta.url` of the module that lies beside it.
 * @param name Of its file, without the extension.
 */
export function forkModule(beside: string, name: string, options: ForkOptions = {}): ChildProcess {
  const { args = [], execArgv = [], env, stderr = "inherit" } = options;
  // Tests run the TypeScript sources, which Node needs a loader for.
  const source = beside.endsWith(".ts");
  return fork(new URL(`./${name}.${source ? "ts" : "js"}`, beside), args, {
    serialization: "advanced",
    execArgv: [...execArgv, ...(source ? ["--import", import.meta.resolve("tsx")] : [])],
    ...(env && { env }),
    stdio: ["ignore", "ignore", stderr, "ipc"],
  });
}
