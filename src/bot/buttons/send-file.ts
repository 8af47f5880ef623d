import { basename } from "node:path";
import { InputFile } from "grammy";
import { readCorpusFile } from "../../documents/corpus-file.js";
import type { Document } from "../../documents/document.js";
import type { BotServices } from "../bot-services.js";
import { BUTTON_PHRASES } from "../button-phrases.js";
import { readSafely } from "../document-desk.js";
import { telegramSignal } from "../telegram-client.js";
import type { ButtonAction } from "./button-action.js";
import { openCitation } from "./show-source.js";

/** `file:CITATION`: sends the document's file, as long as it is the one that was indexed for this reader. */
export const sendFile: ButtonAction = {
  async run(press, [id = ""], services) {
    const phrases = BUTTON_PHRASES[press.language];
    const opened = await openCitation(press, id, services);
    if (typeof opened === "string") return opened;
    const content = opened.document === undefined ? null : await indexedFile(opened.document, services);
    if (opened.document === undefined || content === null) return phrases.fileGone;
    const { path, title, audience } = opened.document;
    const place = press.threadId === null ? {} : { message_thread_id: press.threadId };
    const options = {
      caption: title.slice(0, 1024),
      ...place,
      ...(audience === "employee" && { protect_content: true }),
    };
    const file = new InputFile(content, basename(path));
    await services.api.sendDocument(press.chatId, file, options, telegramSignal(services.signal));
    return null;
  },
};

/** The file of an indexed document; null where it holds another text, or is for others, than when it was indexed. */
async function indexedFile(
  { path, textHash, audience }: Document,
  { corpus }: BotServices,
): Promise<Uint8Array | null> {
  const folders = audience === "employee" ? [corpus.employee, corpus.citizen] : [corpus.citizen];
  for (const folder of folders) {
    if (folder === null) continue;
    const standard = folder === corpus.employee ? "employee" : "citizen";
    const present = await readSafely({ root: folder, path, audience: standard }).catch(() => null);
    const isSame = present?.document.textHash === textHash && present.document.audience === audience;
    if (isSame) return readCorpusFile(folder, path);
  }
  return null;
}
