import { describe, expect, it } from "vitest";
import { openState } from "../../src/conversations/state.js";
import { IndexUnavailableError } from "../../src/errors.js";
import { ANNA, BEN, GROUP, privateChat } from "../helpers/bot-api-server.js";
import { answer, citation, REFUSAL } from "./canned-assistant.js";
import { playTelegram, runBot } from "./running-bot.js";

const HOUR = 3_600_000;

describe("questions in private chats", () => {
  it("answers with headline, quote and source as entities", async () => {
    const server = await playTelegram();
    const { asked } = runBot(server);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann ging es los?" });
    const { text, entities, parameters } = await server.nextMessage(ANNA.id);
    const marked = entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);
    expect(marked).toContainEqual(["bold", "1. Januar 2020"]);
    expect(marked).toContainEqual(["blockquote", citation().quote]);
    expect(marked).toContainEqual(["code", "owl-it/betriebsstart.md"]);
    expect(text).toContain("Überblick – Ostwestfalen-Lippe-IT, 1. Januar 2020 (owl-it/betriebsstart.md)");
    expect(asked).toEqual([
      { text: "Wann ging es los?", conversation: "telegram:11", audience: "citizen", extractive: false },
    ]);
    expect(parameters.link_preview_options).toEqual({ is_disabled: true });
    expect(parameters).not.toHaveProperty("reply_parameters");
    expect(server.violations).toEqual([]);
  });

  it("uses the answer's language whatever Telegram's is", async () => {
    const server = await playTelegram();
    runBot(server, () => answer({ language: "en", headline: "1 January 2020" }));
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "When did it start?" });
    const { text } = await server.nextMessage(ANNA.id);
    expect(text).toContain("Sources");
    expect(text).toContain(citation().quote);
  });

  it("passes any text on, even one that is only a picture", async () => {
    const server = await playTelegram();
    const { asked } = runBot(server, () => REFUSAL);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "🙂" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("Dazu steht nichts");
    expect(asked[0]?.text).toBe("🙂");
    expect(server.violations).toEqual([]);
  });

  it("sends a long answer as several messages in order", async () => {
    const quotes = Array.from({ length: 6 }, (_, index) =>
      citation({ marker: index + 1, quote: `${index} ${"Wort für Wort. ".repeat(120)}`.trim() }),
    );
    const server = await playTelegram();
    runBot(server, () => answer({ citations: quotes }));
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Alles bitte" });
    const sent = [];
    do sent.push((await server.nextMessage(ANNA.id)).text);
    while (!sent.at(-1)?.includes("Quellen"));
    expect(sent).toHaveLength(4);
    expect(sent.join("\n").match(/^\[\d\]$/gm)).toEqual(["[1]", "[2]", "[3]", "[4]", "[5]", "[6]"]);
    expect(server.violations).toEqual([]);
  });

  it.each([
    ["sticker", { sticker: { file_id: "a" } }],
    ["voice message", { voice: { file_id: "a" } }],
    ["photo with words", { photo: [], caption: "Was ist das?" }],
  ])("says to a %s what it can do", async (_, media) => {
    const server = await playTelegram();
    const { asked } = runBot(server);
    server.sendMessage({ chat: privateChat(ANNA), from: ANNA, ...media });
    expect((await server.nextMessage(ANNA.id)).text).toContain("als Text");
    expect(asked).toEqual([]);
  });

  it("says it once to an album, and nothing to Telegram's own reports", async () => {
    const server = await playTelegram();
    runBot(server);
    const chat = privateChat(BEN);
    server.sendMessage({ chat, from: BEN, photo: [], media_group_id: "7" });
    server.sendMessage({ chat, from: BEN, photo: [], media_group_id: "7" });
    server.sendMessage({ chat, from: BEN, pinned_message: {} });
    const { update_id } = server.sendText({ chat, from: BEN, text: "/help" });
    await server.updates.confirmed(update_id);
    expect(server.messages(BEN.id)).toHaveLength(2);
  });

  it("shows typing again and again until the answer is there", async () => {
    const server = await playTelegram();
    runBot(server, async () => {
      await server.call("sendChatAction", 3);
      return answer();
    });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    await server.nextMessage(ANNA.id);
    expect(server.violations).toEqual([]);
  });

  it("tells old buttons' presses that the button no longer works", async () => {
    const server = await playTelegram();
    runBot(server);
    const query = { id: "5", from: BEN, chat_instance: "1", data: "old" };
    server.updates.push({ callback_query: query });
    const { parameters } = await server.call("answerCallbackQuery");
    expect(parameters).toMatchObject({ callback_query_id: "5", text: expect.stringContaining("no longer") });
  });
});

