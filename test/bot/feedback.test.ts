import { describe, expect, it } from "vitest";
import { ANNA, BEN, GROUP, privateChat } from "../helpers/bot-api-server.js";
import { answer, REFUSAL } from "./canned-assistant.js";
import { playTelegram, runBot } from "./running-bot.js";

const buttonsOf = (server: Awaited<ReturnType<typeof playTelegram>>, chatId: number, messageId: number) => {
  const message = server.chat(chatId).find(({ message_id }) => message_id === messageId);
  return (message?.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
};

describe("feedback", () => {
  it("is taken with a reason, thanked for once, and can be changed", async () => {
    const server = await playTelegram();
    const { state } = runBot(server);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    const { message_id: id } = await server.nextMessage(ANNA.id);
    expect(buttonsOf(server, ANNA.id, id)).toEqual(["Quelle 1", "Hilfreich", "Nicht hilfreich"]);
    expect(await server.press(ANNA, ANNA.id, id, "Nicht hilfreich")).toBe("Was stimmt nicht?");
    expect(await server.press(ANNA, ANNA.id, id, "Veraltet")).toBe("Danke für Ihre Rückmeldung.");
    expect(buttonsOf(server, ANNA.id, id)).toEqual(["Quelle 1", "Ihre Rückmeldung: Veraltet (ändern)"]);
    expect(state.feedback.count(0)).toEqual({ out_of_date: 1 });
    await server.press(ANNA, ANNA.id, id, "Ihre Rückmeldung: Veraltet (ändern)");
    await server.press(ANNA, ANNA.id, id, "Zurück");
    expect(buttonsOf(server, ANNA.id, id)).toContain("Ihre Rückmeldung: Veraltet (ändern)");
    await server.press(ANNA, ANNA.id, id, "Ihre Rückmeldung: Veraltet (ändern)");
    expect(await server.press(ANNA, ANNA.id, id, "Hilfreich")).toBe("Ihre Rückmeldung ist geändert.");
    expect(state.feedback.count(0)).toEqual({ helpful: 1 });
    expect(server.violations).toEqual([]);
  });

  it("in a group is each person's own, and shows nobody's", async () => {
    const server = await playTelegram();
    const { state } = runBot(server);
    server.sendText({ chat: GROUP, from: ANNA, text: "/ask Wann?" });
    const { message_id: id } = await server.nextMessage(GROUP.id);
    await server.press(ANNA, GROUP.id, id, "Hilfreich");
    await server.press(BEN, GROUP.id, id, "Nicht hilfreich");
    await server.press(BEN, GROUP.id, id, "Unvollständig");
    expect(state.feedback.count(0)).toEqual({ helpful: 1, incomplete: 1 });
    expect(buttonsOf(server, GROUP.id, id)).toEqual(["Quelle 1", "Hilfreich", "Nicht hilfreich"]);
  });
});

describe("telling the editors", () => {
  const ADMIN = { id: 77, is_bot: false, first_name: "Ada", language_code: "de" };

  async function refused() {
    const server = await playTelegram();
    const running = runBot(server, () => REFUSAL, { adminIds: [ADMIN.id] });
    server.knowChat(privateChat(ADMIN));
    server.sendText({ chat: GROUP, from: ANNA, text: "/ask Wo parke ich?" });
    const { message_id } = await server.nextMessage(GROUP.id);
    return { server, message_id, ...running };
  }

  it("sends a question only after consent, and only of who asked it", async () => {
    const { server, message_id, state } = await refused();
    expect(await server.press(BEN, GROUP.id, message_id, "An die Redaktion senden")).toContain("Only the person");
    await server.press(ANNA, GROUP.id, message_id, "An die Redaktion senden");
    const consent = await server.nextMessage(GROUP.id);
    expect(consent.text).toContain("Wo parke ich?");
    expect(state.openQuestions.list()).toEqual([]);
    expect(await server.press(BEN, GROUP.id, consent.message_id, "Ja, senden")).toContain("Only the person");
    await server.press(ANNA, GROUP.id, consent.message_id, "Ja, senden");
    expect((await server.nextEdit(GROUP.id)).text).toContain("Gesendet");
    expect(state.openQuestions.list()).toMatchObject([{ question: "Wo parke ich?", audience: "citizen" }]);
    const note = await server.nextMessage(ADMIN.id);
    expect(note.text).toContain("/luecken");
    expect(note.text).not.toContain("parke");
    expect(server.violations).toEqual([]);
  });

  it("sends nothing where the person declines", async () => {
    const { server, message_id, state } = await refused();
    await server.press(ANNA, GROUP.id, message_id, "An die Redaktion senden");
    const consent = await server.nextMessage(GROUP.id);
    await server.press(ANNA, GROUP.id, consent.message_id, "Nein");
    expect((await server.nextEdit(GROUP.id)).text).toBe("Nicht gesendet.");
    expect(state.openQuestions.list()).toEqual([]);
  });

  it("is not offered where there is nobody to tell", async () => {
    const server = await playTelegram();
    runBot(server, () => REFUSAL);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wo?" });
    const { message_id } = await server.nextMessage(ANNA.id);
    expect(buttonsOf(server, ANNA.id, message_id)).toEqual(["Stelle 1"]);
  });

  it("is offered after an answer that did not help, and says when the question is forgotten", async () => {
    const server = await playTelegram();
    const { state } = runBot(server, () => answer(), { adminIds: [ADMIN.id] });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wo?" });
    const { message_id: id } = await server.nextMessage(ANNA.id);
    await server.press(ANNA, ANNA.id, id, "Nicht hilfreich");
    await server.press(ANNA, ANNA.id, id, "Frage nicht beantwortet");
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/neu" });
    await server.nextMessage(ANNA.id);
    expect(await server.press(ANNA, ANNA.id, id, "An die Redaktion senden")).toContain("nicht mehr gespeichert");
    expect(state.openQuestions.list()).toEqual([]);
  });
});
