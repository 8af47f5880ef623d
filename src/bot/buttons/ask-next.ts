import { BUTTON_PHRASES } from "../button-phrases.js";
import { replyToQuestion } from "../reply-to-question.js";
import type { ButtonAction } from "./button-action.js";

/** `next:ANSWER:NUMBER`: asks a suggested question. */
export const askNext: ButtonAction = {
  async run(press, [id = "", number = ""], services) {
    const suggestion = services.state.answers.answer(id)?.suggestions[Number(number)];
    if (suggestion === undefined) return BUTTON_PHRASES[press.language].sourceUnknown;
    await replyToQuestion(press, suggestion.question, services, { chosen: true });
    return null;
  },
};