describe("whom it answers", () => {
  it("reads internal documents for the listed people in private chats only, and protects those answers", async () => {
    const server = await playTelegram();
    const { asked, read } = runBot(server, undefined, { adminIds: [ANNA.id], employeeIds: [BEN.id] });
    for (const from of [ANNA, BEN]) {
      server.sendText({ chat: privateChat(from), from, text: "intern?" });
      expect((await server.nextMessage(from.id)).parameters.protect_content).toBe(true);
      server.sendText({ chat: GROUP, from, text: "/ask intern?" });
      expect((await server.nextMessage(GROUP.id)).parameters).not.toHaveProperty("protect_content");
    }
    expect(asked.map(({ audience }) => audience)).toEqual(["employee", "citizen", "employee", "citizen"]);
    const audiences = read.map(([, audience]) => audience);
    expect(audiences.filter((audience, i) => audience !== audiences[i - 1])).toEqual([
      ...["employee", "citizen", "employee", "citizen"],
    ]);
  });

  it("answers anonymous administrators of a group as citizens, whoever they are", async () => {
    const server = await playTelegram();
    const anonymous = { id: 1087968824, is_bot: true, first_name: "Group", username: "GroupAnonymousBot" };
    const { asked } = runBot(server, undefined, { adminIds: [ANNA.id] });
    server.sendText({ chat: GROUP, from: anonymous, sender_chat: GROUP, text: "/ask Wann?" });
    expect((await server.nextMessage(GROUP.id)).parameters).not.toHaveProperty("protect_content");
    expect(asked.map(({ audience }) => audience)).toEqual(["citizen"]);
  });

  it("passes over channels, bots, other groups, inline bots and forwarded commands", async () => {
    const server = await playTelegram();
    const { asked } = runBot(server);
    const chat = privateChat(BEN);
    const text = "/ask Wann?";
    const origin = { type: "hidden_user", sender_user_name: "x", date: 1 };
    server.sendText({ chat: GROUP, from: { ...BEN, is_bot: true }, text });
    server.sendText({ chat: GROUP, from: BEN, text, sender_chat: { ...GROUP, id: -1002 } });
    server.sendText({ chat, from: BEN, text, via_bot: { id: 5, is_bot: true, first_name: "x" } });
    server.sendText({ chat, from: BEN, text, forward_origin: origin });
    server.updates.push({ channel_post: { message_id: 1, date: 1, chat: { id: -5, type: "channel" }, text } } as never);
    const { update_id } = server.sendText({ chat, from: BEN, text: "weitergeleitet?", forward_origin: origin });
    await server.updates.confirmed(update_id);
    expect(asked.map((question) => question.text)).toEqual(["weitergeleitet?"]);
    expect(server.messages(GROUP.id)).toEqual([]);
  });
});

