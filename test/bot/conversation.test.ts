import { setTimeout as delay } from "node:timers/promises";
import type { User } from "grammy/types";
import { describe, expect, it, vi } from "vitest";
import type { Question } from "../../src/assistant/assistant.js";
import { DEFAULT_BOT_TIMING } from "../../src/bot/bot-timing.js";
import { openState } from "../../src/conversations/state.js";
import { ANNA, BEN, type BotApiServer, type Call, GROUP, privateChat } from "../helpers/bot-api-server.js";
import { answer, citation, REFUSAL } from "./canned-assistant.js";
import { playTelegram, runBot } from "./running-bot.js";

const textsIn = (server: Awaited<ReturnType<typeof playTelegram>>, chatId: number) =>
  server.chat(chatId).flatMap(({ from, text }) => (from?.is_bot === true ? [text ?? ""] : []));

describe("an edited question", () => {
  it("gets its answer edited, whether it becomes shorter or longer", async () => {
    const long = [1, 2, 3].map((marker) => citation({ marker, quote: "Lang. ".repeat(500).trim() }));
    const server = await playTelegram();
    runBot(server, ({ text }) =>
      text.includes("alles") ? answer({ citations: long }) : answer({ headline: text.slice(0, 20) }),
    );
    const question = server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann kurz?" });
    const first = await server.nextMessage(ANNA.id);
    await server.updates.confirmed(question.update_id);
    await server.updates.confirmed(server.editText(question, "Bitte alles"));
    expect(textsIn(server, ANNA.id)).toHaveLength(3);
    expect(server.chat(ANNA.id).find(({ message_id }) => message_id === first.message_id)?.text).toContain("Lang.");
    await server.updates.confirmed(server.editText(question, "Wieder kurz?"));
    const texts = textsIn(server, ANNA.id);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain("Wieder kurz?");
    expect(server.violations).toEqual([]);
  });

  it("is answered anew where the answer was deleted, and once where it says the same", async () => {
    const server = await playTelegram();
    const { log } = runBot(server);
    const question = server.sendText({ chat: privateChat(BEN), from: BEN, text: "When?" });
    await server.nextMessage(BEN.id);
    await server.updates.confirmed(server.editText(question, "When then?"));
    expect(textsIn(server, BEN.id)).toHaveLength(1);
    server.remove(BEN.id, server.chat(BEN.id).at(-1)?.message_id ?? 0);
    await server.updates.confirmed(server.editText(question, "And when?"));
    expect(textsIn(server, BEN.id)).toHaveLength(1);
    expect(log.lines.filter(({ level }) => level === "error")).toEqual([]);
    expect(server.violations).toEqual([]);
  });

  it("in a group is answered when it speaks to the bot; other commands are not repeated", async () => {
    const server = await playTelegram();
    const { asked, forgotten } = runBot(server);
    const plain = server.sendText({ chat: GROUP, from: ANNA, text: "Wann?" });
    await server.updates.confirmed(server.editText(plain, "@auskunft_bot Wann?"));
    const command = server.sendText({ chat: GROUP, from: ANNA, text: "/ask Wo?" });
    await server.updates.confirmed(server.editText(command, "/neu"));
    expect(asked.map(({ text }) => text)).toEqual(["Wann?", "Wo?"]);
    expect(forgotten).toEqual([]);
  });
});

