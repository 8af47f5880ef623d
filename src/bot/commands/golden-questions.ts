import { InputFile } from "grammy";
import type { GoldenDraft } from "../../conversations/open-questions.js";
import { ADMIN_DOCUMENT_PHRASES } from "../admin-document-phrases.js";
import { say } from "../bot-services.js";
import { telegramSignal } from "../telegram-client.js";
import type { Command } from "./command.js";

/** Sends the drafts of golden questions as a file that `npm run eval` reads. */
export const goldenQuestions: Command = {
  names: { de: "fragen", en: "questions" },
  aliases: [],
  description: { de: "Vorgemerkte Prüffragen als Datei", en: "Noted test questions as a file" },
  listedIn: ["admin"],
  async run(message, _argument, services) {
    const phrases = ADMIN_DOCUMENT_PHRASES[message.language];
    const drafts = services.state.openQuestions.drafts();
    if (drafts.length === 0) {
      await say(message, phrases.draftsNone, services);
      return;
    }
    services.state.audit.write(message.userId, "/questions", `exported: ${drafts.length}`);
    const file = new InputFile(Buffer.from(goldenFile(drafts)), `${goldenQuestions.names[message.language]}.json`);
    const options = { caption: phrases.draftsFile(drafts.length), protect_content: true };
    await services.api.sendDocument(message.chatId, file, options, telegramSignal(services.signal));
  },
};

/** The form of `test/eval/questions.json`; kind and tags are the editors' to add. */
function goldenFile(drafts: readonly GoldenDraft[]): string {
  const questions = drafts.map(({ language, question, passage }, i) => ({
    id: `draft-${String(i + 1).padStart(3, "0")}`,
    ...{ language, question, kind: "what", tags: passage === null ? ["near_miss"] : [], split: "dev" },
    expected: passage && { documents: [passage.document], quotes: [passage.quote], headlines: [] },
  }));
  return `${JSON.stringify({ questions, smallTalk: [] }, null, 2)}\n`;
}
