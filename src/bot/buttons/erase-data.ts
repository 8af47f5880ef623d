import { randomBytes } from "node:crypto";
import { say } from "../bot-services.js";
import { BUTTON_PHRASES } from "../button-phrases.js";
import { writeTime } from "../write-time.js";
import type { ButtonAction } from "./button-action.js";

/** `erase`: deletes what is held about a person, and gives a receipt. */
export const eraseData: ButtonAction = {
  async run(press, _args, services) {
    const phrases = BUTTON_PHRASES[press.language];
    const { assistant, limit, recent, state } = services;
    for (const conversation of new Set([press.conversation, ...recent.forgetReader(press.userId)])) {
      assistant.forget(conversation);
    }
    limit.forget(press.userId);
    state.erase(press.userId);
    // The number proves nothing by itself: it lets a person and the log name the same deletion.
    const number = randomBytes(4).toString("hex").toUpperCase();
    services.logger.info({ receipt: number }, "a person's data was erased");
    const { role, audited } = state.describe(press.userId);
    const rest = role !== null || audited > 0 ? phrases.receiptRest : phrases.receiptNothing;
    const sentences = [phrases.receipt(writeTime(Date.now(), press.language), number), rest, phrases.receiptChat];
    await say(press, sentences.join(" "), services, [press.messageId]);
    return null;
  },
};
