import { say } from "../bot-services.js";
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
    await say(message, PHRASES[message.language].forgotten, services);
  },
};
