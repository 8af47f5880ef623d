import { html } from "hono/html";
import type { Answer, Citation } from "../../answers/answer.js";
import { ANSWER_PHRASES } from "../../answers/phrases.js";
import { understoodAs } from "../../answers/understood-as.js";
import type { Language } from "../../language/language.js";
import { splitAnswerText } from "../answer-segments.js";
import type { SourceDescription } from "../describe-sources.js";
import { phrases } from "../phrases.js";
import { contactLink } from "./contact-link.js";
import { type Html, layout, type PageContext } from "./layout.js";
import { newConversationForm, questionForm } from "./question-form.js";
import { sourceId, sourceLines, sourceList } from "./source-list.js";
import { textLines } from "./text-lines.js";

/** What is known of the cited documents, by path. */
export type Sources = ReadonlyMap<string, SourceDescription>;

/** The page with a question and its answer: headline, text with quotes, sources, and the form for the next question. */
export function answerPage(context: PageContext, answer: Answer, sources: Sources): Html {
  return layout(
    context,
    phrases[context.language].answerTitle,
    html`${questionBox(context.language, answer.question, answer.language, understoodHints(answer))}
${answerParts(context, answer, sources)}`,
  );
}

/** Heading and question. @param hints How the question was understood, if that is known. */
export function questionBox(
  language: Language,
  question: string,
  questionLanguage: Language,
  hints: readonly Html[] = [],
): Html {
  const words = phrases[language];
  return html`<h1 class="kicker">${words.answerTitle}</h1>
<div class="question">
<p class="label">${words.question}</p>
<p class="asked" lang="${questionLanguage}">${question}</p>
${hints}
</div>`;
}

/** How the question was understood, where not as it stands. */
export function understoodHints(answer: Answer): readonly Html[] {
  return understoodAs(answer).map((line) => html`<p class="hint" lang="${answer.language}">${line}</p>`);
}

/** What follows the question. @param hints Stand before the answer. */
export function answerParts(context: PageContext, answer: Answer, sources: Sources, hints: readonly Html[] = []): Html {
  const { language } = context;
  const words = phrases[language];
  return html`<div class="answer">
${hints}
<p class="status" data-status="${answer.status}">${words.statuses[answer.status]}</p>
${answer.headline === null ? "" : html`<p class="headline" lang="${answer.language}">${answer.headline}</p>`}
${answerText(context, answer, sources)}
${answer.generator === "extractive" ? "" : html`<p class="hint">${words.generated(answer.generator)}</p>`}
${sourceList(language, answer.citations, sources)}
${relatedPassages(language, answer.related, sources)}
${refusalContact(context, answer)}
</div>
<section class="next" aria-labelledby="next-title">
<h2 id="next-title">${words.askAgain}</h2>
<p>${words.askAgainHint}</p>
${questionForm(language, { question: "", problem: null })}
${newConversationForm(language)}
</section>`;
}

function answerText({ language, contact }: PageContext, answer: Answer, sources: Sources): readonly Html[] {
  return splitAnswerText(answer.text, answer.citations).map((segment) => {
    if (segment.kind === "quote") return quotation(language, segment.citation, sources, answer);
    const paragraphs = segment.text.split(/\n\s*\n/).filter((text) => !repeatsHeadline(text, answer.headline));
    return html`${paragraphs.map(
      (text) => html`<p class="words" lang="${answer.language}">${withLinks(text, answer, contact)}</p>
`,
    )}`;
  });
}

function quotation(language: Language, citation: Citation, sources: Sources, answer: Answer): Html {
  const label = `${phrases[language].quotedFrom} ${citation.marker}`;
  const translation = answer.generated?.translations.find(({ marker }) => marker === citation.marker)?.text;
  const words = ANSWER_PHRASES[answer.language];
  return html`<figure>
${blockquote(citation, sources)}
${translation === undefined ? "" : html`<p class="hint" lang="${answer.language}">${words.translation} ${translation}</p>`}
<figcaption><a href="#${sourceId(citation.marker)}" aria-label="${label}: ${citation.title}">[${citation.marker}]</a> ${citation.title}</figcaption>
</figure>
`;
}

function blockquote(citation: Citation, sources: Sources): Html {
  const quoteLanguage = sources.get(citation.document)?.language ?? null;
  const lines = textLines(citation.quote.split(/(?<=\n)/).map((text) => ({ text, shown: [text] })));
  return quoteLanguage === null
    ? html`<blockquote>${lines}</blockquote>`
    : html`<blockquote lang="${quoteLanguage}">${lines}</blockquote>`;
}

/** Links the markers that have a source, others stay text; and the contact that a refusal ends with. */
function withLinks(text: string, { citations }: Answer, contact: string | null): readonly (Html | string)[] {
  if (contact !== null && citations.length === 0 && text.endsWith(contact)) {
    return [text.slice(0, -contact.length), contactLink(contact)];
  }
  const markers = new Set(citations.map((citation) => `[${citation.marker}]`));
  return text
    .split(/(\[\d+\])/)
    .map((part) => (markers.has(part) ? html`<a href="#${sourceId(Number(part.slice(1, -1)))}">${part}</a>` : part));
}

/** True for a paragraph that says only what the headline above it says. */
function repeatsHeadline(text: string, headline: string | null): boolean {
  const bare = (words: string) => words.replaceAll(/\[\d+\]|[\s.:„“”"»«]/g, "");
  return headline !== null && bare(text) === bare(headline);
}

function relatedPassages(language: Language, related: readonly Citation[], sources: Sources): Html | "" {
  if (related.length === 0) return "";
  const words = phrases[language];
  return html`<section class="related" aria-labelledby="related-title">
<h2 id="related-title">${words.related}</h2>
<p><strong>${words.relatedNotice}</strong></p>
${related.map(
  (citation) => html`<figure>
${blockquote(citation, sources)}
<figcaption>${sourceLines(language, citation, sources)}</figcaption>
</figure>
`,
)}
</section>`;
}

function refusalContact({ language, contact }: PageContext, { status, text }: Answer): Html | "" {
  if (contact === null || text.includes(contact) || (status !== "not_found" && status !== "partial")) return "";
  return html`<p class="contact">${phrases[language].contactRefusal} ${contactLink(contact)}</p>`;
}
