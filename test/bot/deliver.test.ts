import { Bot } from "grammy";
import { describe, expect, it } from "vitest";
import { DEFAULT_BOT_TIMING } from "../../src/bot/bot-timing.js";
import { createBot } from "../../src/bot/create-bot.js";
import { deliver } from "../../src/bot/deliver.js";
import { joinText } from "../../src/bot/formatted-text.js";
import { openState } from "../../src/conversations/state.js";
import { TELEGRAM_RATES } from "../helpers/bot-api-rates.js";
import { ANNA, BEN, GROUP, privateChat } from "../helpers/bot-api-server.js";
import { answer, citation } from "./canned-assistant.js";
import { createIndexingDouble } from "./indexing-double.js";
import { createLog, playTelegram, runBot } from "./running-bot.js";

const ENTITY_ERROR = {
  error_code: 400,
  description: "Bad Request: can't parse entities: unsupported entity at byte offset 7",
};

describe("delivery", () => {
  it.each([
    [
      "waits as long as Telegram asks",
      { error_code: 429, description: "Too Many Requests: retry after 1", parameters: { retry_after: 1 } },
    ],
    ["repeats after an error of the server", { error_code: 502, description: "Bad Gateway" }],
    ["repeats after a lost connection", { drop: "before" as const, times: 3 }],
  ])("%s", async (_, fault) => {
    const server = await playTelegram();
    server.fail("sendMessage", fault);
    const { asked } = runBot(server);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("1. Januar 2020");
    expect(asked).toHaveLength(1);
    expect(server.violations).toEqual([]);
  });

  it("sends again, and fetches again, where a connection says nothing any more", async () => {
    const server = await playTelegram();
    server.fail("getUpdates", { silent: true });
    server.fail("sendMessage", { silent: true });
    runBot(server, undefined, { timing: { pollSeconds: 0, replyMilliseconds: 200 } });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("1. Januar 2020");
    expect(server.calls.filter(({ method }) => method === "sendMessage")).toHaveLength(2);
  });

  it("waits where a group has had as many messages as Telegram takes, and loses none", async () => {
    const server = await playTelegram({ private: TELEGRAM_RATES.private, group: { most: 5, milliseconds: 1_500 } });
    runBot(server);
    const questions = Array.from({ length: 12 }, (_, n) => {
      const from = { ...ANNA, id: 500 + n };
      return server.sendText({ chat: GROUP, from, text: `/ask Frage ${n}?` });
    });
    for (const { update_id } of questions) await server.updates.confirmed(update_id);
    expect(server.messages(GROUP.id)).toHaveLength(12);
    expect(server.calls.filter(({ method }) => method === "sendMessage").length).toBeGreaterThan(12);
    expect(server.violations).toEqual([]);
  });

  it("sends the same words without formats when Telegram does not take the formats", async () => {
    const server = await playTelegram();
    server.fail("sendMessage", ENTITY_ERROR);
    runBot(server);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    const { text, entities } = await server.nextMessage(ANNA.id);
    expect(entities).toEqual([]);
    expect(text).toContain(citation().quote);
    expect(text).toContain("owl-it/betriebsstart.md");
  });

  it("keeps the formats of the parts that Telegram does take", async () => {
    const server = await playTelegram();
    server.fail("sendMessage", ENTITY_ERROR);
    const quotes = [1, 2, 3].map((marker) => citation({ marker, quote: "Lang. ".repeat(400).trim() }));
    runBot(server, () => answer({ citations: quotes }));
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    expect((await server.nextMessage(ANNA.id)).entities).toEqual([]);
    expect((await server.nextMessage(ANNA.id)).entities).not.toEqual([]);
  });

  it("forgets a chat that blocked the bot, without a word", async () => {
    const server = await playTelegram();
    const { forgotten, log } = runBot(server);
    server.block(ANNA.id);
    const { update_id } = server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    await server.updates.confirmed(update_id);
    expect(forgotten).toEqual(["telegram:11"]);
    expect(log.lines.filter(({ level }) => level !== "info")).toEqual([]);
  });

  it("forgets a chat that removes the bot", async () => {
    const server = await playTelegram();
    const { forgotten } = runBot(server);
    const member = { user: server.me, status: "kicked", until_date: 0 };
    const change = { chat: privateChat(ANNA), from: ANNA, date: 1, old_chat_member: member, new_chat_member: member };
    await server.updates.confirmed(server.updates.push({ my_chat_member: change } as never));
    expect(forgotten).toEqual(["telegram:11"]);
  });

  it("follows a group that became a supergroup", async () => {
    const server = await playTelegram();
    const old = { id: -55, type: "group", title: "Rathaus" } as const;
    server.knowChat(GROUP);
    server.fail("sendMessage", {
      error_code: 400,
      description: "Bad Request: group chat was upgraded to a supergroup chat",
      parameters: { migrate_to_chat_id: GROUP.id },
    });
    runBot(server);
    server.sendText({ chat: old, from: BEN, text: "/ask Wann?" });
    expect((await server.nextMessage(GROUP.id)).text).toContain("1. Januar 2020");
  });

  it("leaves a topic that is gone for the chat itself, formats kept", async () => {
    const server = await playTelegram();
    server.fail("sendMessage", { error_code: 400, description: "Bad Request: message thread not found" });
    runBot(server);
    server.sendText({ chat: GROUP, from: BEN, text: "/ask Wann?", message_thread_id: 4, is_topic_message: true });
    const { parameters, entities } = await server.nextMessage(GROUP.id);
    expect(parameters).not.toHaveProperty("message_thread_id");
    expect(entities).not.toEqual([]);
  });

  it("replies although the question was deleted meanwhile", async () => {
    const server = await playTelegram();
    runBot(server);
    server.updates.push({
      message: {
        message_id: 4_000,
        date: 1,
        chat: GROUP,
        from: BEN,
        text: "/ask Wann?",
        entities: [{ type: "bot_command", offset: 0, length: 4 }],
      },
    });
    server.knowChat(GROUP);
    expect((await server.nextMessage(GROUP.id)).text).toContain("1. Januar 2020");
  });

  it("gives up a message that Telegram refuses for good, and answers the next", async () => {
    const server = await playTelegram();
    server.fail("sendMessage", { error_code: 400, description: "Bad Request: no rights", times: 3 });
    const { log } = runBot(server);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/neu" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("vergessen");
    expect(log.lines.filter(({ level }) => level === "error")).toHaveLength(1);
  });
});

