import { ADMIN_PHRASES } from "../admin-phrases.js";
import { inLanguage } from "../audit-words.js";
import { reply } from "../bot-services.js";
import { bold, joinText } from "../formatted-text.js";
import { splitIntoMessages } from "../split-message.js";
import { writeTime } from "../write-time.js";
import type { Command } from "./command.js";

const MOST_SHOWN = 20;

/** Shows what administrators did, newest first. */
export const audit: Command = {
  names: { de: "audit", en: "audit" },
  aliases: [],
  description: { de: "Wer zuletzt was geändert hat", en: "Who changed what lately" },
  listedIn: ["admin"],
  async run(message, _argument, services) {
    const phrases = ADMIN_PHRASES[message.language];
    const entries = services.state.audit.latest(MOST_SHOWN);
    const lines = entries.map((entry) => {
      const { what, result } = inLanguage(entry, message.language, services.commands);
      return `${writeTime(entry.at, message.language)}: ${entry.who}, ${what}: ${result}`;
    });
    const blocks = [bold(phrases.auditTitle), joinText(lines.length === 0 ? [phrases.auditEmpty] : lines, "\n")];
    await reply(message, splitIntoMessages(blocks), services);
  },
};
