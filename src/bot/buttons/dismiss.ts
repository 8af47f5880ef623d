import { reply } from "../bot-services.js";
import { BUTTON_PHRASES } from "../button-phrases.js";
import { joinText } from "../formatted-text.js";
import type { ButtonAction } from "./button-action.js";

/** `dismiss:WHAT`: does nothing of what was offered, and says so in its place. */
export const dismiss: ButtonAction = {
  async run(press, [what], services) {
    const phrases = BUTTON_PHRASES[press.language];
    const text = what === "question" ? phrases.notSent : phrases.cancelled;
    await reply(press, [joinText([text])], services, [press.messageId]);
    return null;
  },
};
