import { html } from "hono/html";
import { phrases } from "../phrases.js";
import { type Html, layout, type PageContext } from "./layout.js";

/** The page that says what is stored and where questions go. @param languageModel Its name; null if there is none. */
export function privacyPage(context: PageContext, languageModel: string | null): Html {
  const words = phrases[context.language];
  return layout(
    context,
    words.privacyTitle,
    html`<h1>${words.privacyTitle}</h1>
${words.privacyParts(languageModel).map(
  (part) => html`<h2>${part.title}</h2>
<p>${part.text}</p>
`,
)}`,
  );
}
