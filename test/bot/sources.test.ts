import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSafely } from "../../src/bot/document-desk.js";
import { createIndexedFiles } from "../../src/bot/indexed-files.js";
import { openState } from "../../src/conversations/state.js";
import { readDocument } from "../../src/documents/read-document.js";
import { ANNA, BEN, GROUP, privateChat } from "../helpers/bot-api-server.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";
import { answer, citation } from "./canned-assistant.js";
import { playTelegram, runBot } from "./running-bot.js";

const QUOTE = "Der Rat tagt am ersten Montag im Monat.";
const FILE = `# Satzung

${"Vorher steht ein Satz. ".repeat(150).trim()}

${QUOTE} Die Sitzung ist öffentlich.

${"Danach steht ein Satz. ".repeat(150).trim()}
`;

const newDirectory = useTemporaryDirectories();

/** A document on disk, an answer that quotes it, and a bot that has given the answer to Anna. */
async function answered(options: Parameters<typeof runBot>[2] = {}, audience: "citizen" | "employee" = "citizen") {
  const folder = await newDirectory();
  await writeFile(join(folder, "satzung.md"), FILE);
  const { document } = await readDocument(folder, "satzung.md", audience);
  const start = document.text.indexOf(QUOTE);
  const cited = citation({
    ...{ document: "satzung.md", title: "Satzung", heading: [], quote: QUOTE, date: null },
    ...{ start, end: start + QUOTE.length, textHash: document.textHash },
  });
  const server = await playTelegram();
  const corpus = { citizen: folder, employee: null };
  const running = runBot(server, () => answer({ citations: [cited] }), { corpus, ...options });
  const documents = new Map([["satzung.md", document]]);
  running.assistant.readDocument = async (path, reader) => {
    const found = documents.get(path);
    return reader === "employee" || found?.audience === "citizen" ? found : undefined;
  };
  server.sendText({ chat: privateChat(ANNA), from: ANNA, text: "Wann tagt der Rat?" });
  const message = await server.nextMessage(ANNA.id);
  return { server, folder, document, documents, message, ...running };
}

const quotesIn = ({
  text,
  entities,
}: {
  text: string;
  entities: readonly { type: string; offset: number; length: number }[];
}) =>
  entities.filter(({ type }) => type === "blockquote").map(({ offset, length }) => text.slice(offset, offset + length));

