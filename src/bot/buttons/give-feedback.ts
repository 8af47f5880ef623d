import { VERDICTS, type Verdict } from "../../conversations/feedback.js";
import type { IssuedAnswer } from "../../conversations/issued-answers.js";
import { answerButtons, type ButtonState } from "../answer-buttons.js";
import type { BotServices } from "../bot-services.js";
import { BUTTON_PHRASES } from "../button-phrases.js";
import type { IncomingMessage } from "../incoming-message.js";
import { inlineKeyboard } from "../outgoing-message.js";
import { telegramSignal } from "../telegram-client.js";
import type { ButtonAction } from "./button-action.js";

/** `verdict:ANSWER:VERDICT`: keeps what a reader says of an answer; thanks once, and takes any change. */
export const giveVerdict: ButtonAction = {
  async run(press, [id = "", word = ""], services) {
    const phrases = BUTTON_PHRASES[press.language];
    const issued = services.state.answers.answer(id);
    const verdict = VERDICTS.find((candidate) => candidate === word);
    if (issued === null || verdict === undefined) return phrases.sourceUnknown;
    const before = services.state.feedback.give(id, press.userId, verdict);
    await redraw(press, issued, { verdict: shownVerdict(press, verdict), choosing: false }, services);
    return before === null ? phrases.thanks : phrases.changed;
  },
};

/** `reasons:ANSWER`: asks what is wrong with an answer. */
export const askReason: ButtonAction = {
  async run(press, [id = ""], services) {
    const issued = services.state.answers.answer(id);
    if (issued === null) return BUTTON_PHRASES[press.language].sourceUnknown;
    await redraw(press, issued, { verdict: null, choosing: true }, services);
    return BUTTON_PHRASES[press.language].whatIsWrong;
  },
};

/** `answer:ANSWER`: shows the buttons of an answer as they were. */
export const showButtons: ButtonAction = {
  async run(press, [id = ""], services) {
    const issued = services.state.answers.answer(id);
    if (issued === null) return BUTTON_PHRASES[press.language].sourceUnknown;
    const verdict = shownVerdict(press, services.state.feedback.of(id, press.userId));
    await redraw(press, issued, { verdict, choosing: false }, services);
    return null;
  },
};

/** In a group everybody sees the same buttons: they do not show what one person said. */
function shownVerdict({ inGroup }: IncomingMessage, verdict: Verdict | null): Verdict | null {
  return inGroup ? null : verdict;
}

async function redraw(
  press: IncomingMessage,
  issued: IssuedAnswer,
  state: Omit<ButtonState, "editors">,
  { access, api, signal }: BotServices,
): Promise<void> {
  const buttons = answerButtons(issued, { ...state, editors: access.admins().length > 0 });
  const markup = { reply_markup: inlineKeyboard(buttons) };
  // The verdict is kept whether or not the buttons can be drawn anew: the message may be deleted or unchanged.
  await api.editMessageReplyMarkup(press.chatId, press.messageId, markup, telegramSignal(signal)).catch(() => {});
}
