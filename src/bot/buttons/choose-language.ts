import { say } from "../bot-services.js";
import { BUTTON_PHRASES } from "../button-phrases.js";
import type { ButtonAction } from "./button-action.js";

/** `language:CODE`: keeps the language in which a person wants to be addressed. */
export const chooseLanguage: ButtonAction = {
  async run(press, [code], services) {
    const language = code === "en" ? "en" : "de";
    services.state.readers.chooseLanguage(press.userId, language);
    await say(press, BUTTON_PHRASES[language].languageChosen, services, [press.messageId]);
    return null;
  },
};
