import type { Answer } from "../answers/answer.js";
import type { Audience, Document, Heading } from "../documents/document.js";
import type { Language, Span } from "../language/language.js";
import { type Assistant, askOnce } from "./assistant.js";

/** A question that the corpus can answer; its words come from a document's title and heading. */
export interface SuggestedQuestion {
  /** The heading under which the answer stands. */
  readonly label: string;
  readonly question: string;
}

/** Most questions suggested after an answer, and most sections tried to find them. */
const MOST_SUGGESTED = 2;
const MOST_TRIED = 6;

/** Sections whose outcome is remembered; a corpus of some hundred documents fits. */
const REMEMBERED = 5_000;

/**
 * Makes the function that finds next questions after an answer.
 *
 * They lead to other sections of the cited documents that are in the answer's language, and only to those for which the
 * assistant, asked for itself, quotes the section. Whether it does is asked once for each section and generation.
 *
 * @returns At most two questions, in the order of the document; none after a refusal.
 */
export function createSuggestions(assistant: Assistant) {
  const answerable = new Map<string, boolean>();

  async function canAnswer(document: Document, section: Section, audience: Audience, signal: AbortSignal) {
    const key = JSON.stringify([assistant.generation, audience, document.path, section.start]);
    const known = answerable.get(key);
    if (known !== undefined) return known;
    const question = { text: section.question, conversation: null, audience, extractive: true };
    const { status, citations } = await askOnce(assistant, question, signal);
    const quoted = citations.some(({ document: path, start }) => path === document.path && holds(section, start));
    if (answerable.size >= REMEMBERED) answerable.clear();
    answerable.set(key, status === "answered" && quoted);
    return status === "answered" && quoted;
  }

  return async function suggest(answer: Answer, audience: Audience, signal: AbortSignal): Promise<SuggestedQuestion[]> {
    if (answer.status !== "answered" && answer.status !== "partial") return [];
    const suggested: SuggestedQuestion[] = [];
    let tried = 0;
    for (const path of new Set(answer.citations.map(({ document }) => document))) {
      const document = await assistant.readDocument(path, audience);
      if (document === undefined || document.language !== answer.language) continue;
      const shown = answer.citations.filter((citation) => citation.document === path);
      for (const section of sectionsOf(document, answer.language)) {
        if (suggested.length === MOST_SUGGESTED || tried === MOST_TRIED) return suggested;
        if (shown.some(({ start }) => holds(section, start))) continue;
        tried++;
        if (!(await canAnswer(document, section, audience, signal))) continue;
        suggested.push({ label: section.heading, question: section.question });
      }
    }
    return suggested;
  };
}

interface Section extends Span {
  readonly heading: string;
  readonly question: string;
}

/** The sections below the title; each ends where the next heading begins. */
function sectionsOf({ title, headings, text }: Document, language: Language): Section[] {
  return headings.flatMap((heading: Heading, i) => {
    if (heading.level === 1 || heading.text === title) return [];
    const question = QUESTION[language](title, heading.text);
    return [{ start: heading.start, end: headings[i + 1]?.start ?? text.length, heading: heading.text, question }];
  });
}

const QUESTION: Readonly<Record<Language, (title: string, heading: string) => string>> = {
  de: (title, heading) => `Was steht in „${title}“ zu „${heading}“?`,
  en: (title, heading) => `What does “${title}” say about “${heading}”?`,
};

function holds({ start, end }: Span, position: number): boolean {
  return position >= start && position < end;
}
