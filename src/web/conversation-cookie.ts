import { randomBytes } from "node:crypto";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Assistant } from "../assistant/assistant.js";
import type { WebContext } from "./request-context.js";

const COOKIE = "auskunft_conversation";

/** Conversation of this browser, as a key for the assistant; null before the first question. */
export function conversationOf(c: WebContext): string | null {
  const id = getCookie(c, COOKIE);
  return id !== undefined && /^[0-9a-f]{32}$/.test(id) ? `web:${id}` : null;
}

/** The browser's conversation, begun with 128 random bits in a cookie where there is none. It ends with the browser. */
export function beginConversation(c: WebContext): string {
  const known = conversationOf(c);
  if (known !== null) return known;
  const id = randomBytes(16).toString("hex");
  setCookie(c, COOKIE, id, { httpOnly: true, sameSite: "Strict", path: "/", secure: isSecure(c) });
  return `web:${id}`;
}

/** Forgets what was said in the browser's conversation, and the cookie. */
export function forgetConversation(c: WebContext, assistant: Assistant): void {
  const conversation = conversationOf(c);
  if (conversation !== null) assistant.forget(conversation);
  deleteCookie(c, COOKIE, { path: "/", secure: isSecure(c) });
}

/** True behind a proxy that speaks https. A forged header only makes the forger's own cookie stricter. */
function isSecure(c: WebContext): boolean {
  return c.req.header("X-Forwarded-Proto") === "https";
}
