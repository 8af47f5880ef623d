import { ADMIN_DOCUMENT_PHRASES } from "../admin-document-phrases.js";
import { ADMIN_PHRASES } from "../admin-phrases.js";
import { type BotServices, reply } from "../bot-services.js";
import type { PendingDocument } from "../document-desk.js";
import { joinText } from "../formatted-text.js";
import type { IncomingMessage } from "../incoming-message.js";
import { isIndexing, runIndex } from "../run-index.js";
import { forAdmins } from "./admin-action.js";

/** `upload:NUMBER:AUDIENCE`: files a document that was sent, unless one of its name is there; then it asks. */
export const fileDocument = forAdmins({
  async run(press, [id = "", audience], services) {
    const { desk } = services;
    const phrases = ADMIN_DOCUMENT_PHRASES[press.language];
    if (isIndexing(services)) return ADMIN_PHRASES[press.language].indexBusy;
    const pending = desk.take(id);
    if (pending?.kind !== "upload" || (audience !== "citizen" && audience !== "employee")) return phrases.uploadGone;
    const upload = { ...pending, audience } as const;
    if (!(await desk.exists(pending.path, audience))) return fileAndIndex(press, upload, false, services);
    const again = desk.keep(upload);
    const buttons = [
      [
        { label: phrases.replace, data: `conflict:${again}:replace` },
        { label: phrases.keepBoth, data: `conflict:${again}:both` },
      ],
      [{ label: phrases.cancel, data: "dismiss:upload" }],
    ];
    const text = joinText([phrases.exists(pending.path)]);
    await reply(press, [{ ...text, buttons }], services, [press.messageId]);
    return null;
  },
});

/** `conflict:NUMBER:WHAT`: replaces the document of the same name, or keeps both. */
export const settleConflict = forAdmins({
  async run(press, [id = "", what], services) {
    if (isIndexing(services)) return ADMIN_PHRASES[press.language].indexBusy;
    const pending = services.desk.take(id);
    if (pending?.kind !== "upload") return ADMIN_DOCUMENT_PHRASES[press.language].uploadGone;
    return fileAndIndex(press, pending, what === "both", services);
  },
});

async function fileAndIndex(
  press: IncomingMessage,
  { path, content, audience }: Extract<PendingDocument, { kind: "upload" }>,
  keepBoth: boolean,
  services: BotServices,
): Promise<null> {
  const filed = await services.desk.file(path, content, audience ?? "employee", keepBoth);
  services.state.audit.write(press.userId, `document filed for ${audience}`, filed);
  await runIndex(press, press.messageId, {}, services);
  return null;
}

/** `remove:NUMBER`: deletes a document and what is stored of it, and has the index forget it. */
export const removeDocument = forAdmins({
  async run(press, [id = ""], services) {
    const { desk, indexing, state } = services;
    if (isIndexing(services)) return ADMIN_PHRASES[press.language].indexBusy;
    const pending = desk.take(id);
    if (pending?.kind !== "removal") return ADMIN_DOCUMENT_PHRASES[press.language].uploadGone;
    const { path } = pending;
    await indexing.forget(path);
    const removed = await desk.remove(path);
    const forget = () => {
      state.openQuestions.forgetDocument(path);
      return state.answers.forgetDocument(path);
    };
    const result = `${removed ? "file deleted" : "no file"}, stored sources deleted: ${forget()}`;
    state.audit.write(press.userId, `/forget ${path}`, result);
    // Until the end of the build the document is still cited.
    await runIndex(press, press.messageId, { onDone: forget }, services);
    return null;
  },
});
