/** How Telegram shows a range of a text, in Telegram's own words. */
export type TextFormat =
  | { readonly type: "bold" | "italic" | "code" | "blockquote" | "expandable_blockquote" }
  | { readonly type: "text_link"; readonly url: string };

/** A format and its range in UTF-16 code units, as Telegram counts. */
export type TextEntity = TextFormat & { readonly offset: number; readonly length: number };

/**
 * Text and its formats kept apart, so that no character of a text can ever be taken for markup.
 *
 * Entities are in the order of their offsets, an outer one before those inside it, none empty.
 */
export interface FormattedText {
  readonly text: string;
  readonly entities: readonly TextEntity[];
}

// Zero-width joiner (U+200D) and emoji variation selector (U+FE0F) stay: emoji are made with them.
const INVISIBLE =
  /[\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|[\uFE00-\uFE0E]|[\u{E0000}-\u{E007F}]|[\u{E0100}-\u{E01EF}]/gu;
const CONTROL = /\p{Cc}/gu;

/**
 * Takes out what Telegram would take out, and what could hide text from a reader: control characters except line
 * breaks, zero-width, direction and tag characters. Broken surrogates become U+FFFD.
 *
 * Telegram removes control characters itself, which would shift every entity behind one.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(CONTROL, (character) => (character === "\n" ? character : ""))
    .replace(INVISIBLE, "")
    .replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** Joins texts and formatted texts; plain strings are cleaned on the way. */
export function joinText(parts: readonly (string | FormattedText)[], separator = ""): FormattedText {
  let text = "";
  const entities: TextEntity[] = [];
  for (const [index, part] of parts.entries()) {
    if (index > 0) text += separator;
    if (typeof part === "string") {
      text += cleanText(part);
    } else {
      for (const entity of part.entities) entities.push({ ...entity, offset: entity.offset + text.length });
      text += part.text;
    }
  }
  return { text, entities };
}

/** Formats a whole text; formats inside it stay. An empty text gets no entity. */
export function format(kind: TextFormat, content: string | FormattedText): FormattedText {
  const inner = joinText([content]);
  if (inner.text === "") return inner;
  return { text: inner.text, entities: [{ ...kind, offset: 0, length: inner.text.length }, ...inner.entities] };
}

/** Bold text. */
export function bold(content: string | FormattedText): FormattedText {
  return format({ type: "bold" }, content);
}

/** Text in fixed width, in which Telegram makes no links of names such as README.md; holds no other format. */
export function code(content: string): FormattedText {
  return format({ type: "code" }, content);
}

/** A quotation, set apart from the text around it. Quotations cannot stand in each other. */
export function blockquote(content: string | FormattedText): FormattedText {
  return format({ type: "blockquote" }, content);
}

/** A quotation of which Telegram shows three lines until it is tapped. */
export function expandableBlockquote(content: string | FormattedText): FormattedText {
  return format({ type: "expandable_blockquote" }, content);
}

/** Text that opens a web page; anything but an http or https address leaves the text as it is. */
export function link(content: string, url: string): FormattedText {
  return isWebAddress(url) ? format({ type: "text_link", url }, content) : joinText([content]);
}

/** Whether Telegram opens this address from a link: http or https with a host. */
export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** `text.slice(start, end)` with the entities clipped to that range; those that become empty are left out. */
export function sliceText(formatted: FormattedText, start: number, end = formatted.text.length): FormattedText {
  const entities: TextEntity[] = [];
  for (const entity of formatted.entities) {
    const from = Math.max(entity.offset, start);
    const to = Math.min(entity.offset + entity.length, end);
    if (to > from) entities.push({ ...entity, offset: from - start, length: to - from });
  }
  return { text: formatted.text.slice(start, end), entities };
}

/** Without white space at either end, as Telegram would cut it. */
export function trimText(formatted: FormattedText): FormattedText {
  const end = formatted.text.trimEnd().length;
  const start = Math.min(end, formatted.text.length - formatted.text.trimStart().length);
  return sliceText(formatted, start, end);
}