describe("next questions", () => {
  it("are offered, and asked under their own words", async () => {
    const server = await playTelegram();
    const section = "Geschäftsleitung";
    const text = `Betrieb\n\nDie OWL-IT begann 2020.\n\n${section}\n\nLeiter ist Frau Muster.`;
    const reply = ({ text: asked }: { text: string }) => {
      const start = asked.includes(section) ? text.indexOf("Leiter") : text.indexOf("Die");
      return answer({
        headline: null,
        citations: [citation({ start, end: start + 9, quote: text.slice(start, start + 9) })],
      });
    };
    const { assistant, asked } = runBot(server, reply);
    const headings = [
      { level: 1, text: "Betrieb", start: 0 },
      { level: 2, text: section, start: text.indexOf(section) },
    ];
    const read = assistant.readDocument;
    assistant.readDocument = async (path, audience) => {
      const document = await read(path, audience);
      return document && { ...document, text, headings };
    };
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    const { message_id } = await server.nextMessage(ANNA.id);
    await server.press(ANNA, ANNA.id, message_id, `Weiter: ${section}`);
    const next = await server.nextMessage(ANNA.id);
    expect(next.text).toMatch(/^Frage: Was steht in „Betriebsstart des Zweckverbands“ zu „Geschäftsleitung“\?/);
    expect(next.text).toContain("Leiter");
    // The section is tried once, without a conversation; then it is known.
    expect(asked.filter(({ conversation }) => conversation === null)).toHaveLength(1);
    expect(server.violations).toEqual([]);
  });

  it("are not offered where the corpus does not answer them", async () => {
    const server = await playTelegram();
    const { assistant } = runBot(server, ({ conversation }) => (conversation === null ? REFUSAL : answer()));
    const read = assistant.readDocument;
    assistant.readDocument = async (path, audience) => {
      const document = await read(path, audience);
      return document && { ...document, headings: [{ level: 2, text: "Leitung", start: 40 }] };
    };
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    const { parameters } = await server.nextMessage(ANNA.id);
    expect(JSON.stringify(parameters.reply_markup)).not.toContain("Weiter");
  });

  it.each([
    ["fails", () => Promise.reject(new Error("no such table"))],
    ["takes long", () => new Promise<never>(() => {})],
  ])("are left out where looking for them %s; the answer comes all the same", async (_, look) => {
    const server = await playTelegram();
    const reply = ({ conversation }: Question) => (conversation === null ? look() : answer());
    const { assistant } = runBot(server, reply, { timing: { suggestMilliseconds: 20 } });
    const read = assistant.readDocument;
    assistant.readDocument = async (path, audience) => {
      const document = await read(path, audience);
      return document && { ...document, headings: [{ level: 2, text: "Leitung", start: 40 }] };
    };
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    const { parameters, text } = await server.nextMessage(ANNA.id);
    expect(text).toContain("1. Januar 2020");
    expect(JSON.stringify(parameters.reply_markup)).toContain("Quelle 1");
    expect(JSON.stringify(parameters.reply_markup)).not.toContain("Weiter");
  });
});

describe("notes above answers", () => {
  it("says once in each chat that an AI answers", async () => {
    const server = await playTelegram();
    runBot(server);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    expect((await server.nextMessage(ANNA.id)).text.split("\n")[0]).toMatch(
      /KI, kein Mensch.*keine persönlichen Daten/,
    );
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    expect((await server.nextMessage(ANNA.id)).text).not.toContain("KI");
    server.sendText({ chat: privateChat(BEN), from: BEN, text: "/start" });
    await server.nextMessage(BEN.id);
    server.sendText({ chat: privateChat(BEN), from: BEN, text: "Wann?" });
    expect((await server.nextMessage(BEN.id)).text).not.toContain("KI, kein Mensch");
  });

  it("says it again where the first answer did not arrive", async () => {
    const server = await playTelegram();
    server.fail("sendMessage", { error_code: 400, description: "Bad Request: PEER_ID_INVALID", times: 3 });
    runBot(server);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("KI, kein Mensch");
  });

  it("says that an answer comes late", async () => {
    const server = await playTelegram();
    runBot(server);
    const date = Math.floor(Date.now() / 1000) - 3_600;
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?", date });
    expect((await server.nextMessage(ANNA.id)).text).toContain("beantworte ich erst jetzt");
  });
});

