import { RETENTION_DAYS } from "../../conversations/retention.js";
import { type BotServices, reply } from "../bot-services.js";
import { BUTTON_PHRASES } from "../button-phrases.js";
import { deliver } from "../deliver.js";
import { blockquote, joinText } from "../formatted-text.js";
import type { IncomingMessage } from "../incoming-message.js";
import type { ButtonAction } from "./button-action.js";

/** `editors:ANSWER`: asks whether a question may be sent to the editors. */
export const askConsent: ButtonAction = {
  async run(press, [id = ""], services) {
    const phrases = BUTTON_PHRASES[press.language];
    const question = ownQuestion(press, id, services);
    if ("problem" in question) return question.problem;
    const text = joinText([joinText([phrases.consent(RETENTION_DAYS.openQuestions)]), blockquote(question.text)], "\n");
    const buttons = [
      [
        { label: phrases.send, data: `send:${id}` },
        { label: phrases.doNotSend, data: "dismiss:question" },
      ],
    ];
    await reply(press, [{ ...text, buttons }], services);
    return null;
  },
};

/** `send:ANSWER`: sends the question to the editors, and tells the administrators that there is one. */
export const sendToEditors: ButtonAction = {
  async run(press, [id = ""], services) {
    const { access, state } = services;
    const phrases = BUTTON_PHRASES[press.language];
    const question = ownQuestion(press, id, services);
    if ("problem" in question) return question.problem;
    const issued = state.answers.answer(id);
    if (issued === null) return phrases.sourceUnknown;
    const { language, audience } = issued;
    const fresh = state.openQuestions.send({ answer: id, question: question.text, language, audience }, press.userId);
    await reply(press, [joinText([fresh ? phrases.sentToEditors : phrases.sentBefore])], services, [press.messageId]);
    if (fresh) for (const admin of access.admins()) await notify(admin, services);
    return null;
  },
};

/** The question of an answer, if it is remembered and this person asked it. */
function ownQuestion(press: IncomingMessage, answer: string, { recent }: BotServices) {
  const question = recent.recall(answer);
  const phrases = BUTTON_PHRASES[press.language];
  if (question === null) return { problem: phrases.questionGone };
  return question.readerId === press.userId ? { text: question.text } : { problem: phrases.onlyAsker };
}

async function notify(admin: number, services: BotServices): Promise<void> {
  const phrases = BUTTON_PHRASES[services.state.readers.language(admin) ?? "de"];
  const destination = { chatId: admin, threadId: null, replyTo: null, protect: false };
  await deliver(destination, [joinText([phrases.newOpenQuestion])], services);
}
