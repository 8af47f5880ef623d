import { reply } from "../bot-services.js";
import { BUTTON_PHRASES } from "../button-phrases.js";
import { joinText } from "../formatted-text.js";
import type { Command } from "./command.js";

/** Asks for the language in which a person wants to be addressed. */
export const language: Command = {
  names: { de: "sprache", en: "language" },
  aliases: [],
  description: { de: "Deutsch oder Englisch wählen", en: "Choose German or English" },
  listedIn: ["private"],
  async run(message, _argument, services) {
    const buttons = (["de", "en"] as const).map((code) => ({
      label: BUTTON_PHRASES[code].languageName,
      data: `language:${code}`,
    }));
    const text = joinText([BUTTON_PHRASES[message.language].languageQuestion]);
    await reply(message, [{ ...text, buttons: [buttons] }], services);
  },
};
