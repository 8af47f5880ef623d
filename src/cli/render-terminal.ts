import type { Answer, Citation } from "../answers/answer.js";
import { formatIsoDate } from "../answers/headline/dates.js";
import { ANSWER_PHRASES } from "../answers/phrases.js";
import { understoodAs } from "../answers/understood-as.js";
import type { AnswerEvent } from "../assistant/assistant.js";
import type { Document } from "../documents/document.js";
import type { Language } from "../language/language.js";

/** Characters shown before and after a quote when its source is opened. */
const CONTEXT = 600;

type ProgressStage = Extract<AnswerEvent, { type: "progress" }>["stage"];

/** What the terminal says in its own words. */
export const TERMINAL_WORDS: Readonly<
  Record<
    Language,
    Readonly<Record<"welcome" | "help" | "forgotten" | "noSource" | "related" | "sources" | "page", string>> &
      Readonly<Record<Exclude<ProgressStage, "checking">, string>> & { readonly checking: (claim: number) => string }
  >
> = {
  de: {
    welcome: "Auskunft (KI, automatisch): Stellen Sie Ihre Frage. /hilfe zeigt, was noch geht; /ende beendet.",
    help: "Eine Zahl wie 1 zeigt die Stelle im Dokument.\n/neu beginnt ein neues Gespräch.\n/ende beendet das Programm.",
    forgotten: "Das Gespräch ist vergessen.",
    noSource: "Eine Quelle mit dieser Nummer nennt die letzte Antwort nicht.",
    related: "Verwandte Stellen, keine Antwort auf Ihre Frage:",
    sources: "Quellen",
    page: "Seite",
    waiting: "wartet",
    searching: "sucht",
    writing: "schreibt",
    checking: (claim) => `prüft Beleg ${claim}`,
    repairing: "lässt Belege nachbessern",
    translating: "lässt Zitate übersetzen",
  },
  en: {
    welcome: "Auskunft (AI, automatic): ask your question. /help shows what else there is; /quit ends.",
    help: "A number such as 1 shows the passage in its document.\n/new starts a new conversation.\n/quit ends the program.",
    forgotten: "The conversation is forgotten.",
    noSource: "The last answer names no source with this number.",
    related: "Related passages, no answer to your question:",
    sources: "Sources",
    page: "page",
    waiting: "waiting",
    searching: "searching",
    writing: "writing",
    checking: (claim) => `checking quote ${claim}`,
    repairing: "having quotes corrected",
    translating: "having quotes translated",
  },
};

/**
 * An answer as plain text: its words, then a line for each source, with the quote where the words do not hold it.
 *
 * @param read Gives a document, for its publisher.
 * @param told The beginning of the answer's text, which has been written already.
 */
export function renderAnswer(answer: Answer, read: (path: string) => Document | undefined, told = ""): string {
  const { language, text, citations, related } = answer;
  const phrases = ANSWER_PHRASES[language];
  const words = TERMINAL_WORDS[language];
  const [open, close] = phrases.quotation;
  const isGenerated = answer.generator !== "extractive";
  const lines = [...citations, ...related].map((citation) => {
    const line = sourceLine(citation, language, read(citation.document));
    const translation = answer.generated?.translations.find(({ marker }) => marker === citation.marker)?.text;
    return [
      line,
      ...(isGenerated ? [`    ${open}${citation.quote}${close}`] : []),
      ...(translation === undefined ? [] : [`    ${phrases.translation} ${translation}`]),
    ].join("\n");
  });
  const rest = [
    ...understoodAs(answer),
    ...(told === "" ? [text] : []),
    ...(isGenerated ? [phrases.generated(answer.generator)] : []),
    ...(related.length > 0 ? [words.related] : []),
    ...related.map(({ quote, marker }) => `${open}${quote}${close} [${marker}]`),
    ...(lines.length > 0 ? [`${words.sources}:\n${lines.join("\n")}`] : []),
  ].join("\n\n");
  return told === "" ? rest : `${text.slice(told.length)}\n\n${rest}`;
}

/** The quote in its document, between `>>>` and `<<<`, with what stands before and after it. */
export function renderSource({ document, title, start, end }: Citation, stored: Document | undefined): string {
  if (stored === undefined) return `${title} (${document})`;
  const { text } = stored;
  const from = Math.max(0, start - CONTEXT);
  const to = Math.min(text.length, end + CONTEXT);
  const before = `${from > 0 ? "… " : ""}${text.slice(from, start)}`;
  const after = `${text.slice(end, to)}${to < text.length ? " …" : ""}`;
  return `${title} (${document})\n\n${before}>>>${text.slice(start, end)}<<<${after}`;
}

function sourceLine(citation: Citation, language: Language, stored: Document | undefined): string {
  const { marker, title, heading, page, date, document } = citation;
  const place = [
    title,
    ...heading.filter((part) => part !== title),
    ...(page ? [`${TERMINAL_WORDS[language].page} ${page}`] : []),
  ];
  const origin = [stored?.frontMatter.publisher, date && formatIsoDate(date, language), document];
  return `[${marker}] ${place.join(", ")} – ${origin.filter(Boolean).join(", ")}`;
}
