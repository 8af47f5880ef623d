import { html } from "hono/html";
import type { Language } from "../../language/language.js";
import { addressInLanguage, localAddress } from "../links.js";
import { phrases } from "../phrases.js";
import { contactLink } from "./contact-link.js";

/** A piece of a page; texts put into one are escaped. */
export type Html = ReturnType<typeof html>;

/** What every page needs to know of the request. */
export interface PageContext {
  readonly language: Language;
  /** Whom to ask when the documents have no answer. */
  readonly contact: string | null;
  /** Full address of the page, to offer it in the other language; null where it cannot be called again. */
  readonly address: string | null;
}

const languages: readonly { readonly language: Language; readonly name: string }[] = [
  { language: "de", name: "Deutsch" },
  { language: "en", name: "English" },
];

/**
 * Puts a page together: head, banner with the language switch, the main part, notice and contact.
 *
 * @param title Title of the window. It stays in the browser's history and therefore never holds a question.
 * @param main Content of the main landmark, with the page's only `h1`.
 */
export function layout(context: PageContext, title: string, main: Html): Html {
  return html`${pageStart(context, title)}${main}${pageEnd(context)}`;
}

/** A page up to the beginning of its main part, for `layout` and for pages that are sent while they are written. */
export function pageStart({ language, address }: PageContext, title: string): Html {
  const words = phrases[language];
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} – Auskunft</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
<header class="banner">
<a class="name" href="${localAddress("/", language)}" title="${words.start}">Auskunft</a>
<nav aria-label="${words.languageSwitch}"><ul>
${languages.map((choice) => {
  const current = choice.language === language ? html` aria-current="true"` : "";
  return html`<li><a href="${addressInLanguage(address, choice.language)}" lang="${choice.language}" hreflang="${choice.language}"${current}>${choice.name}</a></li>`;
})}
</ul></nav>
</header>
<main id="main" tabindex="-1">
`;
}

/** What follows the main part of a page that began with `pageStart`. */
export function pageEnd({ language, contact }: PageContext): Html {
  const words = phrases[language];
  return html`
</main>
<footer>
<p>${words.notice}</p>
${contact === null ? "" : html`<p>${words.contactLead} ${contactLink(contact)}</p>`}
<p><a href="${localAddress("/privacy", language)}">${words.privacy}</a></p>
</footer>
</body>
</html>
`;
}
