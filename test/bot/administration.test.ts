import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { User } from "grammy/types";
import { describe, expect, it } from "vitest";
import { openState } from "../../src/conversations/state.js";
import { readGoldenQuestions } from "../../src/evaluation/golden-questions.js";
import { ANNA, BEN, GROUP, privateChat } from "../helpers/bot-api-server.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";
import { answer, citation, REFUSAL } from "./canned-assistant.js";
import { createIndexingDouble, endless, refusing } from "./indexing-double.js";
import { playTelegram, runBot } from "./running-bot.js";

const ADA: User = { id: 77, is_bot: false, first_name: "Ada", language_code: "de" };
const newDirectory = useTemporaryDirectories();

async function administered(
  build?: Parameters<typeof createIndexingDouble>[0],
  options: Parameters<typeof runBot>[2] = {},
  reply?: Parameters<typeof runBot>[1],
) {
  const server = await playTelegram();
  server.knowChat(privateChat(ADA));
  const indexing = createIndexingDouble(build);
  const running = runBot(server, reply, { adminIds: [ADA.id], indexing: indexing.service, ...options });
  const write = async (text: string) => {
    server.sendText({ chat: privateChat(ADA), from: ADA, text });
    return server.nextMessage(ADA.id);
  };
  /** What a message of the bot says in the end. */
  const becomes = async (pattern: RegExp) => {
    for (;;) {
      const edit = await server.nextEdit(ADA.id);
      if (pattern.test(edit.text)) return edit;
    }
  };
  return { server, write, becomes, ...indexing, ...running };
}

