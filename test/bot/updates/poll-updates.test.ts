import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/answers/answer.js";
import { AuskunftError } from "../../../src/errors.js";
import { ANNA, BEN, privateChat } from "../../helpers/bot-api-server.js";
import { answer } from "../canned-assistant.js";
import { playTelegram, runBot } from "../running-bot.js";

const CONFLICT = { error_code: 409, description: "Conflict: terminated by other getUpdates request" };

/** An answer that comes when the test says so. */
function held() {
  let release: () => void = () => {};
  let asked: () => void = () => {};
  const answered = new Promise<Answer>((resolve) => {
    release = () => resolve(answer());
  });
  const wasAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const reply = () => {
    asked();
    return answered;
  };
  return { release, wasAsked, reply };
}

describe("polling", () => {
  it("asks for the kinds of update it handles, and removes a webhook", async () => {
    const server = await playTelegram();
    server.setWebhook();
    runBot(server);
    expect((await server.call("getUpdates")).parameters).toMatchObject({
      allowed_updates: ["message", "edited_message", "callback_query", "my_chat_member"],
      timeout: 5,
    });
    expect(server.violations).toEqual([]);
  });

  it("removes a webhook that is set while it runs", async () => {
    const server = await playTelegram();
    runBot(server);
    await server.call("getUpdates");
    server.setWebhook();
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    await server.nextMessage(ANNA.id);
    expect((await server.nextMessage(ANNA.id)).text).toContain("1. Januar 2020");
  });

  it("confirms an update only when it is handled, and handles it once", async () => {
    const server = await playTelegram();
    const slow = held();
    const { asked } = runBot(server, ({ text }) => (text === "langsam" ? slow.reply() : answer()));
    const first = server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "langsam" });
    await slow.wasAsked;
    const second = server.sendText({ chat: privateChat(BEN), from: BEN, text: "schnell" });
    await server.nextMessage(BEN.id);
    const polls = server.calls.filter(({ method }) => method === "getUpdates").length;
    await server.call("getUpdates", polls + 3);
    expect(server.updates.pending()).toEqual([first.update_id, second.update_id]);
    slow.release();
    await server.updates.confirmed(second.update_id);
    expect(asked.map(({ text }) => text)).toEqual(["langsam", "schnell"]);
    expect(server.messages(ANNA.id)).toHaveLength(1);
    expect(server.messages(BEN.id)).toHaveLength(1);
  });

  it("answers the questions of one chat in order, those of others meanwhile", async () => {
    const server = await playTelegram();
    const slow = held();
    const { asked } = runBot(server, ({ text }) => (text === "A1" ? slow.reply() : answer()));
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "A1" });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "A2" });
    server.sendText({ chat: privateChat(BEN), from: BEN, text: "B1" });
    await server.nextMessage(BEN.id);
    expect(asked.map(({ text }) => text)).toEqual(["A1", "B1"]);
    slow.release();
    await server.nextMessage(ANNA.id);
    await server.nextMessage(ANNA.id);
    expect(asked.map(({ text }) => text)).toEqual(["A1", "B1", "A2"]);
  });

  it("loses no question when a program ends in the middle: the next one answers it", async () => {
    const server = await playTelegram();
    const never = held();
    const first = runBot(server, never.reply, { timing: { stopMilliseconds: 0 } });
    const { update_id } = server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    await never.wasAsked;
    await first.bot.stop();
    expect(server.updates.pending()).toEqual([update_id]);
    expect(server.messages(ANNA.id)).toEqual([]);
    runBot(server);
    expect((await server.nextMessage(ANNA.id)).text).toContain("1. Januar 2020");
    await server.updates.confirmed(update_id);
  });

  it("goes on after network errors, server errors and a conflict that ends", async () => {
    const server = await playTelegram();
    server.fail("getMe", { drop: "before", times: 2 });
    server.fail("getUpdates", { drop: "after", times: 2 });
    server.fail("getUpdates", { error_code: 502, times: 2 });
    server.fail("getUpdates", CONFLICT);
    runBot(server);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("1. Januar 2020");
  });

  it("ends with a clear error when another program keeps fetching with the token", async () => {
    const server = await playTelegram();
    server.fail("getUpdates", { ...CONFLICT, times: 1_000 });
    const { ended } = runBot(server, undefined, { timing: { conflictMilliseconds: 30 } });
    const error = await ended.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AuskunftError);
    expect(error).toMatchObject({ message: expect.stringContaining("same BOT_TOKEN") });
  });

  it("ends with a clear error when the token is withdrawn, and finishes what runs", async () => {
    const server = await playTelegram();
    const slow = held();
    const { ended } = runBot(server, slow.reply);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    await slow.wasAsked;
    await server.fail("getUpdates", { error_code: 401, description: "Unauthorized" });
    slow.release();
    await expect(ended).rejects.toMatchObject({ name: "ConfigurationError" });
    expect(server.messages(ANNA.id)).toHaveLength(1);
  });
});

describe("stopping", () => {
  it("finishes what runs, confirms it, and leaves the rest to the next program", async () => {
    const server = await playTelegram();
    const slow = held();
    const { bot, ended, asked } = runBot(server, slow.reply, { concurrency: 1 });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "läuft" });
    const waiting = server.sendText({ chat: privateChat(BEN), from: BEN, text: "wartet" });
    await slow.wasAsked;
    const stopped = bot.stop();
    slow.release();
    await stopped;
    await ended;
    expect(asked.map(({ text }) => text)).toEqual(["läuft"]);
    expect(server.messages(ANNA.id)).toHaveLength(1);
    expect(server.updates.pending()).toEqual([waiting.update_id]);
  });

  it("still runs what waits before something that runs, so that nothing is answered twice", async () => {
    const server = await playTelegram();
    const slow = held();
    const { bot, asked } = runBot(server, slow.reply);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "A1" });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "A2" });
    server.sendText({ chat: privateChat(BEN), from: BEN, text: "B1" });
    await slow.wasAsked;
    await server.call("sendChatAction", 2);
    const stopped = bot.stop();
    slow.release();
    await stopped;
    expect(asked.map(({ text }) => text).toSorted()).toEqual(["A1", "A2", "B1"]);
    expect(server.updates.pending()).toEqual([]);
  });

  it("ends at once while nothing runs, and while Telegram cannot be reached", async () => {
    const idle = await playTelegram();
    const first = runBot(idle);
    await idle.call("getUpdates");
    await first.bot.stop();
    await first.ended;

    const dead = await playTelegram();
    dead.fail("getMe", { drop: "before", times: 1_000 });
    const second = runBot(dead);
    await dead.call("getMe");
    await second.bot.stop();
    await second.ended;
  });
});
