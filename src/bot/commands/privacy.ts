import { RETENTION_DAYS } from "../../conversations/retention.js";
import { reply } from "../bot-services.js";
import { bold, joinText } from "../formatted-text.js";
import { PHRASES } from "../phrases.js";
import { splitIntoMessages } from "../split-message.js";
import type { Command } from "./command.js";

/**
 * Says what is stored, where questions go, and whom to ask.
 *
 * Keeps this name in every language: Telegram's programs offer a bot's `/privacy` where they ask for its policy.
 *
 * @see https://telegram.org/tos/bot-developers section 4
 */
export const privacy: Command = {
  names: { de: "privacy", en: "privacy" },
  aliases: ["datenschutz"],
  description: { de: "Datenschutz", en: "Privacy" },
  listedIn: ["private", "group"],
  async run(message, _argument, services) {
    const phrases = PHRASES[message.language];
    const { contact, languageModel } = services;
    const blocks = [
      bold(phrases.privacyTitle),
      joinText([phrases.privacyQuestions]),
      joinText([phrases.privacyStored(RETENTION_DAYS, services.encrypted)]),
      joinText([languageModel === null ? phrases.privacyLocal : phrases.privacyLanguageModel(languageModel)]),
      joinText([phrases.privacyTelegram]),
      joinText([phrases.privacyForget]),
    ];
    if (contact !== null) blocks.push(joinText([phrases.contact(contact)]));
    await reply(message, splitIntoMessages(blocks), services);
  },
};
