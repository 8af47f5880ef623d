import type { Answer } from "../answers/answer.js";
import { askOnce, type Question, readCited } from "../assistant/assistant.js";
import type { SuggestedQuestion } from "../assistant/suggest-questions.js";
import type { IssuedAnswer } from "../conversations/issued-answers.js";
import type { Audience } from "../documents/document.js";
import { detectLanguage } from "../language/detect-language.js";
import { ADMIN_PHRASES } from "./admin-phrases.js";
import { answerNotes } from "./answer-notes.js";
import { type BotServices, reply, say } from "./bot-services.js";
import { describeError } from "./describe-error.js";
import { errorReply } from "./error-replies.js";
import { joinText } from "./formatted-text.js";
import type { IncomingMessage } from "./incoming-message.js";
import { keepTyping } from "./keep-typing.js";
import type { OutgoingMessage } from "./outgoing-message.js";
import { PHRASES } from "./phrases.js";
import { QUESTIONS_A_MINUTE } from "./question-limit.js";
import { renderAnswer } from "./render-answer.js";
import { type Progress, showProgress } from "./show-progress.js";

/** From so many waiting updates on, answers are not written by the language model. */
const BUSY_FROM = 20;
/** From so many waiting updates on, a question that has waited too long is not searched for at all. */
const FULL_FROM = 60;
const TOO_LONG_MILLISECONDS = 30_000;

/**
 * Answers a question in the chat it came from; an error is told in a sentence. Messages that answered an earlier wording
 * of the question, or that an earlier run of the program left unfinished, are written over.
 *
 * @param options.chosen Whether the question was chosen by a button, so that the answer has to repeat it. Default: false.
 */
export async function replyToQuestion(
  message: IncomingMessage,
  text: string,
  services: BotServices,
  { chosen = false }: { readonly chosen?: boolean } = {},
): Promise<void> {
  const { limit, logger, signal, state, timing } = services;
  const language = detectLanguage(text);
  const replaced = state.deliveries.messagesFor(message.chatId, message.requestId) ?? [];
  if (services.maintenance.paused && message.role !== "admin") {
    await say(message, ADMIN_PHRASES[language].maintenance, services, replaced);
    return;
  }
  services.traffic.count();
  const limited = limit.ask(message.userId, message.sentAt);
  if (limited !== "allowed") {
    if (limited === "told") await say(message, PHRASES[language].tooMany(QUESTIONS_A_MINUTE), services, replaced);
    return;
  }
  const waiting = services.waiting();
  if (waiting >= FULL_FROM && Date.now() - message.sentAt > TOO_LONG_MILLISECONDS) {
    logger.warn({ waiting }, "a question was turned away because too many wait");
    await say(message, PHRASES[language].full, services, replaced);
    return;
  }
  const stopTyping = keepTyping(services.api, message, timing.typingMilliseconds);
  const progress = showProgress(message, language, replaced, services);
  let written: readonly number[] = [];
  let answered: { messages: readonly OutgoingMessage[]; issued: IssuedAnswer | null };
  try {
    const extractive = services.writesAnswers && waiting >= BUSY_FROM;
    const answer = await ask({ text, extractive, ...pick(message) }, progress, services);
    answered = await render(answer, message, { text, chosen, extractive }, services);
  } catch (error) {
    signal.throwIfAborted();
    logger.error({ error: describeError(error) }, "a question could not be answered");
    answered = { messages: [joinText([errorReply(error, language)])], issued: null };
  } finally {
    stopTyping();
    written = await progress.end();
  }
  const { messages, issued } = answered;
  const { outcome, messageIds } = await reply(message, messages, services, written);
  if (outcome !== "sent") return;
  state.deliveries.record(message.chatId, message.requestId, messageIds);
  const { conversation, userId: readerId } = message;
  if (issued === null) return;
  state.readers.greet(message.chatId);
  services.recent.remember(issued.id, { text, conversation, readerId });
}

const pick = ({ conversation, audience }: IncomingMessage) => ({ conversation, audience });

async function ask(question: Question, progress: Progress, services: BotServices): Promise<Answer> {
  const { assistant, logger, signal, timing } = services;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timing.answerMilliseconds)]);
  const answer = await orAborted(askOnce(assistant, question, limit, progress.show), limit);
  logger.info({ status: answer.status, generator: answer.generator, ms: answer.ms.total }, "question answered");
  return answer;
}

/** Keeps what the buttons need, and makes the messages. */
async function render(
  answer: Answer,
  message: IncomingMessage,
  asked: { readonly text: string; readonly chosen: boolean; readonly extractive: boolean },
  services: BotServices,
) {
  const { access, assistant, contact, state } = services;
  const { audience } = message;
  const documentOf = await readCited(assistant, [answer], audience);
  const suggestions = services.waiting() > 0 ? [] : await suggestInTime(answer, audience, services);
  const audienceOf = (path: string) => documentOf(path)?.audience ?? "employee";
  const issued = state.answers.issue(answer, audience, suggestions, audienceOf);
  const notes = answerNotes(message, answer.language, services);
  if (asked.extractive && answer.status !== "small_talk") notes.push(PHRASES[answer.language].busy);
  if (asked.chosen) notes.push(PHRASES[answer.language].asked(asked.text));
  const messages = renderAnswer(answer, {
    contact,
    // The web page shows citizens' documents only.
    publicUrl: audience === "citizen" ? services.publicUrl : null,
    publisherOf: (path) => documentOf(path)?.frontMatter.publisher ?? null,
    notes,
    issued,
    editors: access.admins().length > 0,
  });
  return { messages, issued };
}

/** Next questions are a courtesy: no answer is late, or lost, for want of them. */
async function suggestInTime(answer: Answer, audience: Audience, services: BotServices): Promise<SuggestedQuestion[]> {
  const { logger, signal, suggest, timing } = services;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timing.suggestMilliseconds)]);
  try {
    return await orAborted(suggest(answer, audience, limit), limit);
  } catch (error) {
    signal.throwIfAborted();
    logger.warn({ error: describeError(error) }, "no next questions are suggested");
    return [];
  }
}

/** Does not wait for work that goes on after its signal. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
