import { clusterQuestions } from "../../conversations/cluster-questions.js";
import { ADMIN_DOCUMENT_PHRASES } from "../admin-document-phrases.js";
import { reply, say } from "../bot-services.js";
import { blockquote, bold, joinText } from "../formatted-text.js";
import { withButtons } from "../outgoing-message.js";
import { splitIntoMessages } from "../split-message.js";
import type { Command } from "./command.js";

const MOST_SHOWN = 8;

/** Lists the questions that readers sent to the editors, alike ones together, the most frequent first. */
export const gaps: Command = {
  names: { de: "luecken", en: "gaps" },
  aliases: [],
  description: { de: "Fragen, die offen geblieben sind", en: "Questions that were left open" },
  listedIn: ["admin"],
  async run(message, argument, services) {
    const phrases = ADMIN_DOCUMENT_PHRASES[message.language];
    if (/^(?:woche|week)$/i.test(argument)) {
      const isOn = services.state.readers.toggleDigest(message.userId);
      await say(message, isOn ? phrases.digestOn : phrases.digestOff, services);
      return;
    }
    const clusters = clusterQuestions(services.state.openQuestions.list()).slice(0, MOST_SHOWN);
    if (clusters.length === 0) {
      await say(message, phrases.gapsNone, services);
      return;
    }
    const blocks = clusters.map((cluster, i) =>
      joinText([joinText([`${i + 1}. ${phrases.gapCount(cluster.length)}`]), blockquote(cluster[0].question)], "\n"),
    );
    const buttons = clusters.map(([{ id }], i) => [
      { label: phrases.draft(i + 1), data: `draft:${id}` },
      { label: phrases.settle(i + 1), data: `settle:${id}` },
    ]);
    const messages = splitIntoMessages([bold(phrases.gapsTitle), ...blocks, joinText([phrases.digestHint])]);
    await reply(message, withButtons(messages, buttons), services);
  },
};
