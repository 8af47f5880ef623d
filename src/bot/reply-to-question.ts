import { askOnce, readCited } from "../assistant/assistant.js";
import { detectLanguage } from "../language/detect-language.js";
import { type BotServices, reply } from "./bot-services.js";
import { describeError } from "./describe-error.js";
import { errorReply } from "./error-replies.js";
import { type FormattedText, joinText } from "./formatted-text.js";
import type { IncomingMessage } from "./incoming-message.js";
import { keepTyping } from "./keep-typing.js";
import { renderAnswer } from "./render-answer.js";

/** Answers a question in the chat it came from; an error is told in a sentence. */
export async function replyToQuestion(message: IncomingMessage, text: string, services: BotServices): Promise<void> {
  const stopTyping = keepTyping(services.api, message, services.timing.typingMilliseconds);
  let messages: FormattedText[];
  try {
    messages = await answerMessages(message, text, services);
  } catch (error) {
    services.signal.throwIfAborted();
    services.logger.error({ error: describeError(error) }, "a question could not be answered");
    messages = [joinText([errorReply(error, detectLanguage(text))])];
  } finally {
    stopTyping();
  }
  await reply(message, messages, services);
}

async function answerMessages(message: IncomingMessage, text: string, services: BotServices): Promise<FormattedText[]> {
  const { assistant, contact, logger, signal, timing } = services;
  // The web page shows citizens' documents only.
  const publicUrl = message.audience === "citizen" ? services.publicUrl : null;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timing.answerMilliseconds)]);
  const question = { text, conversation: message.conversation, audience: message.audience };
  const answer = await orAborted(askOnce(assistant, question, limit), limit);
  logger.info({ status: answer.status, generator: answer.generator, ms: answer.ms.total }, "question answered");
  const documentOf = await readCited(assistant, [answer], message.audience);
  const publisherOf = (path: string) => documentOf(path)?.frontMatter.publisher ?? null;
  return renderAnswer(answer, { contact, publicUrl, publisherOf });
}

/** Does not wait for work that goes on after its signal. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