describe("questions in groups", () => {
  it("answers commands, mentions and replies to it, as a reply, and nothing else", async () => {
    const server = await playTelegram();
    const { asked } = runBot(server);
    const bot = { from: server.me, message_id: 3 };
    server.sendText({ chat: GROUP, from: ANNA, text: "Wann?" });
    server.sendText({ chat: GROUP, from: ANNA, text: "Wann, @auskunft_bot2?" });
    server.sendText({ chat: GROUP, from: ANNA, text: "so@auskunft_bot.de nicht" });
    const command = server.sendText({ chat: GROUP, from: ANNA, text: "/ask@auskunft_bot Wann A?" });
    expect((await server.nextMessage(GROUP.id)).parameters.reply_parameters).toEqual({
      message_id: command.message_id,
      allow_sending_without_reply: true,
    });
    server.sendText({ chat: GROUP, from: ANNA, text: "@Auskunft_Bot Wann B?" });
    await server.nextMessage(GROUP.id);
    server.sendText({ chat: GROUP, from: ANNA, text: "Wann C?", reply_to_message: bot });
    await server.nextMessage(GROUP.id);
    const { update_id } = server.sendText({ chat: GROUP, from: ANNA, text: "Wann?", reply_to_message: { from: BEN } });
    await server.updates.confirmed(update_id);
    expect(asked.map(({ text }) => text)).toEqual(["Wann A?", "Wann B?", "Wann C?"]);
    expect(server.violations).toEqual([]);
  });

  it("asks for the question where only its name is called", async () => {
    const server = await playTelegram();
    const { asked } = runBot(server);
    server.sendText({ chat: GROUP, from: BEN, text: "@auskunft_bot" });
    server.sendText({ chat: GROUP, from: BEN, text: "/ask" });
    expect((await server.nextMessage(GROUP.id)).text).toContain("/ask When");
    expect((await server.nextMessage(GROUP.id)).text).toContain("/ask When");
    expect(asked).toEqual([]);
  });

  it("keeps one conversation per topic and answers in it", async () => {
    const server = await playTelegram();
    const { asked } = runBot(server);
    const topic = { message_thread_id: 4, is_topic_message: true };
    server.sendText({ chat: GROUP, from: BEN, text: "/ask A", ...topic });
    expect((await server.nextMessage(GROUP.id)).parameters.message_thread_id).toBe(4);
    server.sendText({ chat: GROUP, from: BEN, text: "/ask B", message_thread_id: 9 });
    expect((await server.nextMessage(GROUP.id)).parameters).not.toHaveProperty("message_thread_id");
    expect(asked.map(({ conversation }) => conversation)).toEqual(["telegram:-1001:4", "telegram:-1001"]);
  });
});

describe("errors of the assistant", () => {
  it.each([
    [
      "Wann ist das?",
      new IndexUnavailableError("no index in /srv/x"),
      "Unterlagen lassen sich gerade nicht durchsuchen",
    ],
    ["When is that?", new IndexUnavailableError("no index in /srv/x"), "documents cannot be searched"],
    ["When is that?", new Error("secret of the machine"), "Something went wrong"],
  ])("tells %s a polite sentence for %s", async (text, error, expected) => {
    const server = await playTelegram();
    const { log } = runBot(server, () => Promise.reject(error));
    server.sendText({ chat: privateChat(BEN), from: BEN, text });
    const sent = await server.nextMessage(BEN.id);
    expect(sent.text).toContain(expected);
    expect(sent.text).not.toMatch(/srv|secret|Error/);
    expect(JSON.stringify(log.lines)).not.toContain("secret");
  });

  it("does not wait for an answer that never comes", async () => {
    const server = await playTelegram();
    runBot(server, () => new Promise(() => {}), { timing: { answerMilliseconds: 10 } });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann ist das?" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("zu lange gedauert");
  });

  it("answers although what is stored cannot be purged", async () => {
    const server = await playTelegram();
    const state = openState({ directory: null, key: null });
    const full = () => {
      throw new Error("database is locked");
    };
    const { log } = runBot(server, undefined, { state: { ...state, purge: full } });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("1. Januar 2020");
    expect(log.lines.filter(({ level }) => level === "error")).toHaveLength(1);
  });

  it("answers the next question of the same chat after a failure", async () => {
    const server = await playTelegram();
    let first = true;
    runBot(
      server,
      () => {
        if (!first) return answer();
        first = false;
        throw new Error("broken");
      },
      { timing: { answerMilliseconds: HOUR } },
    );
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    await server.nextMessage(ANNA.id);
    expect((await server.nextMessage(ANNA.id)).text).toContain("1. Januar 2020");
  });
});
