import { html } from "hono/html";
import { formatIsoDate } from "../../answers/headline/dates.js";
import type { Document } from "../../documents/document.js";
import type { Language, Span } from "../../language/language.js";
import { documentBlocks, lineSpans, markedPieces } from "../document-blocks.js";
import type { Passage } from "../find-passage.js";
import { documentAddress, externalAddress } from "../links.js";
import { phrases } from "../phrases.js";
import { type Html, layout, type PageContext } from "./layout.js";
import { textLines } from "./text-lines.js";

/**
 * The source viewer: what is known of a document, and its stored text with the quoted passage marked.
 *
 * @param successorIsStored Whether `superseded_by` names a document that this viewer can show.
 */
export function documentPage(
  context: PageContext,
  document: Document,
  passage: Passage,
  successorIsStored: boolean,
): Html {
  const words = phrases[context.language];
  const note = passage.kind === "none" ? null : words.passage[passage.kind];
  return layout(
    context,
    document.title,
    html`<h1 lang="${document.language}">${document.title}</h1>
${note === null ? "" : html`<p class="note">${note}</p>`}
${passage.kind === "found" ? html`<p><a href="#quote">${words.toQuote}</a></p>` : ""}
<section aria-labelledby="about-title">
<h2 id="about-title">${words.aboutDocument}</h2>
${documentDetails(context.language, document, successorIsStored)}
</section>
<section aria-labelledby="text-title">
<h2 id="text-title">${words.storedText}</h2>
<div class="stored" lang="${document.language}">
${storedText(context.language, document, passage.kind === "found" ? passage.span : null)}
</div>
</section>`,
  );
}

function documentDetails(language: Language, document: Document, successorIsStored: boolean): Html {
  const words = phrases[language];
  const { publisher, source, date, valid_from, valid_until, superseded_by, url } = document.frontMatter;
  const original = externalAddress(url);
  const details: readonly (readonly [string, Html | string | undefined])[] = [
    [words.publisher, publisher],
    [words.publication, source],
    [words.published, dated(date, language)],
    [words.validFrom, dated(valid_from, language)],
    [words.validUntil, dated(valid_until, language)],
    [
      words.successor,
      superseded_by !== undefined && successorIsStored
        ? html`<a href="${documentAddress(superseded_by, language)}">${superseded_by}</a>`
        : superseded_by,
    ],
    [words.original, original === null ? url : html`<a href="${original}" rel="noreferrer">${original}</a>`],
    [words.file, document.path],
  ];
  return html`<dl>
${details.map(([name, value]) => (value === undefined ? "" : html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`))}
</dl>`;
}

function dated(date: string | undefined, language: Language): Html | undefined {
  return date === undefined ? undefined : html`<time datetime="${date}">${formatIsoDate(date, language)}</time>`;
}

function storedText(language: Language, document: Document, mark: Span | null): readonly Html[] {
  const words = phrases[language];
  const shown = documentBlocks(document).map((block) => ({
    block,
    lines: block.kind === "page" ? [] : lineSpans(document.text, block),
  }));
  const marked = shown
    .flatMap(({ lines }) => lines)
    .filter((line) => mark !== null && line.start < mark.end && mark.start < line.end);
  const [first, last] = [marked[0], marked.at(-1)];
  const pieces = (line: Span) =>
    markedPieces(document.text, line, mark).map((piece) => {
      if (!piece.marked) return piece.text;
      const anchor = line === first ? html` id="quote"` : "";
      return html`${line === first ? spoken(language, words.quoteStart) : ""}<mark${anchor}>${piece.text}</mark>${
        line === last ? spoken(language, words.quoteEnd) : ""
      }`;
    });
  return shown.map(({ block, lines }) => {
    if (block.kind === "page") return html`<p class="page" lang="${language}">${words.page(block.number)}</p>\n`;
    return block.kind === "paragraph"
      ? html`<p>${textLines(lines.map((line) => ({ text: document.text.slice(line.start, line.end), shown: pieces(line) })))}</p>\n`
      : heading(block.level, lines.flatMap(pieces));
  });
}

/** The stored text stands under the page's second level: its own levels begin with the third. */
function heading(level: number, content: readonly (Html | string)[]): Html {
  if (level <= 1) return html`<h3>${content}</h3>\n`;
  if (level === 2) return html`<h4>${content}</h4>\n`;
  return level === 3 ? html`<h5>${content}</h5>\n` : html`<h6>${content}</h6>\n`;
}

/** Words for a screen reader only: most of them do not announce a mark. */
function spoken(language: Language, text: string): Html {
  return html`<span class="spoken" lang="${language}"> ${text} </span>`;
}
