import { html } from "hono/html";
import { externalAddress } from "../links.js";
import type { Html } from "./layout.js";

/** The contact as people can use it: an e-mail or web address as a link, anything else as text. */
export function contactLink(contact: string): Html {
  if (/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(contact)) return html`<a href="mailto:${contact}">${contact}</a>`;
  const address = externalAddress(contact);
  return address === null ? html`${contact}` : html`<a href="${address}" rel="noreferrer">${contact}</a>`;
}
