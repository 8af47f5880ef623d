import { ADMIN_PHRASES } from "../admin-phrases.js";
import { reply } from "../bot-services.js";
import { joinText } from "../formatted-text.js";
import type { Command } from "./command.js";

/** Answers no questions until {@link resume}; whoever asks is told. */
export const pause: Command = {
  names: { de: "pause", en: "pause" },
  aliases: [],
  description: { de: "Keine Fragen beantworten, bis /resume", en: "Answer no questions until /resume" },
  listedIn: ["admin"],
  async run(message, _argument, services) {
    services.maintenance.paused = true;
    services.state.audit.write(message.userId, "/pause", "done");
    await reply(message, [joinText([ADMIN_PHRASES[message.language].pausedNow])], services);
  },
};

/** Answers questions again. */
export const resume: Command = {
  names: { de: "resume", en: "resume" },
  aliases: ["weiter"],
  description: { de: "Fragen wieder beantworten", en: "Answer questions again" },
  listedIn: ["admin"],
  async run(message, _argument, services) {
    services.maintenance.paused = false;
    services.state.audit.write(message.userId, "/resume", "done");
    await reply(message, [joinText([ADMIN_PHRASES[message.language].resumed])], services);
  },
};