describe("a source", () => {
  it("opens the passage with the quote set apart, its neighbours, and pages through the document", async () => {
    const { server, message } = await answered({ publicUrl: "https://auskunft.example.org" });
    expect(await server.press(ANNA, ANNA.id, message.message_id, "Quelle 1")).toBe("");
    const passage = await server.nextMessage(ANNA.id);
    expect(quotesIn(passage)).toEqual([QUOTE]);
    expect(passage.text).toContain("seit der Antwort unverändert");
    expect(passage.text).toContain("Vorher steht ein Satz.");
    expect(passage.text).toContain("Die Sitzung ist öffentlich.");
    expect(JSON.stringify(passage.parameters.reply_markup)).toContain(
      "https://auskunft.example.org/document?path=satzung.md",
    );
    await server.press(ANNA, ANNA.id, passage.message_id, "Danach");
    const after = await server.nextEdit(ANNA.id);
    expect(after.message_id).toBe(passage.message_id);
    expect(quotesIn(after)).toEqual([]);
    expect(after.text).toContain("Danach steht ein Satz.");
    await server.press(ANNA, ANNA.id, passage.message_id, "Zum Zitat");
    expect((await server.nextEdit(ANNA.id)).text).toBe(passage.text);
    expect(server.violations).toEqual([]);
  });

  it("opens weeks later, after a restart, and says that the document changed, or is gone", async () => {
    const directory = await newDirectory();
    const state = openState({ directory, key: null });
    const { server, bot, documents, document, message } = await answered({ state });
    await bot.stop();
    state.close();

    const later = openState({ directory, key: null, now: () => Date.now() + 60 * 24 * 3_600_000 });
    const { assistant } = runBot(server, undefined, { state: later });
    assistant.readDocument = async (path) => documents.get(path);
    const press = async () => {
      await server.press(ANNA, ANNA.id, message.message_id, "Quelle 1");
      return server.nextMessage(ANNA.id);
    };
    documents.set("satzung.md", { ...document, text: `Neu. ${document.text}`, textHash: "sha256:11" });
    const moved = await press();
    expect(moved.text).toContain("steht noch wörtlich darin");
    expect(quotesIn(moved)).toEqual([QUOTE]);

    documents.set("satzung.md", { ...document, text: "Ganz anders.", textHash: "sha256:22" });
    const changed = await press();
    expect(changed.text).toContain("nicht mehr wörtlich");
    expect(quotesIn(changed)).toEqual([QUOTE]);
    expect(changed.text).not.toContain("Ganz anders");

    documents.clear();
    const gone = await press();
    expect(gone.text).toContain("nicht mehr verfügbar");
    expect(quotesIn(gone)).toEqual([QUOTE]);
    expect(gone.text).not.toContain("Vorher");
    later.answers.forgetDocument("satzung.md");
    expect(await server.press(ANNA, ANNA.id, message.message_id, "Quelle 1")).toContain("nicht mehr gespeichert");
    expect(server.violations).toEqual([]);
  });

  it("of an internal document opens for those who may read it now, in the private chat only", async () => {
    const { server, message, state } = await answered({ employeeIds: [], adminIds: [BEN.id] }, "employee");
    const { citations } = state.answers.answer(buttonData(message, "verdict").split(":")[1] ?? "") ?? {};
    state.roles.give(ANNA.id, "employee");
    expect(await server.press(ANNA, ANNA.id, message.message_id, "Quelle 1")).toBe("");
    expect(quotesIn(await server.nextMessage(ANNA.id))).toEqual([QUOTE]);
    state.roles.take(ANNA.id);
    expect(await server.press(ANNA, ANNA.id, message.message_id, "Quelle 1")).toContain("nur für Beschäftigte");
    expect(await server.press(ANNA, ANNA.id, message.message_id, "Quelle 1")).toContain("nur für Beschäftigte");
    // A button with the same data that somebody brings into a group opens nothing either.
    state.roles.give(ANNA.id, "employee");
    server.sendText({ chat: GROUP, from: ANNA, text: "/help" });
    const inGroup = await server.nextMessage(GROUP.id);
    const shown = server.chat(GROUP.id).at(-1);
    Object.assign(shown ?? {}, {
      reply_markup: { inline_keyboard: [[{ text: "x", callback_data: `source:${citations?.[0]?.id}` }]] },
    });
    expect(await server.press(ANNA, GROUP.id, inGroup.message_id, "x")).toContain("nur für Beschäftigte");
    expect(server.messages(GROUP.id)).toHaveLength(1);
  });

  it("sends the file that was indexed, and no other", async () => {
    const { server, folder, message } = await answered();
    await server.press(ANNA, ANNA.id, message.message_id, "Quelle 1");
    const passage = await server.nextMessage(ANNA.id);
    expect(await server.press(ANNA, ANNA.id, passage.message_id, "Datei senden")).toBe("");
    const sent = await server.nextMessage(ANNA.id);
    const file = sent.parameters.document as File;
    expect([file.name, await file.text()]).toEqual(["satzung.md", FILE]);

    await writeFile(join(folder, "satzung.md"), `---\naudience: employee\n---\n${FILE}`);
    expect(await server.press(ANNA, ANNA.id, passage.message_id, "Datei senden")).toContain("nicht senden");
    await writeFile(join(folder, "satzung.md"), `${FILE}Geändert.\n`);
    expect(await server.press(ANNA, ANNA.id, passage.message_id, "Datei senden")).toContain("nicht senden");
    expect(server.violations).toEqual([]);
  });

  it("reads a file once for all who want it, as long as its bytes are the same", async () => {
    const folder = await newDirectory();
    await writeFile(join(folder, "satzung.md"), FILE);
    const { document } = await readDocument(folder, "satzung.md", "citizen");
    let readings = 0;
    const { contentOf } = createIndexedFiles({ citizen: folder, employee: null }, (file) => {
      readings++;
      return readSafely(file);
    });
    const contents = [...(await Promise.all([contentOf(document), contentOf(document)])), await contentOf(document)];
    expect(contents.map((content) => Buffer.from(content ?? []).toString())).toEqual([FILE, FILE, FILE]);
    expect(readings).toBe(1);
    await writeFile(join(folder, "satzung.md.yaml"), "audience: employee\n");
    expect(await contentOf(document)).toBeNull();
    expect(readings).toBe(2);
  });

  it("says that a file could not be sent where it is the sending that fails", async () => {
    const { server, message } = await answered();
    await server.press(ANNA, ANNA.id, message.message_id, "Quelle 1");
    const passage = await server.nextMessage(ANNA.id);
    server.fail("sendDocument", { drop: "before" });
    expect(await server.press(ANNA, ANNA.id, passage.message_id, "Datei senden")).toBe("");
    expect((await server.nextMessage(ANNA.id)).text).toContain("schiefgegangen");
  });

  it("never sends the file of the same name from the internal folder to a citizen", async () => {
    const internal = join(await newDirectory(), "internal");
    await mkdir(internal);
    await writeFile(join(internal, "satzung.md"), FILE);
    const { server, message } = await answered({ corpus: { citizen: null, employee: internal } });
    await server.press(ANNA, ANNA.id, message.message_id, "Quelle 1");
    const passage = await server.nextMessage(ANNA.id);
    expect(await server.press(ANNA, ANNA.id, passage.message_id, "Datei senden")).toContain("nicht senden");
    expect(server.messages(ANNA.id)).toHaveLength(2);
  });

  it("drops a web address that Telegram does not open rather than the passage", async () => {
    const { server, message } = await answered({ publicUrl: "http://localhost:8080" });
    await server.press(ANNA, ANNA.id, message.message_id, "Quelle 1");
    const passage = await server.nextMessage(ANNA.id);
    expect(quotesIn(passage)).toEqual([QUOTE]);
    expect(JSON.stringify(passage.parameters.reply_markup)).toContain("Datei senden");
    expect(JSON.stringify(passage.parameters.reply_markup)).not.toContain("localhost");
  });
});

function buttonData(message: { parameters: Readonly<Record<string, unknown>> }, key: string): string {
  const { inline_keyboard } = message.parameters.reply_markup as { inline_keyboard: { callback_data?: string }[][] };
  return inline_keyboard.flat().find(({ callback_data }) => callback_data?.startsWith(key))?.callback_data ?? "";
}
