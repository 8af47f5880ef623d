import { basename } from "node:path";
import { InputFile } from "grammy";
import { BUTTON_PHRASES } from "../button-phrases.js";
import { telegramSignal } from "../telegram-client.js";
import type { ButtonAction } from "./button-action.js";
import { openCitation } from "./show-source.js";

/** `file:CITATION`: sends the document's file, as long as it is the one that was indexed for this reader. */
export const sendFile: ButtonAction = {
  async run(press, [id = ""], services) {
    const phrases = BUTTON_PHRASES[press.language];
    const opened = await openCitation(press, id, services);
    if (typeof opened === "string") return opened;
    const { document } = opened;
    const content = document === undefined ? null : await services.files.contentOf(document);
    if (document === undefined || content === null) return phrases.fileGone;
    const { path, title, audience } = document;
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
