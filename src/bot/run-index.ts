import type { Language } from "../language/language.js";
import { adminErrorReply } from "./admin-error-reply.js";
import { ADMIN_PHRASES } from "./admin-phrases.js";
import { type BotServices, reply } from "./bot-services.js";
import { describeError } from "./describe-error.js";
import { type FormattedText, joinText } from "./formatted-text.js";
import type { IncomingMessage } from "./incoming-message.js";
import type { IndexOutcome } from "./index-job.js";
import { latestOnly } from "./latest-only.js";
import type { OutgoingMessage } from "./outgoing-message.js";
import { splitIntoMessages } from "./split-message.js";
import { writeDuration } from "./write-duration.js";

/** Whether the index is being built, whoever asked for it: what is filed or removed meanwhile would be left out. */
export function isIndexing({ indexing }: BotServices): boolean {
  return indexing.status().running !== null;
}

/**
 * Builds the index for an administrator: shows the progress in one message, with a button that cancels, and at the end
 * what came of it. Returns when the build has begun.
 *
 * @param messageId The bot's message to show it in.
 * @param options.force Publishes although the new index would be worse. Default: false.
 * @param options.onDone Called when the build has done what it should.
 */
export async function runIndex(
  admin: IncomingMessage,
  messageId: number,
  { force = false, onDone }: { readonly force?: boolean; readonly onDone?: () => void },
  services: BotServices,
): Promise<void> {
  const { job, state, timing } = services;
  const phrases = ADMIN_PHRASES[admin.language];
  const show = (message: OutgoingMessage) => reply(admin, [message], services, [messageId]).catch(() => {});
  let begun: Promise<unknown> | undefined;
  const progress = latestOnly(timing.editMilliseconds, (text) => {
    const buttons = [[{ label: phrases.cancel, data: "cancelindex" }]];
    begun = show({ ...joinText([text]), buttons });
    return begun;
  });
  const started = job.start({
    force,
    onProgress({ stage, done, total }, left) {
      const duration = left === null ? null : writeDuration(left, admin.language);
      progress.show(phrases.progress(phrases.stage[stage], done, total, duration));
    },
    async onEnd(outcome) {
      state.audit.write(admin.userId, force ? "/index, forced" : "/index", auditResult(outcome));
      if (outcome.kind === "done") onDone?.();
      if (outcome.kind === "failed") services.logger.error({ error: describeError(outcome.error) }, "indexing failed");
      await progress.end();
      const [first] = splitIntoMessages(outcomeBlocks(outcome, admin));
      if (first === undefined) return;
      const again = [[{ label: phrases.forceIndex, data: "index:force" }]];
      await show({ ...first, ...(outcome.kind === "refused" && { buttons: again }) });
    },
  });
  if (!started) return void (await show(joinText([phrases.indexBusy])));
  if (begun === undefined) progress.show(phrases.indexStarting);
  await begun;
}

function outcomeBlocks(outcome: IndexOutcome, { language }: IncomingMessage): FormattedText[] {
  const phrases = ADMIN_PHRASES[language];
  const text = (...lines: readonly string[]) => joinText([lines.join("\n")]);
  switch (outcome.kind) {
    case "done": {
      const { report, milliseconds } = outcome;
      const { generation, documents, chunks, answers } = report;
      if (!report.published) return [text(phrases.notPublished(generation))];
      const published = phrases.published(generation, documents, chunks, writeDuration(milliseconds, language));
      if (answers === null || answers.questions === 0) return [text(published)];
      const { questions, asked, rightBefore, rightAfter, fell } = answers;
      const fallen = fell.length === 0 ? [] : [phrases.fell, ...listed(fell, language)];
      const verdict = asked === 0 ? [] : [phrases.verdict(asked, rightAfter, rightBefore), ...fallen];
      return [text(published), text(phrases.verdictSame(questions - asked), ...verdict)];
    }
    case "cancelled":
      return [text(phrases.indexCancelled)];
    case "refused":
      return [
        text(phrases.refused),
        text(outcome.error.words[language], ...listed(outcome.error.details, language)),
        text(phrases.oldServes),
      ];
    case "failed":
      return [text(phrases.failed, adminErrorReply(outcome.error, language)), text(phrases.oldServes)];
  }
}

/** Most questions or documents named in a message. */
const MOST_NAMED = 10;

function listed(items: readonly string[], language: Language): string[] {
  const more = items.length > MOST_NAMED ? [ADMIN_PHRASES[language].andMore(items.length - MOST_NAMED)] : [];
  return [...items.slice(0, MOST_NAMED).map((item) => `– ${item}`), ...more];
}

function auditResult(outcome: IndexOutcome): string {
  if (outcome.kind === "done")
    return outcome.report.published ? `published: ${outcome.report.generation}` : "up to date";
  return outcome.kind;
}
