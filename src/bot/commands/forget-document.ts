import { ADMIN_DOCUMENT_PHRASES } from "../admin-document-phrases.js";
import { ADMIN_PHRASES } from "../admin-phrases.js";
import { reply } from "../bot-services.js";
import { joinText } from "../formatted-text.js";
import type { Command } from "./command.js";

/** Offers to delete a document with all that is stored of it. */
export const forgetDocument: Command = {
  names: { de: "entfernen", en: "forget" },
  aliases: [],
  description: { de: "Ein Dokument löschen", en: "Delete a document" },
  listedIn: ["admin"],
  async run(message, argument, services) {
    const phrases = ADMIN_DOCUMENT_PHRASES[message.language];
    if (services.indexing === null) {
      await reply(message, [joinText([ADMIN_PHRASES[message.language].noIndexing])], services);
      return;
    }
    const path = argument.normalize("NFC");
    if (path === "" || (await services.assistant.readDocument(path, "employee")) === undefined) {
      const text = path === "" ? phrases.forgetUsage : phrases.forgetUnknown(path);
      await reply(message, [joinText([text])], services);
      return;
    }
    const id = services.desk.keep({ kind: "removal", path });
    const buttons = [
      [
        { label: phrases.forget, data: `remove:${id}` },
        { label: phrases.cancel, data: "dismiss:removal" },
      ],
    ];
    await reply(message, [{ ...joinText([phrases.forgetQuestion(path)]), buttons }], services);
  },
};
