import { html } from "hono/html";
import type { Answer } from "../../answers/answer.js";
import type { ProgressEvent } from "../../assistant/assistant.js";
import type { Language } from "../../language/language.js";
import type { ErrorReply } from "../error-replies.js";
import { phrases } from "../phrases.js";
import { answerParts, questionBox, type Sources, understoodHints } from "./answer-page.js";
import { errorText } from "./error-page.js";
import { type Html, type PageContext, pageEnd, pageStart } from "./layout.js";

/** What is asked, in the language that its answer will have. */
export interface AskedText {
  readonly text: string;
  readonly language: Language;
}

/**
 * Begins an answer's page before the answer is there, with the question. Then follow any number of `progressLine`, and `endWithAnswer` or `endWithError`. The style sheet hides the progress when the end has come.
 */
export function beginProgress(context: PageContext, { text, language }: AskedText): Html {
  const { answerTitle } = phrases[context.language];
  return html`${pageStart(context, answerTitle)}${questionBox(context.language, text, language)}
<div class="progress" role="status" aria-atomic="false">
`;
}

/** What is being done, or a checked sentence of the answer. */
export function progressLine(context: PageContext, asked: AskedText, event: ProgressEvent): Html {
  if (event.type === "claim") {
    return html`<p class="words" lang="${asked.language}">${event.text}</p>
`;
  }
  const { stages } = phrases[context.language];
  return html`<p class="stage">${event.stage === "checking" ? stages.checking(event.claim) : stages[event.stage]}</p>
`;
}

/** The rest of the page, with the answer. */
export function endWithAnswer(context: PageContext, answer: Answer, sources: Sources): Html {
  // Said to those who cannot see the answer appear.
  return html`<p class="spoken">${phrases[context.language].answerReady}</p>
</div>
${answerParts(context, answer, sources, understoodHints(answer))}${pageEnd(context)}`;
}

/** The rest of the page where no answer came. */
export function endWithError(context: PageContext, reply: ErrorReply): Html {
  const { language } = context;
  return html`</div>
<div class="answer" role="alert">
<h2>${reply.title[language]}</h2>
${errorText(language, reply)}
</div>${pageEnd(context)}`;
}
