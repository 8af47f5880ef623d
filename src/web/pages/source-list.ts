import { html } from "hono/html";
import type { Citation } from "../../answers/answer.js";
import type { Language } from "../../language/language.js";
import type { SourceDescription } from "../describe-sources.js";
import { formatDate } from "../format-date.js";
import { citationAddress, externalAddress } from "../links.js";
import { phrases } from "../phrases.js";
import type { Html } from "./layout.js";

/** Anchor of a source in the list of an answer page. */
export function sourceId(marker: number): string {
  return `source-${marker}`;
}

/** The list of sources, numbered with the markers; empty without citations. */
export function sourceList(
  language: Language,
  citations: readonly Citation[],
  sources: ReadonlyMap<string, SourceDescription>,
): Html | "" {
  if (citations.length === 0) return "";
  const ordered = citations.toSorted((a, b) => a.marker - b.marker);
  return html`<section class="sources" aria-labelledby="sources-title">
<h2 id="sources-title">${phrases[language].sources}</h2>
<ol>
${ordered.map((citation, index) => {
  // Two quotes may share a marker: an anchor stands once.
  const repeated = ordered[index - 1]?.marker === citation.marker;
  const anchor = repeated ? "" : html` id="${sourceId(citation.marker)}"`;
  return html`<li value="${citation.marker}"${anchor}>${sourceLine(language, citation, sources)}</li>
`;
})}
</ol>
</section>`;
}

/** Where a quote stands: title, heading, page, publisher, date, and the way to see it there. */
export function sourceLine(
  language: Language,
  citation: Citation,
  sources: ReadonlyMap<string, SourceDescription>,
): Html {
  const words = phrases[language];
  const source = sources.get(citation.document);
  const details = [
    citation.heading.length === 0 ? null : citation.heading.join(" › "),
    citation.page === null ? null : words.page(citation.page),
    source?.publisher ?? null,
    citation.date === null ? null : `${words.published} ${formatDate(citation.date, language)}`,
  ].filter((detail) => detail !== null);
  const original = externalAddress(citation.url);
  return html`<span class="source-title">${citation.title}</span>
${details.length === 0 ? "" : html`<span class="details">${details.join(" · ")}</span>`}
<span class="links"><a href="${citationAddress(citation, language)}">${words.inDocument}</a>${
    original === null
      ? ""
      : html` <a href="${original}" rel="noreferrer">${words.original} (${new URL(original).host})</a>`
  }</span>`;
}
