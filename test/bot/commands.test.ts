import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/bot/commands/index.js";
import { openState } from "../../src/conversations/state.js";
import { ConfigurationError } from "../../src/errors.js";
import { ANNA, BEN, GROUP, privateChat } from "../helpers/bot-api-server.js";
import { createIndexingDouble } from "./indexing-double.js";
import { playTelegram, runBot } from "./running-bot.js";

describe("commands", () => {
  it("/start says in its first line that an AI answers, in the person's language", async () => {
    const server = await playTelegram();
    runBot(server);
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/start" });
    server.sendText({ chat: privateChat(BEN), from: BEN, text: "/start payload" });
    const german = await server.nextMessage(ANNA.id);
    const english = await server.nextMessage(BEN.id);
    expect(german.text.split("\n")[0]).toMatch(/\bKI\b/);
    expect(german.text).toContain("nicht gedacht für");
    expect(english.text.split("\n")[0]).toMatch(/\bAI\b/);
    expect(english.text).toContain("for example");
    expect(server.violations).toEqual([]);
  });

  it("/help lists the commands of this kind of chat from the table", async () => {
    const server = await playTelegram();
    runBot(server, undefined, { contact: "buero@example.org", publicUrl: "https://auskunft.example.org" });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/help" });
    server.sendText({ chat: GROUP, from: BEN, text: "/help@auskunft_bot" });
    const help = await server.nextMessage(ANNA.id);
    for (const { names, description, listedIn } of COMMANDS) {
      expect(help.text.includes(`/${names.de} – ${description.de}`)).toBe(listedIn.includes("private"));
    }
    expect(help.text).toContain("buero@example.org");
    expect(help.text).toContain("https://auskunft.example.org");
    expect((await server.nextMessage(GROUP.id)).text).toContain("/ask – Ask a question");
    expect(server.violations).toEqual([]);
  });

  it("/privacy says where questions go, with and without a language model", async () => {
    const local = await playTelegram();
    runBot(local, undefined, { contact: "Rathaus, Zimmer 4" });
    local.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/datenschutz" });
    const withoutModel = await local.nextMessage(ANNA.id);
    expect(withoutModel.text).toContain("30 Minuten");
    expect(withoutModel.text).toContain("kein Sprachmodell");
    expect(withoutModel.text).toContain("Rathaus, Zimmer 4");

    const remote = await playTelegram();
    runBot(remote, undefined, { languageModel: "llm.example.org" });
    remote.sendText({ chat: privateChat(BEN), from: BEN, text: "/privacy" });
    const withModel = await remote.nextMessage(BEN.id);
    expect(withModel.text).toContain("go to the language model at llm.example.org");
    expect(withModel.text).not.toContain("no language model");
    expect([...local.violations, ...remote.violations]).toEqual([]);
  });

  it.each(["/neu", "/new", "/NEW"])("%s forgets the conversation of this topic", async (text) => {
    const server = await playTelegram();
    const { forgotten } = runBot(server);
    server.sendText({ chat: GROUP, from: ANNA, text, message_thread_id: 7, is_topic_message: true });
    const { parameters } = await server.nextMessage(GROUP.id);
    expect(forgotten).toEqual([`telegram:${GROUP.id}:7`]);
    expect(parameters.message_thread_id).toBe(7);
    expect(server.violations).toEqual([]);
  });

  it("answers an unknown command in a private chat, and in a group only if it names the bot", async () => {
    const server = await playTelegram();
    const { asked } = runBot(server);
    server.sendText({ chat: privateChat(BEN), from: BEN, text: "/weather" });
    expect((await server.nextMessage(BEN.id)).text).toContain("/help");
    server.sendText({ chat: GROUP, from: BEN, text: "/weather" });
    server.sendText({ chat: GROUP, from: BEN, text: "/help@weather_bot" });
    const { update_id } = server.sendText({ chat: GROUP, from: BEN, text: "/weather@Auskunft_Bot" });
    await server.updates.confirmed(update_id);
    expect(server.messages(GROUP.id)).toHaveLength(1);
    expect(asked).toEqual([]);
  });

  it("tells Telegram menu and descriptions once per language and once without", async () => {
    const server = await playTelegram();
    runBot(server);
    await server.call("setMyShortDescription", 3);
    const menus = server.calls.filter(({ method }) => method === "setMyCommands").map(({ parameters }) => parameters);
    expect(menus.map(({ language_code }) => language_code ?? null)).toEqual([null, null, "de", "de", "en", "en"]);
    expect(JSON.stringify(menus.at(2))).toContain('"neu"');
    expect(JSON.stringify(menus.at(4))).toContain('"new"');
    for (const { commands } of menus) expect(JSON.stringify(commands)).toContain('"privacy"');
    expect(server.violations).toEqual([]);
  });

  it("works without a menu when Telegram refuses it", async () => {
    const server = await playTelegram();
    server.fail("setMyCommands", { error_code: 400, description: "Bad Request: BOT_COMMANDS_TOO_MUCH" });
    const { log } = runBot(server);
    server.sendText({ chat: privateChat(BEN), from: BEN, text: "/start" });
    await server.nextMessage(BEN.id);
    expect(log.lines.filter(({ level }) => level === "warn")).toEqual([
      expect.objectContaining({
        details: { error: { name: "GrammyError", error_code: 400, method: "setMyCommands" } },
      }),
    ]);
  });
});

