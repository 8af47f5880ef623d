import { ADMIN_DOCUMENT_PHRASES } from "../admin-document-phrases.js";
import { type BotServices, reply } from "../bot-services.js";
import type { PendingDocument } from "../document-desk.js";
import { joinText } from "../formatted-text.js";
import type { IncomingMessage } from "../incoming-message.js";
import { runIndex } from "../run-index.js";
import { forAdmins } from "./admin-action.js";

/** `upload:NUMBER:AUDIENCE`: files a document that was sent, unless one of its name is there; then it asks. */
export const fileDocument = forAdmins({
  async run(press, [id = "", audience], services) {
    const { desk } = services;
    const phrases = ADMIN_DOCUMENT_PHRASES[press.language];
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
  await runIndex(press, press.messageId, false, services);
  return null;
}

/** `remove:NUMBER`: deletes a document, what is stored of it, and builds the index without it. */
export const removeDocument = forAdmins({
  async run(press, [id = ""], services) {
    const { desk, state } = services;
    const phrases = ADMIN_DOCUMENT_PHRASES[press.language];
    const pending = desk.take(id);
    if (pending?.kind !== "removal") return phrases.uploadGone;
    const removed = await desk.remove(pending.path);
    const citations = state.answers.forgetDocument(pending.path);
    const result = `${removed ? "file deleted" : "no file"}, ${citations} stored sources deleted`;
    state.audit.write(press.userId, `/forget ${pending.path}`, result);
    await runIndex(press, press.messageId, true, services);
    return null;
  },
});
