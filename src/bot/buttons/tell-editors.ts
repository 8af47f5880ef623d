import { RETENTION_DAYS } from "../../conversations/retention.js";
import type { Language } from "../../language/language.js";
import { type BotServices, reply, say } from "../bot-services.js";
import { BUTTON_PHRASES } from "../button-phrases.js";
import { blockquote, joinText } from "../formatted-text.js";
import type { IncomingMessage } from "../incoming-message.js";
import { confirmation } from "../outgoing-message.js";
import { tellAdmin } from "../tell-admin.js";
import type { ButtonAction } from "./button-action.js";

/** `editors:ANSWER`: asks whether a question may be sent to the editors. */
export const askConsent: ButtonAction = {
  async run(press, [id = ""], services) {
    const phrases = BUTTON_PHRASES[press.language];
    const question = ownQuestion(press, id, services);
    if ("problem" in question) return question.problem;
    const text = joinText([joinText([phrases.consent(RETENTION_DAYS.openQuestions)]), blockquote(question.text)], "\n");
    const buttons = confirmation(phrases.send, `send:${id}`, phrases.doNotSend, "question");
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
    await say(press, fresh ? phrases.sentToEditors : phrases.sentBefore, services, [press.messageId]);
    const note = (to: Language) => BUTTON_PHRASES[to].newOpenQuestion;
    if (fresh) for (const admin of access.admins()) await tellAdmin(admin, note, services);
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
