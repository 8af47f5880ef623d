import { describe, expect, it, vi } from "vitest";
import { ANNA, BEN, GROUP, privateChat } from "../helpers/bot-api-server.js";
import { playTelegram, runBot } from "./running-bot.js";

describe("/sprache", () => {
  it("changes the bot's own words for this person everywhere, not the answers", async () => {
    const server = await playTelegram();
    runBot(server);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/language" });
    const { message_id, text } = await server.nextMessage(ANNA.id);
    expect(text).toContain("In welcher Sprache");
    await server.press(ANNA, ANNA.id, message_id, "English");
    expect((await server.nextEdit(ANNA.id)).text).toContain("in English");
    server.sendText({ chat: GROUP, from: ANNA, text: "/help" });
    expect((await server.nextMessage(GROUP.id)).text).toContain("How it works");
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("Quellen");
    expect(server.violations).toEqual([]);
  });
});

describe("/meinedaten and /loeschen", () => {
  it("show what is held, delete it after a question, and give a receipt", async () => {
    const server = await playTelegram();
    const { forgotten, state } = runBot(server, undefined, { adminIds: [BEN.id] });
    server.knowChat(privateChat(BEN));
    const chat = privateChat(ANNA);
    server.sendText({ chat, from: ANNA, text: "Geheime Frage?" });
    const { message_id: answered } = await server.nextMessage(ANNA.id);
    await server.press(ANNA, ANNA.id, answered, "Nicht hilfreich");
    await server.press(ANNA, ANNA.id, answered, "Unvollständig");
    await server.press(ANNA, ANNA.id, answered, "An die Redaktion senden");
    await server.press(ANNA, ANNA.id, (await server.nextMessage(ANNA.id)).message_id, "Ja, senden");
    server.sendText({ chat, from: ANNA, text: "/meinedaten" });
    const held = await server.nextMessage(ANNA.id);
    expect(held.text).toContain("Rückmeldungen: 1");
    expect(held.text).toContain("an die Redaktion geschickt haben: 1");
    expect(held.text).toContain("Geheime Frage?");

    server.sendText({ chat, from: ANNA, text: "/loeschen" });
    const { message_id } = await server.nextMessage(ANNA.id);
    await server.press(ANNA, ANNA.id, message_id, "Ja, alles löschen");
    const receipt = () => server.chat(ANNA.id).find((message) => message.message_id === message_id)?.text;
    await vi.waitFor(() =>
      expect(receipt()).toMatch(/^Gelöscht am .+\. Quittung [0-9A-F]{8}\. Über Sie ist nichts mehr/),
    );
    expect(state.describe(ANNA.id)).toEqual({
      language: null,
      deliveries: 0,
      feedback: 0,
      openQuestions: [],
      role: null,
      audited: 0,
    });
    expect(state.openQuestions.list()).toEqual([]);
    expect(forgotten).toContain("telegram:11");
    server.sendText({ chat, from: ANNA, text: "/mydata" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("Rückmeldungen: 0");
    expect(server.violations).toEqual([]);
  });

  it("forget the conversations in groups too, and how much was asked", async () => {
    const server = await playTelegram();
    const { asked, forgotten } = runBot(server);
    server.sendText({ chat: GROUP, from: ANNA, text: "/ask Wann?" });
    await server.nextMessage(GROUP.id);
    const chat = privateChat(ANNA);
    for (let i = 0; i < 5; i++) await server.answerTo(server.sendText({ chat, from: ANNA, text: "Wann?" }));
    const over = server.sendText({ chat, from: ANNA, text: "Wann?" });
    expect((await server.answerTo(over)).text).toContain("höchstens 6 Fragen");
    const { message_id } = await server.answerTo(server.sendText({ chat, from: ANNA, text: "/loeschen" }));
    await server.press(ANNA, ANNA.id, message_id, "Ja, alles löschen");
    expect(forgotten).toEqual(expect.arrayContaining(["telegram:11", `telegram:${GROUP.id}`]));
    await server.answerTo(server.sendText({ chat, from: ANNA, text: "Wann?" }));
    expect(asked).toHaveLength(7);
  });

  it("say what stays of who has a role, or had one", async () => {
    const server = await playTelegram();
    const { state } = runBot(server);
    state.roles.give(ANNA.id, "employee");
    state.audit.write(BEN.id, `/role ${ANNA.id} employee`, "given");
    state.audit.write(BEN.id, `/role ${ANNA.id}0 employee`, "given");
    const chat = privateChat(ANNA);
    const held = (await server.answerTo(server.sendText({ chat, from: ANNA, text: "/meinedaten" }))).text;
    expect(held).toContain("Protokoll der Betreuung, die Ihre Nummer nennen: 1");
    expect(held).toContain("bis auf Rolle und Protokoll");
    const { message_id } = await server.answerTo(server.sendText({ chat, from: ANNA, text: "/loeschen" }));
    await server.press(ANNA, ANNA.id, message_id, "Ja, alles löschen");
    const receipt = (await server.nextEdit(ANNA.id)).text;
    expect(receipt).toContain("Es bleiben Ihre Rolle");
    expect(receipt).not.toContain("nichts mehr gespeichert");
  });
});
