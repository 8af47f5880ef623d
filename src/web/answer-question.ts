import { LONGEST_QUESTION } from "../answers/screen-question.js";
import { beginConversation, conversationOf } from "./conversation-cookie.js";
import { homePage } from "./pages/home-page.js";
import type { QuestionProblem } from "./pages/question-form.js";
import { pageContext, replyWithError, type WebContext } from "./request-context.js";
import { sendAnswer } from "./send-answer.js";
import type { WebAppOptions } from "./web-server-options.js";

/**
 * Answers `POST /ask`: the field `question` of a form, as a citizen, in the browser's conversation.
 *
 * An empty or over-long question shows the form again with what is wrong, status 400.
 */
export async function answerQuestion(c: WebContext, options: WebAppOptions): Promise<Response> {
  const question = await readQuestion(c);
  if (question === null) return replyWithError(c, options, "bad-request");
  const problem = problemOf(question);
  if (problem !== null) {
    c.status(400);
    return c.html(homePage(pageContext(c, options), { conversation: conversationOf(c) !== null, question, problem }));
  }
  return sendAnswer(c, options, { text: question, conversation: beginConversation(c), audience: "citizen" });
}

/** The question without white space around it, with `\n` line ends; empty if the form has none, null if it is no form. */
async function readQuestion(c: WebContext): Promise<string | null> {
  try {
    const { question } = await c.req.parseBody();
    return typeof question === "string" ? question.replaceAll("\r\n", "\n").trim() : "";
  } catch {
    return null;
  }
}

function problemOf(question: string): QuestionProblem | null {
  if (question === "") return "empty";
  return question.length > LONGEST_QUESTION ? "too-long" : null;
}
