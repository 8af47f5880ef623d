import { reply } from "../bot-services.js";
import { joinText } from "../formatted-text.js";
import { PHRASES } from "../phrases.js";
import type { Command } from "./command.js";

/** Forgets the conversation of this chat or topic. */
export const newConversation: Command = {
  names: { de: "neu", en: "new" },
  aliases: [],
  description: { de: "Gespräch vergessen und neu anfangen", en: "Forget the conversation and start afresh" },
  listedIn: ["private", "group"],
  async run(message, _argument, services) {
    services.assistant.forget(message.conversation);
    services.recent.forget(message.conversation);
    await reply(message, [joinText([PHRASES[message.language].forgotten])], services);
  },
};
