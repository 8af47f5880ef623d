import type { IssuedCitation } from "../conversations/issued-answers.js";
import type { Document } from "../documents/document.js";
import type { Language, Span } from "../language/language.js";
import { BUTTON_PHRASES } from "./button-phrases.js";
import { blockquote, bold, type FormattedText, joinText, trimText } from "./formatted-text.js";
import type { Button, OutgoingMessage } from "./outgoing-message.js";
import { passageParts } from "./passage-parts.js";
import { passageAddress, renderSource } from "./render-sources.js";
import { splitIntoMessages } from "./split-message.js";

/** What a passage is shown with. */
export interface PassageOptions {
  readonly language: Language;
  /** The document as this reader may read it at present; undefined where there is none. */
  readonly document: Document | undefined;
  /** Address of the web page that shows the sources; null where there is none, or not with this document. */
  readonly publicUrl: string | null;
  /** Which part of the document to show; null for the one with the quote. */
  readonly part: number | null;
}

/**
 * Shows a cited passage in its document, with the quote set apart, and buttons to its neighbours.
 *
 * Of a document that has changed, the passage is shown in the present text if it still stands there word for word. Else,
 * and where the document is gone, nothing but the quote is shown: what else the reader may see has been decided anew.
 */
export function renderPassage({ id, citation }: IssuedCitation, options: PassageOptions): OutgoingMessage {
  const { language, document } = options;
  const phrases = BUTTON_PHRASES[language];
  const publisherOf = () => document?.frontMatter.publisher ?? null;
  const title = bold(citation.title);
  const source = renderSource(citation, language, { publicUrl: null, publisherOf });
  const span = document === undefined ? null : findQuote(document, citation);
  if (document === undefined || span === null) {
    const note = document === undefined ? phrases.sourceGone : phrases.sourceChanged;
    return oneMessage([title, joinText([note]), blockquote(citation.quote), source], []);
  }
  const { parts, central } = passageParts(document.text, span);
  const number = Math.min(Math.max(options.part ?? central, 0), parts.length - 1);
  const part = parts[number] ?? span;
  const note = document.textHash === citation.textHash ? phrases.sourceUnchanged : phrases.sourceMoved;
  const blocks = [title, markedPart(document.text, part, span)];
  if (number === central) blocks.splice(1, 0, joinText([note]));
  blocks.push(source);
  if (parts.length > 1) blocks.push(joinText([phrases.part(number + 1, parts.length)]));
  const turn = (label: string, to: number): Button => ({ label, data: `page:${id}:${to}` });
  const paging: Button[] = [];
  if (number > 0) paging.push(turn(phrases.earlier, number - 1));
  if (number !== central) paging.push(turn(phrases.toQuote, central));
  if (number < parts.length - 1) paging.push(turn(phrases.later, number + 1));
  const whole: Button[] = [{ label: phrases.file, data: `file:${id}` }];
  if (options.publicUrl !== null) {
    const present = { ...citation, ...span, textHash: document.textHash };
    whole.push({ label: phrases.web, url: passageAddress(present, language, options.publicUrl) });
  }
  return oneMessage(
    blocks,
    [paging, whole].filter((row) => row.length > 0),
  );
}

/** Where the quote stands in a document's present text; null where it does not. */
function findQuote(document: Document, { textHash, start, end, quote }: IssuedCitation["citation"]): Span | null {
  if (document.textHash === textHash) return { start, end };
  const found = document.text.indexOf(quote);
  return found < 0 ? null : { start: found, end: found + quote.length };
}

function markedPart(text: string, part: Span, quote: Span): FormattedText {
  const from = Math.min(Math.max(quote.start, part.start), part.end);
  const to = Math.max(Math.min(quote.end, part.end), from);
  const [before, after] = [text.slice(part.start, from), text.slice(to, part.end)];
  const quoted = blockquote(text.slice(from, to).trim());
  const ends = /\n\s*\n\s*$/.test(before) ? "\n\n" : "\n";
  const begins = /^\s*\n\s*\n/.test(after) ? "\n\n" : "\n";
  return trimText(joinText([before.trim(), ends, quoted, begins, after.trim()]));
}

/** A quote as long as a message loses its end rather than its source. */
function oneMessage(blocks: readonly FormattedText[], buttons: OutgoingMessage["buttons"]): OutgoingMessage {
  const [first = joinText([""])] = splitIntoMessages(blocks);
  return { ...first, ...(buttons !== undefined && buttons.length > 0 && { buttons }) };
}
