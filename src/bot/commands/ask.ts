import { say } from "../bot-services.js";
import { PHRASES } from "../phrases.js";
import { replyToQuestion } from "../reply-to-question.js";
import type { Command } from "./command.js";

/** Asks a question where plain messages do not reach the bot, as in groups. */
export const ask: Command = {
  names: { de: "ask", en: "ask" },
  aliases: ["frage"],
  description: { de: "Eine Frage stellen: /ask und dahinter die Frage", en: "Ask a question: /ask, then the question" },
  listedIn: ["group"],
  asks: true,
  async run(message, argument, services) {
    if (argument !== "") await replyToQuestion(message, argument, services);
    else await say(message, PHRASES[message.language].askUsage, services);
  },
};
