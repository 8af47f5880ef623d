import type { IndexPlan } from "../../indexing/plan-index.js";
import { ADMIN_PHRASES } from "../admin-phrases.js";
import { type BotServices, reply, say } from "../bot-services.js";
import { describeError } from "../describe-error.js";
import { bold, code, type FormattedText, joinText } from "../formatted-text.js";
import type { IncomingMessage } from "../incoming-message.js";
import { confirmation, type OutgoingMessage, withButtons } from "../outgoing-message.js";
import { splitIntoMessages } from "../split-message.js";
import { tellFailure } from "../tell-failure.js";
import { writeDuration } from "../write-duration.js";
import type { Command } from "./command.js";

/** Most documents named of each kind. */
const MOST_NAMED = 10;

/** Shows what indexing would change; a button then does it. */
export const reindex: Command = {
  names: { de: "index", en: "index" },
  aliases: [],
  description: {
    de: "Unterlagen neu einlesen: erst zeigen, dann tun",
    en: "Read the documents anew: show first, then do",
  },
  listedIn: ["admin"],
  async run(message, _argument, services) {
    const phrases = ADMIN_PHRASES[message.language];
    const started = services.job.compare((plan) =>
      tellFailure(message, services, async () => {
        const { messageIds } = await say(message, phrases.comparing, services);
        const compared = await plan();
        const messages =
          compared === null ? [joinText([phrases.indexCancelled])] : planMessages(compared, message, services);
        await reply(message, messages, services, messageIds);
      }).catch((error: unknown) => {
        services.logger.error({ error: describeError(error) }, "documents and index could not be compared");
      }),
    );
    if (!started) await say(message, phrases.comparingAlready, services);
  },
};

function planMessages(plan: IndexPlan, message: IncomingMessage, { assistant, job }: BotServices): OutgoingMessage[] {
  const phrases = ADMIN_PHRASES[message.language];
  const duration = job.estimate(plan.added.length + plan.changed.length);
  // A damaged index is built anew although the older one that answers may have the same documents.
  const changes = plan.added.length + plan.changed.length + plan.removed.length > 0 || assistant.damaged !== null;
  const blocks = planBlocks(plan, message);
  blocks.push(joinText([changes ? phrases.estimate(writeDuration(duration, message.language)) : phrases.upToDate]));
  const buttons = confirmation(phrases.startIndex, "index:start", phrases.cancel, "index");
  const messages = splitIntoMessages(blocks);
  return changes ? withButtons(messages, buttons) : messages;
}

function planBlocks(plan: IndexPlan, { language }: IncomingMessage): FormattedText[] {
  const phrases = ADMIN_PHRASES[language];
  const { added, changed, unchanged, removed, unreadable, remarks } = plan;
  const counts = {
    ...{ added: added.length, changed: changed.length, unchanged: unchanged.length },
    ...{ removed: removed.length, unreadable: unreadable.length },
  };
  const list = (title: string, lines: readonly FormattedText[]): FormattedText[] => {
    if (lines.length === 0) return [];
    const named = lines.slice(0, MOST_NAMED);
    const more = lines.length > MOST_NAMED ? [joinText([phrases.andMore(lines.length - MOST_NAMED)])] : [];
    return [joinText([bold(title), ...named, ...more], "\n")];
  };
  const reasons = (files: IndexPlan["unreadable"]) =>
    files.map(({ path, reason, german }) => {
      const sentence = language === "de" ? german : reason;
      // A name such as scan.pdf in plain text becomes a link in Telegram's programs.
      return sentence.startsWith(path)
        ? joinText([code(path), sentence.slice(path.length)])
        : joinText([code(path), `\n${sentence}`]);
    });
  return [
    bold(phrases.planTitle),
    joinText([phrases.planCounts(counts)]),
    ...list(phrases.added, added.map(code)),
    ...list(phrases.changed, changed.map(code)),
    ...list(phrases.removed, removed.map(code)),
    ...list(phrases.unreadable, reasons(unreadable)),
    ...list(phrases.remarks, reasons(remarks)),
  ];
}
