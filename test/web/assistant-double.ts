import { createHash } from "node:crypto";
import type { Answer, Citation } from "../../src/answers/answer.js";
import type { Assistant, Question } from "../../src/assistant/assistant.js";
import type { Document } from "../../src/documents/document.js";

const openingText = `Öffnungszeiten des Bürgerbüros

Das Bürgerbüro ist montags bis freitags ab 8 Uhr geöffnet. Samstags ist es geschlossen.

Termine

Termine vergibt das Amt über <b>das Portal</b> & am Telefon.
Ein Termin dauert 15 Minuten.`;

/** A German document with a heading, markup characters and metadata. */
export const openingHours: Document = makeDocument({
  path: "bürgerbüro/öffnungszeiten.md",
  title: "Öffnungszeiten des Bürgerbüros",
  text: openingText,
  frontMatter: {
    publisher: "Stadt Lemgo",
    source: "Amtsblatt 3/2025",
    date: "2025-03-01",
    valid_until: "2026-12",
    url: "https://www.example.org/zeiten?a=1&b=2",
  },
  headings: [
    { level: 1, text: "Öffnungszeiten des Bürgerbüros", start: 0 },
    { level: 2, text: "Termine", start: openingText.indexOf("Termine") },
  ],
});

/** A document of two pages whose own address is not one that a link may have. */
export const report: Document = makeDocument({
  path: "report.pdf",
  title: "Annual report",
  language: "en",
  text: "First page of the report.\n\nSecond page starts here.",
  frontMatter: { url: "javascript:alert(1)", superseded_by: openingHours.path },
  pages: [
    { number: 1, start: 0, end: 27 },
    { number: 2, start: 27, end: 51 },
  ],
});

/** A document with defaults for what a test does not care about. */
export function makeDocument(parts: Partial<Document> & Pick<Document, "path" | "text">): Document {
  return {
    title: parts.path,
    language: "de",
    audience: "citizen",
    frontMatter: {},
    headings: [],
    pages: null,
    textHash: `sha256:${createHash("sha256").update(parts.text).digest("hex")}`,
    ...parts,
  };
}

/** A citation of `quote`, which stands in the document. */
export function cite(document: Document, quote: string, parts: Partial<Citation> = {}): Citation {
  const start = document.text.indexOf(quote);
  if (start < 0) throw new Error(`"${quote}" does not stand in ${document.path}`);
  return {
    marker: 1,
    document: document.path,
    title: document.title,
    heading: [],
    page: null,
    date: document.frontMatter.date ?? null,
    quote,
    start,
    end: start + quote.length,
    textHash: document.textHash,
    generation: "2026-01-01-abcd",
    url: document.frontMatter.url ?? null,
    ...parts,
  };
}

/** The sentence of `openingHours` that the double answers with. */
export const openingQuote = "Das Bürgerbüro ist montags bis freitags ab 8 Uhr geöffnet.";

/** An answer with defaults: extractive, in German, one quote. */
export function makeAnswer(parts: Partial<Answer> = {}): Answer {
  const question = parts.question ?? "Ab wann ist das Bürgerbüro geöffnet?";
  return {
    question,
    searchedFor: question,
    corrections: [],
    language: "de",
    status: "answered",
    headline: "ab 8 Uhr",
    text: `„${openingQuote}“ [1]`,
    citations: [cite(openingHours, openingQuote, { heading: ["Öffnungszeiten"] })],
    notes: [],
    related: [],
    confidence: 0.9,
    generator: "extractive",
    ms: { embed: 1, retrieve: 1, answer: 1, total: 3 },
    ...parts,
  };
}

/** An assistant that records what it is asked and answers as it is told. */
export interface AssistantDouble extends Assistant {
  readonly questions: Question[];
  readonly forgotten: string[];
  /** What the next questions get; it may throw, or wait. */
  reply: (question: Question, signal?: AbortSignal) => Answer | Promise<Answer>;
  /** What `readDocument` knows. */
  documents: readonly Document[];
}

/** Creates the double; it knows both documents and answers with `makeAnswer`. */
export function createAssistantDouble(): AssistantDouble {
  return {
    questions: [],
    forgotten: [],
    documents: [openingHours, report],
    generation: "2026-01-01-abcd",
    degraded: null,
    damaged: null,
    restarts: 0,
    reply: (question) => makeAnswer({ question: question.text }),
    async *ask(question, signal) {
      this.questions.push(question);
      yield { type: "progress", stage: "searching" };
      yield { type: "answer", answer: await this.reply(question, signal) };
    },
    async readDocument(path, audience) {
      return this.documents.find((document) => document.path === path && document.audience === audience);
    },
    forget(conversation) {
      this.forgotten.push(conversation);
    },
    close: () => Promise.resolve(),
  };
}