describe("/index", () => {
  it("shows what would change, then builds with progress, and says what came of it", async () => {
    const { server, write, becomes, builds, state } = await administered(async ({ onProgress }) => {
      onProgress?.({ stage: "reading", done: 1, total: 3 });
    });
    const { message_id } = await write("/index");
    const plan = await becomes(/Was eine Indexierung/);
    expect(plan.message_id).toBe(message_id);
    expect(plan.text).toContain("1 neu, 1 geändert, 1 unverändert, 0 entfernt, 1 nicht lesbar.");
    expect(plan.text).toContain("enthält keinen Text");
    expect(plan.text).toContain("Geschätzte Dauer");
    expect(builds).toEqual([]);
    await server.press(ADA, ADA.id, message_id, "Jetzt indexieren");
    expect((await becomes(/Fertig/)).text).toContain("20260301T060000Z-aaaabbbbcccc");
    expect(state.audit.latest(1)).toMatchObject([{ who: ADA.id, what: "/index" }]);
    expect(server.violations).toEqual([]);
  });

  it("says how the new index answers the golden questions", async () => {
    const answers = { questions: 50, asked: 20, rightBefore: 17, rightAfter: 18, fell: ["q7: Wo parke ich?"] };
    const { server, write, becomes } = await administered(async () => ({ answers }));
    const { message_id } = await write("/index");
    await becomes(/Was eine Indexierung/);
    await server.press(ADA, ADA.id, message_id, "Jetzt indexieren");
    expect((await becomes(/Fertig/)).text.split("\n").slice(2)).toEqual([
      "Prüffragen, die dieselben Textstellen finden wie vorher: 30.",
      "Prüffragen, die andere Textstellen finden: 20, davon richtig beantwortet: 18, vorher: 17.",
      "Vorher richtig, jetzt nicht mehr:",
      "– q7: Wo parke ich?",
    ]);
  });

  it("shows the latest step, also where many come at once and none for long after", async () => {
    const { server, write, becomes, bot } = await administered((options) => {
      options.onProgress?.({ stage: "embedding", done: 12, total: 12 });
      for (let done = 0; done <= 3; done++) options.onProgress?.({ stage: "checking", done, total: 20 });
      return new Promise((_, reject) =>
        options.signal?.addEventListener("abort", () => reject(options.signal?.reason)),
      );
    });
    const { message_id } = await write("/index");
    await becomes(/Was eine Indexierung/);
    await server.press(ADA, ADA.id, message_id, "Jetzt indexieren");
    expect((await becomes(/^Prüfen/)).text).toMatch(/^Prüfen: 3 von 20/);
    await bot.stop();
    expect(server.chat(ADA.id).find((message) => message.message_id === message_id)?.text).toMatch(/^Abgebrochen/);
  });

  it("compares apart: nothing waits for it but a second comparison, and it ends with the bot", async () => {
    const { service } = createIndexingDouble();
    const plan: typeof service.plan = ({ signal } = {}) =>
      new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    const { server, write, bot, log } = await administered(undefined, { indexing: { ...service, plan } });
    const { message_id } = await write("/index");
    expect((await write("/index")).text).toContain("schon mit dem Index verglichen");
    expect((await write("/neu")).text).toContain("vergessen");
    await bot.stop();
    expect(server.chat(ADA.id).find((message) => message.message_id === message_id)?.text).toMatch(/^Abgebrochen/);
    expect(server.updates.pending()).toEqual([]);
    expect(log.lines.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("is cancelled by its button, and shows how far it is", async () => {
    const { server, write, becomes, state } = await administered(endless);
    const { message_id } = await write("/index");
    await becomes(/Was eine Indexierung/);
    await server.press(ADA, ADA.id, message_id, "Jetzt indexieren");
    await becomes(/^Einbetten: 10 von 100/);
    expect(await server.press(ADA, ADA.id, message_id, "Abbrechen")).toContain("wird abgebrochen");
    expect(state.audit.latest(2).at(-1)).toMatchObject({ what: "/index", result: "to be cancelled" });
    expect((await becomes(/^Abgebrochen/)).text).toContain("bisherige Index antwortet weiter");
  });

  it("says why a worse index is not published, and publishes it only when told again", async () => {
    const { server, write, becomes, builds } = await administered(refusing);
    const { message_id } = await write("/index");
    await becomes(/Was eine Indexierung/);
    await server.press(ADA, ADA.id, message_id, "Jetzt indexieren");
    const refusal = (await becomes(/Nicht veröffentlicht/)).text;
    expect(refusal).toContain("5 von 20 Dokumenten würden verschwinden.\n– krz/krz-forum-2016.md");
    expect(refusal).not.toMatch(/--force|would/);
    await server.press(ADA, ADA.id, message_id, "Trotzdem veröffentlichen");
    await becomes(/Fertig/);
    expect(builds.map(({ force }) => force)).toEqual([false, true]);
  });

  it("goes on while questions are answered, and ends with the bot", async () => {
    const { server, write, becomes, bot } = await administered(endless);
    const { message_id } = await write("/index");
    await becomes(/Was eine Indexierung/);
    await server.press(ADA, ADA.id, message_id, "Jetzt indexieren");
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    await server.nextMessage(ANNA.id);
    await bot.stop();
    expect(server.chat(ADA.id).find((message) => message.message_id === message_id)?.text).toMatch(/^Abgebrochen/);
  });
});

describe("a damaged index", () => {
  const NEWEST = "20260201T060000Z-ba9876543210";
  const told = (server: Awaited<ReturnType<typeof playTelegram>>, who: User) =>
    server.messages(who.id).filter(({ text }) => /^(?:Der neueste|The newest) index/i.test(text)).length;

  it("is told to administrators once, in their language, and to nobody else", async () => {
    const state = openState({ directory: null, key: null });
    state.readers.chooseLanguage(BEN.id, "en");
    const options = { state, adminIds: [ADA.id, BEN.id] };
    const { server, bot, assistant, write } = await administered(undefined, options);
    server.knowChat(privateChat(BEN));
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    await server.nextMessage(ANNA.id);
    const damaged = { degraded: "/var/index/generations/x is damaged.", damaged: NEWEST };
    Object.assign(assistant, damaged);
    bot.keepHouse();
    const message = await server.nextMessage(ADA.id);
    expect(message.text).toMatch(/^Der neueste Index ist beschädigt .* \/index /);
    expect(message.text).not.toContain("generations");
    expect((await server.nextMessage(BEN.id)).text).toMatch(/^The newest index is damaged/);
    bot.keepHouse();
    await write("/status");
    await bot.stop();
    expect([ADA, BEN, ANNA].map((who) => told(server, who))).toEqual([1, 1, 0]);

    // Neither a restart of the program tells it again, nor one while another generation is damaged keeps silent.
    const again = { ...assistant, ...damaged };
    const restarted = runBot(server, undefined, { ...options, assistant: again });
    await server.updates.confirmed(server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/neu" }).update_id);
    await restarted.bot.stop();
    expect(told(server, ADA)).toBe(1);
    const running = runBot(server, undefined, { ...options, assistant: { ...again, damaged: "another" } });
    await expect.poll(() => [ADA, BEN, ANNA].map((who) => told(server, who))).toEqual([2, 2, 0]);
    await running.bot.stop();
    expect(server.violations).toEqual([]);
  });

  it("is told once somebody can be reached, if nobody could be before", async () => {
    const { server, bot, assistant } = await administered();
    server.block(ADA.id);
    await server.call("getUpdates");
    Object.assign(assistant, { damaged: NEWEST });
    bot.keepHouse();
    await server.call("sendMessage");
    server.unblock(ADA.id);
    await expect
      .poll(() => {
        bot.keepHouse();
        return told(server, ADA);
      })
      .toBe(1);
    await bot.stop();
    expect(told(server, ADA)).toBe(1);
  });

  it("is no error where no administrator can be reached", async () => {
    const { server, bot, assistant, log } = await administered();
    server.block(ADA.id);
    await server.call("getUpdates");
    Object.assign(assistant, { damaged: NEWEST });
    bot.keepHouse();
    await server.call("sendMessage");
    await bot.stop();
    expect(log.lines.filter(({ level }) => level !== "info")).toEqual([]);
  });

  it("can be built anew although the one that answers has the same documents", async () => {
    const { service } = createIndexingDouble();
    const plan = async () => ({ ...(await service.plan()), added: [], changed: [] });
    const { server, write, becomes, assistant } = await administered(undefined, { indexing: { ...service, plan } });
    await write("/index");
    expect((await becomes(/Was eine Indexierung/)).text).toContain("auf dem Stand der Unterlagen");
    Object.assign(assistant, { damaged: NEWEST });
    const { message_id } = await write("/index");
    await becomes(/Geschätzte Dauer/);
    await server.press(ADA, ADA.id, message_id, "Jetzt indexieren");
    await becomes(/Fertig/);
  });
});

describe("running the bot by chat", () => {
  it("goes back to the earlier generation after a question", async () => {
    const { server, write, becomes, state } = await administered();
    const question = await write("/rollback");
    expect(question.text).toContain("20260101T060000Z-0123456789ab");
    await server.press(ADA, ADA.id, question.message_id, "Ja, zurückkehren");
    expect((await becomes(/antwortet wieder/)).text).toContain("20260101T060000Z-0123456789ab");
    expect(state.audit.latest(1)).toMatchObject([{ result: "done" }]);
    expect((await write("/rollback")).text).toContain("keine frühere Generation");
  });

  it("pauses and resumes, and says so to whoever asks", async () => {
    const { server, write, asked } = await administered();
    await write("/pause");
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann ist das?" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("gewartet");
    const status = (await write("/status")).text;
    expect(status).toContain("angehalten");
    expect(status).toMatch(/Neustarts .*: 0\n/);
    await write("/resume");
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann ist das?" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("1. Januar 2020");
    expect(asked).toHaveLength(1);
    expect((await write("/status")).text).toContain("Fragen in der letzten Stunde: 1");
    expect((await write("/audit")).text).toMatch(/\/resume: erledigt\n.*\/pause: erledigt/);
  });

  it("gives and takes roles at once, but none of the environment", async () => {
    const { server, write, asked } = await administered();
    const ask = async () => {
      server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
      await server.nextMessage(ANNA.id);
      return asked.at(-1)?.audience;
    };
    expect(await ask()).toBe("citizen");
    expect((await write(`/rolle ${ANNA.id} employee`)).text).toContain("Beschäftigte");
    expect(await ask()).toBe("employee");
    await write(`/rolle ${ANNA.id} keine`);
    expect(await ask()).toBe("citizen");
    expect((await write(`/rolle ${ADA.id} keine`)).text).toContain("in der Umgebung");
    expect((await write("/rolle")).text).toContain(`${ADA.id}: Betreuung`);
  });

  it("shows administrators their menu, from when they are until they are no longer", async () => {
    const { server, write, log } = await administered();
    await write(`/rolle ${BEN.id} admin`);
    server.knowChat(privateChat(ANNA));
    await write(`/rolle ${ANNA.id} admin`);
    await write(`/rolle ${ANNA.id} keine`);
    const deleted = await server.call("deleteMyCommands", 3);
    expect(deleted.parameters).toEqual({ scope: { type: "chat", chat_id: ANNA.id }, language_code: "en" });
    const own = ({ parameters }: { parameters: Readonly<Record<string, unknown>> }) =>
      JSON.stringify(parameters.scope ?? {}).includes(`"chat_id":${ANNA.id}`);
    const menus = server.calls.filter((call) => call.method === "setMyCommands" && own(call));
    expect(menus.map(({ parameters }) => JSON.stringify(parameters.commands).includes('"rollback"'))).toEqual([
      true,
      true,
      true,
    ]);
    expect(log.lines.filter(({ level }) => level !== "info")).toEqual([]);
    expect(server.violations).toEqual([]);
  });

  it("is for administrators in private chats alone, and their buttons lose their force with the role", async () => {
    const { server, write, builds, state } = await administered();
    for (const text of ["/index", "/status", "/rolle", "/audit", "/luecken", "/pause"]) {
      server.sendText({ chat: privateChat(ANNA), from: ANNA, text });
      expect((await server.nextMessage(ANNA.id)).text).toContain("kenne ich nicht");
      server.sendText({ chat: GROUP, from: ADA, text: `${text}@auskunft_bot` });
      expect((await server.nextMessage(GROUP.id)).text).toContain("kenne ich nicht");
    }
    state.roles.give(ANNA.id, "admin");
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/index" });
    const { message_id } = await server.nextMessage(ANNA.id);
    await server.nextEdit(ANNA.id);
    await write(`/rolle ${ANNA.id} keine`);
    expect(await server.press(ANNA, ANNA.id, message_id, "Jetzt indexieren")).toContain("die den Bot betreuen");
    expect(builds).toEqual([]);
  });
});

describe("documents by chat", () => {
  const chat = privateChat(ADA);

  async function withCorpus(build?: Parameters<typeof administered>[0]) {
    const folder = await newDirectory();
    const internal = join(await newDirectory(), "internal");
    await mkdir(internal);
    await writeFile(join(folder, "satzung.md"), "# Satzung\n\nAlt.\n");
    return {
      folder,
      internal,
      ...(await administered(build, { corpus: { citizen: folder, employee: internal } })),
    };
  }

  it("are previewed, filed after confirmation, and indexed", async () => {
    const { server, becomes, folder, builds, state } = await withCorpus();
    server.sendFile({
      chat,
      from: ADA,
      name: "hundesteuer.md",
      content: "# Hundesteuer\n\nSie beträgt 60 Euro.\n",
      caption: "satzungen",
    });
    const preview = await server.nextMessage(ADA.id);
    expect(preview.text).toContain("Hundesteuer");
    expect(preview.text).toContain("60 Euro");
    expect(preview.text).toContain("satzungen/hundesteuer.md");
    expect(builds).toEqual([]);
    await server.press(ADA, ADA.id, preview.message_id, "Öffentlich ablegen");
    await becomes(/Fertig/);
    expect(await readFile(join(folder, "satzungen/hundesteuer.md"), "utf8")).toContain("60 Euro");
    expect(state.audit.latest(2).at(-1)).toMatchObject({
      what: "document filed for citizen",
      result: "satzungen/hundesteuer.md",
    });
    expect(server.violations).toEqual([]);
  });

  it("sent together are each previewed", async () => {
    const { server } = await withCorpus();
    for (const name of ["hundesteuer.md", "parken.md"]) {
      server.sendFile({ chat, from: ADA, name, content: `# ${name}\n\nText.\n`, media_group_id: "7" });
    }
    for (const name of ["hundesteuer.md", "parken.md"]) {
      expect((await server.nextMessage(ADA.id)).text).toContain(`Abgelegt würde sie als ${name}`);
    }
  });

  it("of a name that is there are asked about, and both kept if wanted", async () => {
    const { server, becomes, folder } = await withCorpus();
    const send = async (content: string) => {
      server.sendFile({ chat, from: ADA, name: "satzung.md", content });
      const { message_id } = await server.nextMessage(ADA.id);
      await server.press(ADA, ADA.id, message_id, "Öffentlich ablegen");
      expect((await becomes(/gibt es schon/)).message_id).toBe(message_id);
      return message_id;
    };
    await server.press(ADA, ADA.id, await send("# Satzung\n\nNeu.\n"), "Beide behalten");
    await becomes(/Fertig/);
    expect(await readFile(join(folder, "satzung.md"), "utf8")).toContain("Alt.");
    expect(await readFile(join(folder, "satzung (2).md"), "utf8")).toContain("Neu.");
    await server.press(ADA, ADA.id, await send("# Satzung\n\nErsetzt.\n"), "Ersetzen");
    await becomes(/Fertig/);
    expect(await readFile(join(folder, "satzung.md"), "utf8")).toContain("Ersetzt.");
  });

  it("that cannot be read, or have a wrong name, are refused with the reason; nobody else's are taken", async () => {
    const { server, becomes, folder } = await withCorpus();
    server.sendFile({ chat, from: ADA, name: "leer.md", content: " " });
    expect((await server.nextMessage(ADA.id)).text).toContain("kann ich nicht lesen");
    for (const name of ["../weg.md", "programm.exe", "a/b.md"]) {
      server.sendFile({ chat, from: ADA, name, content: "x" });
      expect((await server.nextMessage(ADA.id)).text).toContain("nehme ich nicht an");
    }
    server.sendFile({ chat, from: ADA, name: "neu.md", content: "# Neu\n\nText.\n", caption: "../weg" });
    const preview = await server.nextMessage(ADA.id);
    expect(preview.text).toContain("Abgelegt würde sie als neu.md");
    server.sendFile({ chat: privateChat(ANNA), from: ANNA, name: "neu.md", content: "# Neu" });
    expect((await server.nextMessage(ANNA.id)).text).toContain("nur Geschriebenes");
    expect(await readdir(folder)).toEqual(["satzung.md"]);
    await server.press(ADA, ADA.id, preview.message_id, "Öffentlich ablegen");
    await becomes(/Fertig/);
    expect(await readdir(folder)).toEqual(["neu.md", "satzung.md"]);
  });

  it("are deleted with what is stored of them", async () => {
    let whileBuilding: () => void = () => {};
    const running = await withCorpus(async () => whileBuilding());
    const { server, write, becomes, folder, builds, forgottenDocuments, assistant, state } = running;
    const cited = answer({ citations: [citation({ document: "satzung.md" })] });
    const issue = () => state.answers.issue(cited, "citizen", [], () => "citizen").citations[0]?.id ?? "";
    const before = issue();
    let during = "";
    whileBuilding = () => {
      expect(state.answers.citation(before)).toBeNull();
      during = issue();
    };
    const known = await assistant.readDocument("owl-it/betriebsstart.md", "citizen");
    assistant.readDocument = async (path) => (path === "satzung.md" ? known : undefined);
    expect((await write("/entfernen nichts.md")).text).toContain("gibt es nicht");
    const { message_id } = await write("/entfernen satzung.md");
    await server.press(ADA, ADA.id, message_id, "Ja, löschen und neu indexieren");
    await becomes(/Fertig/);
    await expect(readFile(join(folder, "satzung.md"))).rejects.toThrow();
    expect(forgottenDocuments).toEqual(["satzung.md"]);
    expect(builds.map(({ force }) => force)).toEqual([false]);
    expect(state.audit.latest(2).at(-1)?.result).toBe("file deleted, stored sources deleted: 1");
    expect(during).not.toBe("");
    expect(state.answers.citation(during)).toBeNull();
  });

  it("are deleted under names whose letters the disk composes in another way", async () => {
    const { server, write, becomes, folder, assistant } = await withCorpus();
    const file = join(folder, "Änderung.md".normalize("NFD"));
    await writeFile(file, "# Änderung\n\nText.\n");
    const known = await assistant.readDocument("owl-it/betriebsstart.md", "citizen");
    assistant.readDocument = async (path) => (path === "Änderung.md".normalize("NFC") ? known : undefined);
    const { message_id } = await write("/entfernen Änderung.md");
    await server.press(ADA, ADA.id, message_id, "Ja, löschen und neu indexieren");
    await becomes(/Fertig/);
    await expect(readFile(file)).rejects.toThrow("ENOENT");
  });

  it("are neither filed nor deleted while the index is being built, which would leave that out", async () => {
    let finish: () => void = () => {};
    const build = () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      });
    const { server, write, becomes, folder, assistant, forgottenDocuments } = await withCorpus(build);
    const known = await assistant.readDocument("owl-it/betriebsstart.md", "citizen");
    assistant.readDocument = async (path) => (path === "satzung.md" ? known : undefined);
    const removal = await write("/entfernen satzung.md");
    server.sendFile({ chat, from: ADA, name: "neu.md", content: "# Neu\n\nText.\n" });
    const upload = await server.nextMessage(ADA.id);
    const index = await write("/index");
    await becomes(/Was eine Indexierung/);
    await server.press(ADA, ADA.id, index.message_id, "Jetzt indexieren");
    const label = "Ja, löschen und neu indexieren";
    expect(await server.press(ADA, ADA.id, removal.message_id, label)).toContain("wird schon indexiert");
    expect(await server.press(ADA, ADA.id, upload.message_id, "Öffentlich ablegen")).toContain("wird schon indexiert");
    expect(forgottenDocuments).toEqual([]);
    expect(await readdir(folder)).toEqual(["satzung.md"]);
    finish();
    await becomes(/Fertig/);
    expect(await server.press(ADA, ADA.id, removal.message_id, label)).toBe("");
    await becomes(/Indexierung beginnt/);
    finish();
    await becomes(/Fertig/);
    expect(forgottenDocuments).toEqual(["satzung.md"]);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("learning from use", () => {
  it("sends a weekly digest to those who want it, once a week", async () => {
    let now = Date.now();
    const state = openState({ directory: null, key: null, now: () => now });
    const { server, write, bot } = await administered(undefined, { state });
    expect((await write("/luecken woche")).text).toContain("jede Woche");
    await bot.stop();
    const start = async () => {
      const again = runBot(server, undefined, { state, adminIds: [ADA.id] });
      const { update_id } = server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "/neu" });
      await server.updates.confirmed(update_id);
      await again.bot.stop();
      return server.messages(ADA.id).filter(({ text }) => text.startsWith("Die Woche:")).length;
    };
    expect(await start()).toBe(0);
    now += 7 * 24 * 3_600_000;
    expect(await start()).toBe(1);
    expect(await start()).toBe(1);
  });

  it("leaves sources open to citizens when it looks for passages for an employee's question", async () => {
    const { server, write, state } = await administered();
    server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann?" });
    const { message_id } = await server.nextMessage(ANNA.id);
    state.openQuestions.send({ answer: "a", question: "Wann?", language: "de", audience: "employee" }, 5);
    await server.press(ADA, ADA.id, (await write("/luecken")).message_id, "1: Prüffrage");
    expect((await server.nextMessage(ADA.id)).text).toContain("Stelle 1");
    expect(await server.press(ANNA, ANNA.id, message_id, "Quelle 1")).toBe("");
  });

  it("lists alike open questions together, and makes golden questions of them", async () => {
    const { server, write, becomes, state } = await administered(undefined, {}, () => REFUSAL);
    const send = (question: string, n: number) =>
      state.openQuestions.send({ answer: `a${n}`, question, language: "de", audience: "citizen" }, n);
    ["Wo parke ich am Rathaus?", "Wann öffnet das Bürgerbüro?", "Wo kann ich am Rathaus parken?"].forEach(send);
    const list = await write("/luecken");
    expect(list.text).toMatch(/1\. 2-mal\nWo parke ich am Rathaus\?\n\n2\. einmal\nWann öffnet/);
    await server.press(ADA, ADA.id, list.message_id, "1: Prüffrage");
    const choice = await server.nextMessage(ADA.id);
    await server.press(ADA, ADA.id, choice.message_id, "Stelle 1");
    await becomes(/vorgemerkt/);
    expect(await server.press(ADA, ADA.id, list.message_id, "2: erledigt")).toContain("Erledigt");
    expect(state.openQuestions.list()).toEqual([]);
    expect((await write("/luecken")).text).toContain("keine offenen Fragen");
    const { parameters } = await write("/fragen");
    const file = join(await newDirectory(), "fragen.json");
    await writeFile(file, await (parameters.document as File).text());
    // As `npm run eval` reads it.
    expect((await readGoldenQuestions(file)).questions).toMatchObject([
      {
        ...{ question: "Wo parke ich am Rathaus?", language: "de" },
        expected: { documents: ["owl-it/betriebsstart.md"], quotes: [citation().quote] },
      },
    ]);
    expect(server.violations).toEqual([]);
  });
});
