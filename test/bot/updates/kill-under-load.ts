import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import type { User } from "grammy/types";
import { type BotApiServer, privateChat, startBotApiServer } from "../../helpers/bot-api-server.js";

/** What came of the questions of a bot that was killed again and again. */
export interface KillOutcome {
  readonly questions: number;
  readonly kills: number;
  /** Questions without an answer. */
  readonly lost: number;
  /** Answers beyond the first of a question. */
  readonly duplicates: number;
}

/** A bot in a process of its own. */
export function startBotProgram({ token, apiRoot }: BotApiServer, directory: string, admin = ""): ChildProcess {
  const program = resolve("test/bot/updates/bot-program.ts");
  const args = ["--import", import.meta.resolve("tsx"), program, token, apiRoot, directory, admin];
  return spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
}

export const asker = (n: number): User => ({ id: 10_000 + n, is_bot: false, first_name: `A${n}`, language_code: "de" });

/** Sends questions of as many people, kills the bot with SIGKILL while it answers, and starts it again, until all is answered. */
export async function killUnderLoad(questions: number, kills: number, directory: string): Promise<KillOutcome> {
  const server = await startBotApiServer();
  const answered = () => server.calls.filter(({ method }) => method === "sendMessage").length;
  try {
    for (let n = 0; n < questions; n++) {
      const from = asker(n);
      server.sendText({ chat: privateChat(from), from, text: `Frage ${n}?` });
    }
    for (let kill = 0; kill < kills; kill++) {
      const program = startBotProgram(server, directory);
      const ended = once(program, "exit");
      // In the middle of its share, so that some answers are on their way.
      const enough = answered() + Math.floor(questions / (kills + 1)) - 3;
      while (answered() < enough) await server.call("sendMessage", answered() + 1);
      program.kill("SIGKILL");
      await ended;
    }
    const last = startBotProgram(server, directory);
    const ended = once(last, "exit");
    const pending = server.updates.pending();
    await server.updates.confirmed(pending.at(-1) ?? 0);
    last.kill("SIGTERM");
    await ended;
    const answers = Array.from({ length: questions }, (_, n) => server.messages(asker(n).id).length);
    return {
      ...{ questions, kills },
      lost: answers.filter((count) => count === 0).length,
      duplicates: answers.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    };
  } finally {
    await server.close();
  }
}
