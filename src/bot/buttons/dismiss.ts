import { say } from "../bot-services.js";
import { BUTTON_PHRASES } from "../button-phrases.js";
import type { ButtonAction } from "./button-action.js";

/** `dismiss:WHAT`: does nothing of what was offered, and says so in its place. */
export const dismiss: ButtonAction = {
  async run(press, [what], services) {
    const phrases = BUTTON_PHRASES[press.language];
    const text = what === "question" ? phrases.notSent : phrases.cancelled;
    await say(press, text, services, [press.messageId]);
    return null;
  },
};
