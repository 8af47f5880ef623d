import { reply } from "../bot-services.js";
import { bold, joinText } from "../formatted-text.js";
import { PHRASES } from "../phrases.js";
import { publishMenu } from "../publish-profile.js";
import { splitIntoMessages } from "../split-message.js";
import type { Command } from "./command.js";

/** Introduces the bot; the first line says that an AI answers (Regulation (EU) 2024/1689, article 50(1)). */
export const start: Command = {
  names: { de: "start", en: "start" },
  aliases: [],
  description: { de: "Was ich bin und für wen", en: "What I am, and for whom" },
  listedIn: ["private"],
  async run(message, _argument, services) {
    const phrases = PHRASES[message.language];
    const blocks = [
      bold(phrases.startTitle),
      joinText([phrases.startAbout]),
      joinText([phrases.startNotFor]),
      joinText([phrases.startExample]),
      joinText(["/help · /privacy"]),
    ];
    const { outcome } = await reply(message, splitIntoMessages(blocks), services);
    if (outcome === "sent") services.state.readers.greet(message.chatId);
    if (message.role === "admin") await publishMenu(message.userId, true, services);
  },
};
