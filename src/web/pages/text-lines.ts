import { html } from "hono/html";
import type { Html } from "./layout.js";

/** A list item or a table row. */
const ITEM = /^\s*(?:[-–•*]|\d{1,3}[.)])\s|\s\|\s/;

/** A line of a text with the line break that ends it, and the line as the page shows it. */
export interface TextLine {
  readonly text: string;
  readonly shown: readonly (Html | string)[];
}

/** Lines, with items and rows that do not fit into the width set in, so that each is seen to begin. */
export function textLines(lines: readonly TextLine[]): readonly (Html | readonly (Html | string)[])[] {
  return lines.map(({ text, shown }) => (ITEM.test(text) ? html`<span class="item">${shown}</span>` : shown));
}
