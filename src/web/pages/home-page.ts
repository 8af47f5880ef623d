import { html } from "hono/html";
import { phrases } from "../phrases.js";
import { type Html, layout, type PageContext } from "./layout.js";
import { newConversationForm, type QuestionFormState, questionForm } from "./question-form.js";

/** The page that asks for a question. @param state `conversation` is true where there is one to forget. */
export function homePage(context: PageContext, state: QuestionFormState & { readonly conversation: boolean }): Html {
  const { language } = context;
  const words = phrases[language];
  const title = state.problem === null ? words.homeTitle : `${words.problemPrefix} ${words.problems[state.problem]}`;
  return layout(
    context,
    title,
    html`<h1>${words.homeTitle}</h1>
<p class="lead">${words.homeLead}</p>
${questionForm(language, state)}
${state.conversation ? newConversationForm(language) : ""}`,
  );
}
