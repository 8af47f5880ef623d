import { reply } from "../bot-services.js";
import { BUTTON_PHRASES } from "../button-phrases.js";
import { joinText } from "../formatted-text.js";
import { confirmation } from "../outgoing-message.js";
import type { Command } from "./command.js";

/** Offers to delete everything that is held about a person (GDPR article 17). */
export const erase: Command = {
  names: { de: "loeschen", en: "delete" },
  aliases: ["forget"],
  description: { de: "Alles löschen, was über Sie gespeichert ist", en: "Delete everything stored about you" },
  listedIn: ["private"],
  async run(message, _argument, services) {
    const phrases = BUTTON_PHRASES[message.language];
    const buttons = confirmation(phrases.erase, "erase", phrases.cancel, "erase");
    await reply(message, [{ ...joinText([phrases.eraseQuestion]), buttons }], services);
  },
};
