import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createBot } from "../../../src/bot/create-bot.js";
import { openState } from "../../../src/conversations/state.js";
import { answer, createCannedAssistant } from "../canned-assistant.js";
import { createIndexingDouble } from "../indexing-double.js";

/**
 * A bot in a process of its own, to be killed: `bot-program.ts TOKEN API_ROOT DIRECTORY ADMIN`. It answers each question
 * with its own words after a moment; the question `poison` ends the process.
 */
const [token = "", apiRoot = "", directory = "", admin = ""] = process.argv.slice(2);

const { assistant } = createCannedAssistant(async ({ text }) => {
  if (text === "poison") process.kill(process.pid, "SIGKILL");
  await delay(10);
  return answer({ question: text, searchedFor: text, headline: text });
});
const bot = createBot({
  ...{
    token,
    apiRoot,
    assistant,
    contact: null,
    publicUrl: null,
    languageModel: null,
    writesAnswers: false,
    encrypted: false,
    indexing: createIndexingDouble().service,
  },
  ...{ adminIds: admin === "" ? [] : [Number(admin)], employeeIds: [], corpus: { citizen: null, employee: null } },
  logger: { info() {}, warn() {}, error() {} },
  state: openState({ directory, key: null }),
  journalFile: join(directory, "updates.journal"),
  // Every message is an answer, however busy the machine.
  timing: { pollSeconds: 2, repeatedPollMilliseconds: 20, progressMilliseconds: 3_600_000 },
});
process.once("SIGTERM", () => void bot.stop());
await bot.start();
