import type { Context } from "hono";
import type { LanguageVariables } from "hono/language";
import { routePath } from "hono/route";
import type { Language } from "../language/language.js";
import { type ErrorKind, errorFields, errorKindOf, errorReplies } from "./error-replies.js";
import { errorPage } from "./pages/error-page.js";
import type { PageContext } from "./pages/layout.js";
import type { WebLogger } from "./web-server-options.js";

/** Variables that the web channel's middleware sets on a request. */
export interface WebEnvironment {
  Variables: LanguageVariables & {
    /** Resolves when the rest of a page has been sent whose beginning was sent before the rest was there. */
    sent?: Promise<void>;
  };
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

/** Logs what a request failed for. @returns How the reader is told; null where the reader has left. */
export function noteError(c: WebContext, error: Error, logger: WebLogger): ErrorKind | null {
  const route = routePath(c, -1);
  if (c.req.raw.signal.aborted) {
    logger.info({ route }, "reader left before the answer");
    return null;
  }
  const kind = errorKindOf(error);
  if (kind === "internal") logger.error({ route, ...errorFields(error) }, "web request failed");
  else logger.warn({ route, ...errorFields(error) }, "web request refused");
  return kind;
}