describe("long answers", () => {
  it("are announced, and then written over the announcement", async () => {
    const server = await playTelegram();
    let release: () => void = () => {};
    const announced = new Promise<void>((resolve) => {
      release = resolve;
    });
    runBot(
      server,
      async () => {
        await announced;
        return answer();
      },
      { timing: { progressMilliseconds: 10, editMilliseconds: 10 } },
    );
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    const announcement = await server.nextMessage(ANNA.id);
    expect(announcement.text).toBe("Ich suche in den Unterlagen …");
    release();
    const edit = await server.nextEdit(ANNA.id);
    expect(edit.message_id).toBe(announcement.message_id);
    expect(edit.text).toContain("1. Januar 2020");
    expect(server.messages(ANNA.id)).toHaveLength(1);
    expect(server.violations).toEqual([]);
  });

  it("that the end of the program cuts off are written over their announcement by the next run", async () => {
    const server = await playTelegram();
    const state = openState({ directory: null, key: null });
    const timing = { progressMilliseconds: 10, stopMilliseconds: 10 };
    const { bot } = runBot(server, () => new Promise<never>(() => {}), { state, timing });
    const asked = server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    const announcement = await server.nextMessage(ANNA.id);
    await vi.waitFor(() => expect(state.deliveries.messagesFor(ANNA.id, String(asked.message_id))).not.toBeNull());
    await bot.stop();
    runBot(server, undefined, { state });
    const last = await server.answerTo(asked);
    expect(last.message_id).toBe(announcement.message_id);
    expect(last.text).toContain("1. Januar 2020");
    expect(server.messages(ANNA.id)).toHaveLength(1);
  });

  it("that the end of the program cuts off after a pressed button are written over their announcement as well", async () => {
    const server = await playTelegram();
    const state = openState({ directory: null, key: null });
    const suggestion = { label: "Leitung", question: "Wer leitet die OWL-IT?" };
    const issued = state.answers.issue(answer(), "citizen", [suggestion], () => "citizen");
    const next = { id: 50, chat: privateChat(ANNA), from: server.me, date: 1, text: "…" };
    const callback_query = { id: "7", from: ANNA, message: next, chat_instance: "1", data: `next:${issued.id}:0` };
    server.knowChat(privateChat(ANNA));
    const press = server.updates.push({ callback_query } as never);
    const timing = { progressMilliseconds: 10, stopMilliseconds: 10 };
    const { bot } = runBot(server, () => new Promise<never>(() => {}), { state, timing });
    const announcement = await server.nextMessage(ANNA.id);
    await vi.waitFor(() => expect(state.describe(ANNA.id).deliveries).toBe(1));
    await bot.stop();
    runBot(server, undefined, { state });
    await server.updates.confirmed(press);
    const texts = server.chat(ANNA.id);
    expect(texts).toMatchObject([{ message_id: announcement.message_id }]);
    expect(texts[0]?.text).toContain("Frage: Wer leitet die OWL-IT?");
  });
});

