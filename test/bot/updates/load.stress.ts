import { describe, expect, it } from "vitest";
import { quantile } from "../../../src/bench/quantile.js";
import { privateChat, startBotApiServer } from "../../helpers/bot-api-server.js";
import { useTemporaryDirectories } from "../../helpers/temporary-directory.js";
import { asker, killUnderLoad, startBotProgram } from "./kill-under-load.js";

const newDirectory = useTemporaryDirectories();

describe("the bot under load", () => {
  it("killed eight times among 500 questions loses none", async () => {
    const outcome = await killUnderLoad(500, 8, await newDirectory());
    process.stdout.write(`kill -9: ${JSON.stringify(outcome)}\n`);
    expect(outcome.lost).toBe(0);
    expect(outcome.duplicates).toBeLessThanOrEqual(8 * 8);
  });

  it("answers 30 questions a second for two minutes and loses none", async () => {
    const server = await startBotApiServer();
    const program = startBotProgram(server, await newDirectory());
    const questions = 30 * 120;
    const waits: number[] = [];
    try {
      await server.call("getUpdates");
      const begin = performance.now();
      const answers: Promise<void>[] = [];
      for (let n = 0; n < questions; n++) {
        const due = begin + (n * 1000) / 30;
        while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
        const from = asker(n);
        const asked = performance.now();
        server.sendText({ chat: privateChat(from), from, text: `Frage ${n}?` });
        answers.push(server.nextMessage(from.id).then(() => void waits.push(performance.now() - asked)));
      }
      await Promise.all(answers);
    } finally {
      program.kill("SIGTERM");
      await server.close();
    }
    const [p50, p99] = [0.5, 0.99].map((q) => Math.round(quantile(waits, q)));
    process.stdout.write(
      `30 questions/s for 120 s: ${waits.length} of ${questions} answered, p50 ${p50} ms, p99 ${p99} ms\n`,
    );
    expect(waits).toHaveLength(questions);
    expect(server.violations).toEqual([]);
  });
});
