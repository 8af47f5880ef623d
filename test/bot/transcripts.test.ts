import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { User } from "grammy/types";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/answers/answer.js";
import type { Question } from "../../src/assistant/assistant.js";
import { readDocument } from "../../src/documents/read-document.js";
import { ANNA, BEN, GROUP, privateChat } from "../helpers/bot-api-server.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";
import { answer, citation } from "./canned-assistant.js";
import { createIndexingDouble } from "./indexing-double.js";
import { playTelegram, runBot } from "./running-bot.js";
import { createTranscript } from "./transcript.js";

const ADA: User = { id: 77, is_bot: false, first_name: "Ada", language_code: "de" };
const newDirectory = useTemporaryDirectories();

const START = `---
publisher: OWL-IT
date: 2020-01-06
---
# Betriebsstart der OWL-IT

## Von der Gründung zum Betrieb

Der Zweckverband wurde 2017 gegründet. Die OWL-IT hat am 1. Januar 2020 ihren Betrieb aufgenommen. Das krz und die GKD Paderborn arbeiten darin zusammen.

## Geschäftsleitung

Die OWL-IT hatte zum Betriebsstart zwei Geschäftsleiter.
`;
const RULES =
  "# Dienstanweisung Fernarbeit\n\nFernarbeit ist an drei Tagen in der Woche möglich. Der Antrag geht an die Teamleitung.\n";

/** Answers of an assistant that knows two documents, one of them internal. */
async function librarian() {
  const [corpus, internal] = [await newDirectory(), join(await newDirectory(), "intern")];
  await mkdir(internal);
  await writeFile(join(corpus, "betriebsstart.md"), START);
  await writeFile(join(internal, "fernarbeit.md"), RULES);
  const documents = [
    (await readDocument(corpus, "betriebsstart.md", "citizen")).document,
    (await readDocument(internal, "fernarbeit.md", "employee")).document,
  ] as const;
  const quote = (index: 0 | 1, sentence: string, heading: string[] = []) => {
    const { path: document, title, text, textHash, frontMatter } = documents[index];
    const start = text.indexOf(sentence);
    if (start < 0) throw new Error(`${document} does not say: ${sentence}`);
    const date = frontMatter.date ?? null;
    return citation({ document, title, heading, date, textHash, quote: sentence, start, end: start + sentence.length });
  };
  const began = quote(0, "Die OWL-IT hat am 1. Januar 2020 ihren Betrieb aufgenommen.", [
    "Von der Gründung zum Betrieb",
  ]);
  const leaders = quote(0, "Die OWL-IT hatte zum Betriebsstart zwei Geschäftsleiter.", ["Geschäftsleitung"]);
  const remote = quote(1, "Fernarbeit ist an drei Tagen in der Woche möglich.");
  const reply = ({ text, audience }: Question): Answer => {
    const language = /\b(?:when|who|how)\b/i.test(text) ? ("en" as const) : ("de" as const);
    const base = { question: text, searchedFor: text, language, headline: null };
    if (/Geschäftsleitung|warum|und wer/i.test(text)) {
      const searchedFor = /und wer/i.test(text) ? "Wer leitet die OWL-IT?" : text;
      return answer({ ...base, searchedFor, citations: [leaders] });
    }
    if (/Fernarbeit|remote/i.test(text) && audience === "employee") return answer({ ...base, citations: [remote] });
    if (/Betrieb|operations/i.test(text)) {
      return answer({ ...base, headline: language === "de" ? "1. Januar 2020" : "1 January 2020", citations: [began] });
    }
    const refusal =
      language === "de" ? "In den Dokumenten habe ich keine Antwort auf diese Frage gefunden." : "I found no answer.";
    return answer({ ...base, status: "not_found", text: refusal, citations: [], related: [leaders] });
  };
  const server = await playTelegram();
  server.knowChat(privateChat(ADA));
  const indexing = createIndexingDouble(async ({ onProgress }) => {
    onProgress?.({ stage: "embedding", done: 3, total: 12 });
    return { answers: { questions: 50, asked: 20, rightBefore: 17, rightAfter: 18, fell: [] } };
  });
  const running = runBot(server, reply, {
    ...{ adminIds: [ADA.id], employeeIds: [BEN.id], contact: "auskunft@stadt.example", indexing: indexing.service },
    ...{ corpus: { citizen: corpus, employee: internal }, publicUrl: "https://auskunft.stadt.example" },
  });
  running.assistant.readDocument = async (path, reader) =>
    documents.find((document) => document.path === path && (reader === "employee" || document.audience === "citizen"));
  return { server, ...running };
}

