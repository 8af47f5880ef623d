import type { Context } from "hono";
import type { LanguageVariables } from "hono/language";
import type { Language } from "../language/language.js";
import { type ErrorKind, errorReplies } from "./error-replies.js";
import { errorPage } from "./pages/error-page.js";
import type { PageContext } from "./pages/layout.js";

/** Variables that the web channel's middleware sets on a request. */
export interface WebEnvironment {
  Variables: LanguageVariables;
}

/** A request of the web channel. */
export type WebContext = Context<WebEnvironment>;

/** Language of the pages for this request: `?lang=`, else the browser's first choice of the two, else German. */
export function languageOf(c: WebContext): Language {
  return c.get("language") === "en" ? "en" : "de";
}

/** What every page needs to know of the request. */
export function pageContext(c: WebContext, options: { readonly contact: string | null }): PageContext {
  return { language: languageOf(c), contact: options.contact, address: c.req.method === "GET" ? c.req.url : null };
}

/** Replies with the page that tells a person about an error. */
export function replyWithError(
  c: WebContext,
  options: { readonly contact: string | null },
  kind: ErrorKind,
): Response | Promise<Response> {
  const language = languageOf(c);
  c.status(errorReplies[kind].status);
  return c.html(errorPage({ language, contact: options.contact, address: null }, errorReplies[kind]));
}
