import { ADMIN_PHRASES } from "../admin-phrases.js";
import { reply } from "../bot-services.js";
import { describeVerdicts } from "../describe-verdicts.js";
import { bold, joinText } from "../formatted-text.js";
import { isIndexing } from "../run-index.js";
import { writeTime } from "../write-time.js";
import type { Command } from "./command.js";

const MONTH = 30 * 24 * 3_600_000;

/** Says how the program is doing. */
export const status: Command = {
  names: { de: "status", en: "status" },
  aliases: [],
  description: { de: "Wie es dem Programm geht", en: "How the program is doing" },
  listedIn: ["admin"],
  async run(message, _argument, services) {
    const { assistant, indexing, maintenance, state, traffic } = services;
    const { language } = message;
    const phrases = ADMIN_PHRASES[language];
    const lines: string[] = [];
    const serving = (await indexing.list()).find((candidate) => candidate.state === "serving");
    if (serving !== undefined) {
      lines.push(phrases.generation(serving.generation, writeTime(Date.parse(serving.built), language)));
      if (serving.documents !== null) lines.push(phrases.counts(serving.documents, serving.chunks ?? 0));
    } else lines.push(assistant.generation);
    const restarting = assistant.degraded === null ? phrases.healthy : phrases.degraded;
    lines.push(assistant.damaged === null ? restarting : phrases.damaged);
    lines.push(phrases.restarts(assistant.restarts));
    if (maintenance.paused) lines.push(phrases.paused);
    if (isIndexing(services)) lines.push(phrases.running);
    lines.push(phrases.lastHour(traffic.lastHour()), phrases.waiting(services.waiting()));
    lines.push(phrases.open(state.openQuestions.count()));
    lines.push(phrases.feedback(describeVerdicts(state.feedback.count(Date.now() - MONTH), language)));
    await reply(message, [joinText([bold(phrases.statusTitle), ...lines], "\n")], services);
  },
};