describe("a button", () => {
  it("that takes long stops turning, and says in a message what it had to note", async () => {
    const server = await playTelegram();
    const { assistant } = runBot(server, undefined, { timing: { pressMilliseconds: 10 } });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    const { message_id } = await server.nextMessage(ANNA.id);
    await server.press(ANNA, ANNA.id, message_id, "Quelle 1");
    const passage = await server.nextMessage(ANNA.id);
    let found: () => void = () => {};
    const finding = new Promise<void>((resolve) => {
      found = resolve;
    });
    assistant.readDocument = async () => {
      await finding;
      return undefined;
    };
    expect(await server.press(ANNA, ANNA.id, passage.message_id, "Datei senden")).toBe("");
    found();
    expect((await server.nextMessage(ANNA.id)).text).toContain("lässt sich gerade nicht senden");
    expect(server.violations).toEqual([]);
  });
});

describe("what goes wrong", () => {
  const broken = () => {
    throw new Error("secret of the machine");
  };

  it.each(["a command", "a button"])("in %s is told once, and logged", async (kind) => {
    const server = await playTelegram();
    const state = openState({ directory: null, key: null });
    const { log } = runBot(server, undefined, { state: { ...state, describe: broken } });
    const chat = privateChat(ANNA);
    if (kind === "a command") server.sendText({ chat, from: ANNA, text: "/meinedaten" });
    else {
      server.sendText({ chat, from: ANNA, text: "/loeschen" });
      const { message_id } = await server.nextMessage(ANNA.id);
      expect(await server.press(ANNA, ANNA.id, message_id, "Ja, alles löschen")).toBe("");
    }
    expect((await server.nextMessage(ANNA.id)).text).toBe(
      "Dabei ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.",
    );
    const { update_id } = server.sendText({ chat, from: ANNA, text: "/help" });
    await server.updates.confirmed(update_id);
    expect(server.messages(ANNA.id).filter(({ text }) => text.includes("schiefgegangen"))).toHaveLength(1);
    expect(log.lines.filter(({ level }) => level === "error")).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toContain("secret");
    expect(server.violations).toEqual([]);
  });

  it("is logged for what it is though nobody can be told", async () => {
    const server = await playTelegram();
    const state = openState({ directory: null, key: null });
    const gone = () => {
      throw new RangeError("the chat cannot be forgotten");
    };
    const { log } = runBot(server, undefined, { state: { ...state, describe: broken, erase: gone } });
    server.block(ANNA.id);
    const { update_id } = server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/meinedaten" });
    await server.updates.confirmed(update_id);
    const logged = log.lines.filter(({ level }) => level === "error");
    expect(logged.map(({ message }) => message)).toEqual([
      "a failure could not be told",
      "an update could not be handled",
    ]);
    expect(logged.map(({ details }) => details)).toMatchObject([
      { error: { name: "RangeError" } },
      { error: { name: "Error" } },
    ]);
  });

  it("is told to administrators with what is to be done", async () => {
    const server = await playTelegram();
    const { service } = createIndexingDouble();
    const plan = () => Promise.reject(new ConfigurationError("CORPUS_DIR /srv/x is no folder. Make it."));
    runBot(server, undefined, { adminIds: [ANNA.id], indexing: { ...service, plan } });
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/index" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("vergleiche");
    expect((await server.nextMessage(ANNA.id)).text).toBe("CORPUS_DIR /srv/x is no folder. Make it.");
  });
});
