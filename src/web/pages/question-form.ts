import { html } from "hono/html";
import { LONGEST_QUESTION } from "../../answers/screen-question.js";
import type { Language } from "../../language/language.js";
import { localAddress } from "../links.js";
import { phrases } from "../phrases.js";
import type { Html } from "./layout.js";

/** Why a question was not asked. */
export type QuestionProblem = "empty" | "too-long";

/** What the form shows. */
export interface QuestionFormState {
  /** Text in the field. */
  readonly question: string;
  /** What is wrong with it; null shows no problem. */
  readonly problem: QuestionProblem | null;
}

/** The form that asks a question. It is sent by POST, so that no question gets into an address, a log or the history. */
export function questionForm(language: Language, { question, problem }: QuestionFormState): Html {
  const words = phrases[language];
  const described = problem === null ? "question-hint" : "question-problem question-hint";
  const invalid = problem === null ? "" : html` aria-invalid="true"`;
  // The line break after <textarea> belongs to HTML, not to the value: without it a leading one would get lost.
  return html`<form class="ask" method="post" action="${localAddress("/ask", language)}">
<label for="question">${words.question}</label>
${
  problem === null
    ? ""
    : html`<p class="problem" id="question-problem"><strong>${words.problemPrefix}</strong> ${words.problems[problem]}</p>`
}
<textarea id="question" name="question" rows="3" maxlength="${LONGEST_QUESTION}" required aria-describedby="${described}"${invalid}>
${question}</textarea>
<p class="hint" id="question-hint">${words.questionHint(LONGEST_QUESTION)}</p>
<button type="submit">${words.ask}</button>
</form>`;
}

/** The button that forgets the conversation. */
export function newConversationForm(language: Language): Html {
  const words = phrases[language];
  return html`<form class="new" method="post" action="${localAddress("/new", language)}">
<button type="submit" class="quiet" aria-describedby="new-hint">${words.newConversation}</button>
<span class="hint" id="new-hint">${words.newConversationHint}</span>
</form>`;
}
