import { html } from "hono/html";
import type { Language } from "../../language/language.js";
import type { ErrorReply } from "../error-replies.js";
import { localAddress } from "../links.js";
import { phrases } from "../phrases.js";
import { type Html, layout, type PageContext } from "./layout.js";

/** The page that tells a reader what went wrong and what to do. */
export function errorPage(context: PageContext, reply: ErrorReply): Html {
  const { language } = context;
  return layout(
    context,
    reply.title[language],
    html`<h1>${reply.title[language]}</h1>
${errorText(language, reply)}`,
  );
}

/** What went wrong and what to do, without its heading. */
export function errorText(language: Language, reply: ErrorReply): Html {
  return html`<p class="lead">${reply.text[language]}</p>
<p><a href="${localAddress("/", language)}">${phrases[language].start}</a></p>`;
}
