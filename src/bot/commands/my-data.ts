import { ADMIN_PHRASES } from "../admin-phrases.js";
import { reply } from "../bot-services.js";
import { BUTTON_PHRASES } from "../button-phrases.js";
import { blockquote, bold, joinText } from "../formatted-text.js";
import { splitIntoMessages } from "../split-message.js";
import type { Command } from "./command.js";

/** Shows what is held about a person (GDPR article 15). In a group it says how much, but not what. */
export const myData: Command = {
  names: { de: "meinedaten", en: "mydata" },
  aliases: [],
  description: { de: "Was über Sie gespeichert ist", en: "What is stored about you" },
  listedIn: ["private"],
  async run(message, _argument, services) {
    const { recent, state } = services;
    const phrases = BUTTON_PHRASES[message.language];
    const held = state.describe(message.userId);
    const role = services.access.roleOf(message.userId);
    const lines = [
      phrases.myDataConversation(recent.count(message.userId)),
      phrases.myDataLanguage(held.language === null ? null : BUTTON_PHRASES[held.language].languageName),
      phrases.myDataDeliveries(held.deliveries),
      phrases.myDataFeedback(held.feedback),
      phrases.myDataQuestions(held.openQuestions.length),
    ];
    if (!message.inGroup) {
      const name = role === "citizen" ? null : ADMIN_PHRASES[message.language].role[role];
      lines.push(phrases.myDataRole(name), phrases.myDataNumber(message.userId));
    }
    if (held.audited > 0) lines.push(phrases.myDataAudit(held.audited));
    const keeps = role !== "citizen" || held.audited > 0;
    const blocks = [bold(phrases.myData), joinText(lines, "\n")];
    if (!message.inGroup) blocks.push(...held.openQuestions.map((question) => blockquote(question)));
    blocks.push(joinText([keeps ? phrases.myDataEraseMost : phrases.myDataErase]));
    await reply(message, splitIntoMessages(blocks), services);
  },
};
