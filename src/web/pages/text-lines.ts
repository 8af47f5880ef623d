import { html } from "hono/html";
import type { Html } from "./layout.js";

/**
 * List items, table rows and other lines, so that what does not fit into the width is set in and each is seen to begin;
 * a single line stays as it is.
 *
 * @param lines Each with the line break that ends it, which stays in the text that a reader copies.
 */
export function textLines(lines: readonly (string | readonly (Html | string)[])[]): readonly Html[] {
  return lines.map((line) => (lines.length === 1 ? html`${line}` : html`<span class="line">${line}</span>`));
}
