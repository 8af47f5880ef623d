import { ADMIN_DOCUMENT_PHRASES } from "../admin-document-phrases.js";
import { reply, say } from "../bot-services.js";
import { joinText } from "../formatted-text.js";
import { confirmation } from "../outgoing-message.js";
import type { Command } from "./command.js";

/** Offers to delete a document with all that is stored of it. */
export const forgetDocument: Command = {
  names: { de: "entfernen", en: "forget" },
  aliases: [],
  description: { de: "Ein Dokument löschen", en: "Delete a document" },
  listedIn: ["admin"],
  async run(message, argument, services) {
    const phrases = ADMIN_DOCUMENT_PHRASES[message.language];
    const path = argument.normalize("NFC");
    if (path === "" || (await services.assistant.readDocument(path, "employee")) === undefined) {
      const text = path === "" ? phrases.forgetUsage : phrases.forgetUnknown(path);
      await say(message, text, services);
      return;
    }
    const id = services.desk.keep({ kind: "removal", path });
    const buttons = confirmation(phrases.forget, `remove:${id}`, phrases.cancel, "removal");
    await reply(message, [{ ...joinText([phrases.forgetQuestion(path)]), buttons }], services);
  },
};
