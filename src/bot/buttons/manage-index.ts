import { AuskunftError, IndexUnavailableError } from "../../errors.js";
import { adminErrorReply } from "../admin-error-reply.js";
import { ADMIN_PHRASES } from "../admin-phrases.js";
import { reply, say } from "../bot-services.js";
import { joinText } from "../formatted-text.js";
import { runIndex } from "../run-index.js";
import { forAdmins } from "./admin-action.js";

/** `index:start` and `index:force`: builds the index, and shows how it goes in the message of the button. */
export const startIndex = forAdmins({
  async run(press, [how], services) {
    await runIndex(press, press.messageId, { force: how === "force" }, services);
    return null;
  },
});

/** `cancelindex`: cancels the running build. */
export const cancelIndex = forAdmins({
  async run(press, _args, services) {
    const phrases = ADMIN_PHRASES[press.language];
    if (!services.job.cancel()) return phrases.planGone;
    services.state.audit.write(press.userId, "/index", "to be cancelled");
    return phrases.cancelling;
  },
});

/** `rollback:GENERATION`: serves an earlier generation again. */
export const rollBack = forAdmins({
  async run(press, [generation = ""], services) {
    const phrases = ADMIN_PHRASES[press.language];
    const audit = (result: string) => services.state.audit.write(press.userId, `/rollback ${generation}`, result);
    try {
      const report = await services.indexing.rollback(generation);
      audit("done");
      const text = joinText([phrases.rolledBack(report.generation, report.withdrawn)]);
      await reply(press, [text], services, [press.messageId]);
    } catch (error) {
      if (!(error instanceof AuskunftError)) throw error;
      audit("failed");
      const text = error instanceof IndexUnavailableError ? phrases.noReturn : adminErrorReply(error, press.language);
      await say(press, text, services, [press.messageId]);
    }
    return null;
  },
});