describe("an answer that a language model writes", () => {
  it("is edited no faster than Telegram allows, in groups less often than in private chats", async () => {
    const server = await playTelegram();
    const { editMilliseconds, groupEditMilliseconds, progressMilliseconds } = DEFAULT_BOT_TIMING;
    const { assistant } = runBot(server, undefined, {
      timing: { editMilliseconds, groupEditMilliseconds, progressMilliseconds },
    });
    assistant.ask = async function* () {
      for (let n = 0; n < 160; n++) {
        yield { type: "claim", text: `Satz ${n}.`, citation: citation() };
        await delay(50);
      }
      yield { type: "answer", answer: answer() };
    };
    const asked = [
      server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" }),
      server.sendText({ chat: GROUP, from: BEN, text: "/ask Wann?" }),
    ];
    for (const { update_id } of asked) await server.updates.confirmed(update_id);
    for (const [chat, least, edits] of [
      [ANNA.id, editMilliseconds, 4],
      [GROUP.id, groupEditMilliseconds, 1],
    ] as const) {
      const own = ({ method, parameters }: Call) => /^(?:sendM|editM)/.test(method) && parameters.chat_id === chat;
      // The last edit is the answer, which waits for nothing.
      const shown = server.calls.filter(own).slice(0, -1);
      const gaps = shown.slice(1).map(({ at }, i) => at - (shown[i]?.at ?? 0));
      expect(gaps.length).toBeGreaterThanOrEqual(edits);
      // A timer may be a millisecond early.
      expect(Math.min(...gaps)).toBeGreaterThan(least - 5);
    }
    expect(server.violations).toEqual([]);
  });

  it("shows the sentences that stand, before it is whole", async () => {
    const server = await playTelegram();
    const { assistant } = runBot(server, undefined, { timing: { progressMilliseconds: 10, editMilliseconds: 10 } });
    let release: () => void = () => {};
    const seen = new Promise<void>((resolve) => {
      release = resolve;
    });
    assistant.ask = async function* () {
      yield { type: "progress", stage: "writing" };
      yield { type: "claim", text: "Es begann 2020 [1].", citation: citation() };
      yield { type: "progress", stage: "checking", claim: 2 };
      await seen;
      yield { type: "answer", answer: answer({ generator: "modell", text: "Es begann 2020 [1]. Und es läuft [1]." }) };
    };
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    const partial = await server.nextMessage(ANNA.id);
    expect(partial.text).toBe("Es begann 2020 [1].\n\nIch prüfe Beleg 2 …");
    release();
    const whole = await server.nextEdit(ANNA.id);
    expect(whole.message_id).toBe(partial.message_id);
    expect(whole.text).toContain("Und es läuft [1].");
    expect(server.violations).toEqual([]);
  });
});

describe("limits", () => {
  it("answers six questions a minute, says so once, and goes on after it", async () => {
    const server = await playTelegram();
    const { asked } = runBot(server);
    const now = Math.floor(Date.now() / 1000);
    const chat = privateChat(ANNA);
    for (let i = 0; i < 10; i++) server.sendText({ chat, from: ANNA, text: `Frage ${i}?`, date: now - 100 });
    const { update_id } = server.sendText({ chat, from: ANNA, text: "Später?", date: now });
    await server.updates.confirmed(update_id);
    expect(asked).toHaveLength(7);
    expect(server.messages(ANNA.id).filter(({ text }) => text.includes("höchstens 6 Fragen"))).toHaveLength(1);
    expect(server.messages(ANNA.id)).toHaveLength(8);
  });

  /** As many people as asked at the same time, a while ago. */
  const crowd = (server: BotApiServer, size: number, secondsAgo: number) =>
    Array.from({ length: size }, (_, n) => {
      const from: User = { id: 5_000 + n, is_bot: false, first_name: `P${n}`, language_code: "de" };
      const date = Math.floor(Date.now() / 1000) - secondsAgo;
      return server.sendText({ chat: privateChat(from), from, text: `Wann ist das, Nummer ${n}?`, date });
    });

  it("lets no language model write while 20 wait, and says so", async () => {
    const server = await playTelegram();
    const messages = crowd(server, 22, 0);
    const { asked } = runBot(server, undefined, { concurrency: 1, writesAnswers: true });
    const texts = await Promise.all(messages.map(async (message) => (await server.answerTo(message)).text));
    expect(asked.map(({ extractive }) => extractive)).toEqual(messages.map((_, n) => n < 2));
    expect(texts.map((text) => text.includes("Gerade ist viel los"))).toEqual(messages.map((_, n) => n < 2));
  });

  it("turns away while 60 wait who has waited for half a minute, and nobody else", async () => {
    for (const [secondsAgo, turnedAway] of [
      [40, 3],
      [10, 0],
    ] as const) {
      const server = await playTelegram();
      const messages = crowd(server, 63, secondsAgo);
      const { asked } = runBot(server, undefined, { concurrency: 1 });
      const texts = await Promise.all(messages.map(async (message) => (await server.answerTo(message)).text));
      expect(texts.map((text) => text.includes("sehr viel los"))).toEqual(messages.map((_, n) => n < turnedAway));
      expect(asked).toHaveLength(63 - turnedAway);
    }
  });
});
