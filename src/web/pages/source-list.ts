import { html } from "hono/html";
import type { Citation } from "../../answers/answer.js";
import { formatIsoDate } from "../../answers/headline/dates.js";
import type { Language } from "../../language/language.js";
import type { SourceDescription } from "../describe-sources.js";
import { citationAddress, externalAddress } from "../links.js";
import { phrases } from "../phrases.js";
import type { Html } from "./layout.js";

/** Anchor of a source in the list of an answer page. */
export function sourceId(marker: number): string {
  return `source-${marker}`;
}

/** The list of sources, one entry per document with the markers of all its quotes; empty without citations. */
export function sourceList(
  language: Language,
  citations: readonly Citation[],
  sources: ReadonlyMap<string, SourceDescription>,
): Html | "" {
  if (citations.length === 0) return "";
  const ordered = citations.toSorted((a, b) => a.marker - b.marker);
  const documents = new Set(ordered.map((citation) => citation.document));
  // Two quotes may share a marker: an anchor stands once.
  const anchored = new Set(ordered.filter(({ marker }, index) => ordered[index - 1]?.marker !== marker));
  const entries = [...documents].map((path) => ordered.filter((citation) => citation.document === path));
  return html`<section class="sources" aria-labelledby="sources-title">
<h2 id="sources-title">${phrases[language].sources}</h2>
<ul>
${entries.map((passages) => sourceEntry(language, passages, sources, anchored))}
</ul>
</section>`;
}

/** Where a quote stands: title, heading, page, publisher, date, and the way to see it there. */
export function sourceLines(
  language: Language,
  citation: Citation,
  sources: ReadonlyMap<string, SourceDescription>,
): Html {
  return html`<span class="source-title">${citation.title}</span>
${detailsLine([...placeOf(language, citation), ...originOf(language, citation, sources)])}
<span class="links">${passageLink(language, citation)}${originalLink(language, citation)}</span>`;
}

/** One quote's source, or what several quotes of one document share and a line for each. */
function sourceEntry(
  language: Language,
  passages: readonly Citation[],
  sources: ReadonlyMap<string, SourceDescription>,
  anchored: ReadonlySet<Citation>,
): Html | "" {
  const [first, second] = passages;
  if (first === undefined) return "";
  const anchor = (citation: Citation) => (anchored.has(citation) ? html` id="${sourceId(citation.marker)}"` : "");
  if (second === undefined) {
    return html`<li${anchor(first)}>[${first.marker}] ${sourceLines(language, first, sources)}</li>
`;
  }
  const original = originalLink(language, first);
  const markers = [...new Set(passages.map(({ marker }) => `[${marker}]`))].join(" ");
  return html`<li>${markers} <span class="source-title">${first.title}</span>
${detailsLine(originOf(language, first, sources))}
${passages.map(
  (citation) => html`<span class="links"${anchor(citation)}>${passageLink(language, citation, `[${citation.marker}] `)}
<span class="place">${placeOf(language, citation).join(" · ")}</span></span>
`,
)}${original === "" ? "" : html`<span class="links">${original}</span>`}</li>
`;
}

function placeOf(language: Language, { title, heading, page }: Citation): readonly string[] {
  const path = heading.filter((part) => part !== title).join(" › ");
  return [...(path === "" ? [] : [path]), ...(page === null ? [] : [phrases[language].page(page)])];
}

function originOf(
  language: Language,
  { document, date }: Citation,
  sources: ReadonlyMap<string, SourceDescription>,
): readonly string[] {
  const publisher = sources.get(document)?.publisher ?? null;
  const published = date === null ? [] : [`${phrases[language].published} ${formatIsoDate(date, language)}`];
  return [...(publisher === null ? [] : [publisher]), ...published];
}

function detailsLine(details: readonly string[]): Html | "" {
  return details.length === 0 ? "" : html`<span class="details">${details.join(" · ")}</span>`;
}

/** @param marker Tells this link from those to other passages of the document. */
function passageLink(language: Language, citation: Citation, marker = ""): Html {
  return html`<a href="${citationAddress(citation, language)}">${marker}${phrases[language].inDocument}</a>`;
}

function originalLink(language: Language, { url }: Citation): Html | "" {
  const original = externalAddress(url);
  if (original === null) return "";
  return html` <a href="${original}" rel="noreferrer">${phrases[language].original} (${new URL(original).host})</a>`;
}