describe("a single delivery", () => {
  const to = { chatId: ANNA.id, threadId: null, replyTo: null, protect: false };

  it("waits itself where Telegram asks for longer than the client repeats", async () => {
    const server = await playTelegram();
    server.knowChat(privateChat(ANNA));
    server.fail("sendMessage", { error_code: 429, description: "Too Many Requests", parameters: { retry_after: 1 } });
    const { api } = new Bot(server.token, { client: { apiRoot: server.apiRoot } });
    const { signal } = new AbortController();
    const options = { api, logger: createLog(), timing: DEFAULT_BOT_TIMING, signal };
    expect(await deliver(to, [joinText(["Guten Tag"])], options)).toMatchObject({ outcome: "sent" });
    expect(server.messages(ANNA.id)).toHaveLength(1);
  });

  it("ends when it is interrupted", async () => {
    const server = await playTelegram();
    server.knowChat(privateChat(ANNA));
    const failed = server.fail("sendMessage", { drop: "before", times: 1_000 });
    const { api } = new Bot(server.token, { client: { apiRoot: server.apiRoot } });
    const interrupt = new AbortController();
    const options = { api, logger: createLog(), timing: DEFAULT_BOT_TIMING, signal: interrupt.signal };
    const delivered = deliver(to, [joinText(["Guten Tag"])], options);
    await failed;
    interrupt.abort();
    await expect(delivered).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("the token", () => {
  it("stands in no log line and no error, whatever goes wrong", async () => {
    const server = await playTelegram();
    server.fail("setMyCommands", { drop: "before" });
    server.fail("getUpdates", { drop: "before" });
    server.fail("getUpdates", { error_code: 500 });
    server.fail("sendMessage", { drop: "after" });
    server.fail("sendMessage", { error_code: 400, description: "Bad Request: something", times: 3 });
    const { log } = runBot(server, () => {
      throw new Error(`failed at ${server.apiRoot}/bot${server.token}/getMe for Annas Frage`);
    });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Annas Frage?" });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Annas Frage?" });
    const { update_id } = server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/start" });
    await server.updates.confirmed(update_id);
    const lines = log.lines.filter(({ level }) => level !== "info");
    expect(lines.length).toBeGreaterThan(5);
    expect(JSON.stringify(lines)).not.toMatch(/AAtest|bot\d+:|Annas|Anna/);
  });

  it("stands in no error of the start", async () => {
    const server = await playTelegram();
    const { ended } = runBot(server, undefined, { token: "123456789:AAtest-wrong" });
    const error = await ended.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "ConfigurationError", message: expect.stringContaining("BOT_TOKEN") });
    expect(error).not.toHaveProperty("cause");
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain("AAtest");
  });

  it("is not sent anywhere before the start", async () => {
    const server = await playTelegram();
    const { assistant } = runBot(server);
    const other = await playTelegram();
    const logger = { info() {}, warn() {}, error() {} };
    const bot = createBot({
      token: other.token,
      apiRoot: `${other.apiRoot}/`,
      assistant,
      logger,
      contact: null,
      publicUrl: null,
      languageModel: null,
      writesAnswers: false,
      adminIds: [],
      employeeIds: [],
      state: openState({ directory: null, key: null }),
      encrypted: false,
      indexing: createIndexingDouble().service,
      journalFile: null,
      corpus: { citizen: null, employee: null },
    });
    await bot.stop();
    expect(other.calls).toEqual([]);
  });
});
