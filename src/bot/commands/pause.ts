import type { Language } from "../../language/language.js";
import { ADMIN_PHRASES } from "../admin-phrases.js";
import { say } from "../bot-services.js";
import type { Command } from "./command.js";

/** Answers no questions until {@link resume}; whoever asks is told. */
export const pause = switchTo(true, {
  names: { de: "pause", en: "pause" },
  aliases: [],
  description: { de: "Keine Fragen beantworten, bis /resume", en: "Answer no questions until /resume" },
});

/** Answers questions again. */
export const resume = switchTo(false, {
  names: { de: "resume", en: "resume" },
  aliases: ["weiter"],
  description: { de: "Fragen wieder beantworten", en: "Answer questions again" },
});

function switchTo(paused: boolean, called: Pick<Command, "names" | "aliases" | "description">): Command {
  const said = (language: Language) => ADMIN_PHRASES[language][paused ? "pausedNow" : "resumed"];
  return {
    ...called,
    listedIn: ["admin"],
    async run(message, _argument, services) {
      services.maintenance.paused = paused;
      services.state.audit.write(message.userId, `/${called.names.en}`, "done");
      await say(message, said(message.language), services);
    },
  };
}
