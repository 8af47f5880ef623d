import { deepStrictEqual, ok } from "node:assert";
import type { ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { askOnce } from "../../src/assistant/assistant.js";
import { openEngine } from "../../src/cli/open-engine.js";
import { readConfig } from "../../src/config.js";
import { BusyError } from "../../src/errors.js";
import { createLogger } from "../../src/logging.js";
import type { StressReport } from "./stress-report.js";

const QUESTIONS_PER_SECOND = 30;

/**
 * Asks the real engine questions at a steady rate, once in peace and once with its process killed every three seconds.
 *
 * @param indexDir An index of the program's own corpus.
 */
export async function loadEngine(indexDir: string, seconds: number, report: StressReport): Promise<void> {
  const config = readConfig("start", { INDEX_DIR: indexDir });
  const { questions } = JSON.parse(await readFile("test/eval/questions.json", "utf8")) as {
    readonly questions: readonly { readonly question: string }[];
  };
  const engines: ChildProcess[] = [];
  const assistant = await openEngine(config, createLogger({ level: "silent", pretty: false, secrets: [] }), {
    onStart: (process) => engines.push(process),
  });
  try {
    for (const kill of [false, true]) {
      const delay = monitorEventLoopDelay({ resolution: 5 });
      const times: number[] = [];
      let refused = 0;
      let kills = 0;
      delay.enable();
      const asked = Array.from({ length: seconds * QUESTIONS_PER_SECOND }, async (_, i) => {
        await setTimeout((i * 1000) / QUESTIONS_PER_SECOND);
        if (kill && i % (3 * QUESTIONS_PER_SECOND) === QUESTIONS_PER_SECOND && engines.at(-1)?.kill("SIGKILL")) kills++;
        const started = performance.now();
        const text = questions[i % questions.length]?.question ?? "";
        try {
          const answer = await askOnce(assistant, { text, conversation: null, audience: "citizen" });
          times.push(performance.now() - started);
          return [text, answer.question];
        } catch (error) {
          // More than a machine can answer: who is told so at once can come again.
          if (!(error instanceof BusyError)) throw error;
          refused++;
          return [text, text];
        }
      });
      const name = kill ? "question while the engine is killed every 3 s" : "question at 30 a second";
      for (const each of asked) {
        await report.check(name, async () => {
          const [text, answered] = await each;
          deepStrictEqual(answered, text);
        });
      }
      delay.disable();
      times.sort((a, b) => a - b);
      const quantile = (share: number) => `${(times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(0)} ms`;
      report.measured(`${name}, answered / told that too many wait`, `${times.length} / ${refused}`);
      if (kill) report.measured("the engine was killed", `${kills} times`);
      report.measured(`${name}, answer p50 / p99 / most`, [0.5, 0.99, 1].map(quantile).join(" / "));
      const delays = [delay.percentile(50), delay.percentile(99), delay.max].map((ns) => `${(ns / 1e6).toFixed(1)} ms`);
      report.measured(`${name}, event-loop delay of the serving process p50 / p99 / most`, delays.join(" / "));
    }
    ok(engines.length > 1);
    const status = async (pid: number | "self") =>
      /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, "utf8").catch(() => ""))?.[1];
    const megabytes = async (pid: number | "self") => `${Math.round(Number(await status(pid)) / 1024)} MiB`;
    report.measured(
      "memory of serving process / engine",
      `${await megabytes("self")} / ${await megabytes(engines.at(-1)?.pid ?? 0)}`,
    );
  } finally {
    await assistant.close();
  }
}
