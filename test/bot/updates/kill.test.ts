import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { privateChat } from "../../helpers/bot-api-server.js";
import { useTemporaryDirectories } from "../../helpers/temporary-directory.js";
import { playTelegram } from "../running-bot.js";
import { asker, killUnderLoad, startBotProgram } from "./kill-under-load.js";

const newDirectory = useTemporaryDirectories();
const AT_A_TIME = 8;

describe("a bot that is killed", () => {
  it("loses no question, and answers at most those twice that were being answered", async () => {
    const outcome = await killUnderLoad(60, 2, await newDirectory());
    expect(outcome.lost).toBe(0);
    expect(outcome.duplicates).toBeLessThanOrEqual(outcome.kills * AT_A_TIME);
  });

  it("by one question passes that over after two crashes alone, says so, and answers all others", async () => {
    const server = await playTelegram();
    const directory = await newDirectory();
    const admin = asker(99);
    server.knowChat(privateChat(admin));
    for (let n = 0; n < 6; n++) {
      const from = asker(n);
      server.sendText({ chat: privateChat(from), from, text: n === 2 ? "poison" : `Frage ${n}?` });
    }
    let crashes = 0;
    let current = startBotProgram(server, directory, String(admin.id));
    onTestFinished(() => void current.kill("SIGKILL"));
    const done = server.updates.confirmed(server.updates.pending().at(-1) ?? 0).then(() => "done" as const);
    for (;;) {
      const end = await Promise.race([done, once(current, "exit").then(() => "crashed" as const)]);
      if (end === "done") break;
      crashes++;
      expect(crashes).toBeLessThanOrEqual(3);
      current = startBotProgram(server, directory, String(admin.id));
    }
    expect(crashes).toBe(3);
    expect(server.messages(asker(2).id).map(({ text }) => text)).toEqual([expect.stringContaining("zweimal")]);
    expect(server.messages(admin.id).map(({ text }) => text)).toEqual([expect.stringContaining("wird übergangen")]);
    for (const n of [0, 1, 3, 4, 5]) expect(server.messages(asker(n).id).length).toBeGreaterThanOrEqual(1);
  });
});