describe("a day", () => {
  it("of a citizen in a private chat", async () => {
    const { server } = await librarian();
    const chat = createTranscript(server, privateChat(ANNA));
    await chat.write(ANNA, "/start");
    const first = await chat.write(ANNA, "Wann hat die OWL-IT ihren Betrieb aufgenommen?");
    const source = await chat.press(ANNA, first.message_id, "Quelle 1", "sends");
    await chat.press(ANNA, source?.message_id ?? 0, "Datei senden", "sends");
    await chat.write(ANNA, "und wer leitet sie?");
    await chat.press(ANNA, first.message_id, "Weiter: Geschäftsleitung", "sends");
    await chat.press(ANNA, first.message_id, "Nicht hilfreich", "edits");
    await chat.press(ANNA, first.message_id, "Veraltet", "edits");
    const refused = await chat.write(ANNA, "Wo parke ich am Rathaus?");
    const consent = await chat.press(ANNA, refused.message_id, "An die Redaktion senden", "sends");
    await chat.press(ANNA, consent?.message_id ?? 0, "Ja, senden", "edits");
    await chat.send(ANNA, "sticker");
    await chat.write(ANNA, "/wetter");
    await chat.write(ANNA, "/hilfe");
    await chat.write(ANNA, "/datenschutz");
    await chat.write(ANNA, "/meinedaten");
    const question = await chat.write(ANNA, "/loeschen");
    await chat.press(ANNA, question.message_id, "Ja, alles löschen", "edits");
    await expect(chat.text).toMatchFileSnapshot("transcripts/citizen.txt");
    expect(server.violations).toEqual([]);
  });

  it("of an employee with internal documents", async () => {
    const { server } = await librarian();
    const chat = createTranscript(server, privateChat(BEN));
    const answered = await chat.write(BEN, "How does Fernarbeit work?");
    await chat.press(BEN, answered.message_id, "Source 1", "sends");
    const language = await chat.write(BEN, "/sprache");
    await chat.press(BEN, language.message_id, "Deutsch", "edits");
    await chat.write(BEN, "/neu");
    await expect(chat.text).toMatchFileSnapshot("transcripts/employee.txt");
    expect(server.violations).toEqual([]);
  });

  it("of a group", async () => {
    const { server } = await librarian();
    const chat = createTranscript(server, GROUP);
    server.sendText({ chat: GROUP, from: ANNA, text: "Weiß jemand, wann die OWL-IT angefangen hat?" });
    const answered = await chat.write(ANNA, "/ask@auskunft_bot Wann hat die OWL-IT ihren Betrieb aufgenommen?");
    await chat.press(BEN, answered.message_id, "Quelle 1", "sends");
    await chat.press(BEN, answered.message_id, "Hilfreich", "nothing");
    // An employee reads no internal document here.
    await chat.write(BEN, "@auskunft_bot How does Fernarbeit work?");
    await chat.write(ADA, "/index@auskunft_bot");
    await expect(chat.text).toMatchFileSnapshot("transcripts/group.txt");
    expect(server.violations).toEqual([]);
  });

  it("of an administrator", async () => {
    const { server, state } = await librarian();
    const chat = createTranscript(server, privateChat(ADA));
    const open = { answer: "a", question: "Wo parke ich am Rathaus?", language: "de", audience: "citizen" } as const;
    state.openQuestions.send(open, ANNA.id);
    await chat.write(ADA, "/status");
    const index = await chat.write(ADA, "/index");
    await chat.edited(/Was eine Indexierung/);
    await chat.press(ADA, index.message_id, "Jetzt indexieren", "nothing");
    await chat.edited(/^Fertig/);
    const preview = await chat.sendFile(
      ADA,
      "hundesteuer.md",
      "# Hundesteuer\n\nSie beträgt 60 Euro im Jahr.\n",
      "satzungen",
    );
    await chat.press(ADA, preview.message_id, "Öffentlich ablegen", "nothing");
    await chat.edited(/^Fertig/);
    const back = await chat.write(ADA, "/rollback");
    await chat.press(ADA, back.message_id, "Ja, zurückkehren", "nothing");
    await chat.edited(/^Es antwortet wieder/);
    const list = await chat.write(ADA, "/luecken");
    const choice = await chat.press(ADA, list.message_id, "1: Prüffrage", "sends");
    await chat.press(ADA, choice?.message_id ?? 0, "Keine: Das steht nicht in den Unterlagen", "edits");
    await chat.write(ADA, "/fragen");
    const removal = await chat.write(ADA, "/entfernen betriebsstart.md");
    await chat.press(ADA, removal.message_id, "Ja, löschen und neu indexieren", "nothing");
    await chat.edited(/^Fertig/);
    await chat.write(ADA, "/pause");
    await chat.write(ADA, "/resume");
    await chat.write(ADA, `/rolle ${BEN.id} admin`);
    await chat.write(ADA, `/rolle ${ANNA.id} employee`);
    await chat.write(ADA, "/audit");
    await expect(chat.text).toMatchFileSnapshot("transcripts/administrator.txt");
    expect(server.violations).toEqual([]);
  });
});
