import { AuskunftError } from "../errors.js";
import { adminErrorReply } from "./admin-error-reply.js";
import { type BotServices, say } from "./bot-services.js";
import { describeError } from "./describe-error.js";
import { errorReply } from "./error-replies.js";
import type { IncomingMessage } from "./incoming-message.js";

/**
 * Does what a person asked for, and tells them in a sentence where that fails; administrators are told what to do.
 *
 * @throws What `work` throws, for the log.
 */
export async function tellFailure(
  asked: IncomingMessage,
  services: BotServices,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    services.signal.throwIfAborted();
    const forOperators = asked.role === "admin" && error instanceof AuskunftError;
    const text = forOperators ? adminErrorReply(error, asked.language) : errorReply(error, asked.language);
    await say(asked, text, services).catch((silence: unknown) => {
      services.logger.error({ error: describeError(silence) }, "a failure could not be told");
    });
    throw error;
  }
}
