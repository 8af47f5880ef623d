import type { Answer, Citation } from "../../src/answers/answer.js";
import type { AnswerEvent, Assistant, Question } from "../../src/assistant/assistant.js";
import type { Document } from "../../src/documents/document.js";

export function citation(fields: Partial<Citation> = {}): Citation {
  return {
    marker: 1,
    document: "owl-it/betriebsstart.md",
    title: "Betriebsstart des Zweckverbands",
    heading: ["Überblick"],
    page: null,
    date: "2020-01-01",
    quote: "Die OWL-IT hat am 1. Januar 2020 den Betrieb aufgenommen.",
    start: 120,
    end: 177,
    textHash: "sha256:00",
    generation: "g1",
    url: null,
    ...fields,
  };
}

export function answer(fields: Partial<Answer> = {}): Answer {
  return {
    question: "Wann ging es los?",
    searchedFor: "Wann ging es los?",
    corrections: [],
    language: "de",
    status: "answered",
    headline: "1. Januar 2020",
    text: "1. Januar 2020 [1]",
    citations: [citation()],
    notes: [],
    related: [],
    confidence: 0.9,
    generator: "extractive",
    ms: { embed: 1, retrieve: 1, answer: 1, total: 3 },
    ...fields,
  };
}

export const REFUSAL = answer({
  status: "not_found",
  headline: null,
  text: "Dazu steht nichts in den Unterlagen.",
  citations: [],
  related: [citation()],
});

const DOCUMENT: Document = {
  path: "owl-it/betriebsstart.md",
  title: "Betriebsstart des Zweckverbands",
  language: "de",
  audience: "citizen",
  frontMatter: { publisher: "Ostwestfalen-Lippe-IT" },
  text: "Die OWL-IT hat am 1. Januar 2020 den Betrieb aufgenommen.",
  headings: [],
  pages: null,
  textHash: "sha256:00",
};

export type Reply = (question: Question, signal?: AbortSignal) => Answer | Promise<Answer>;

/** An assistant that says what it is told to say, and remembers what it was asked, told to forget and made to read. */
export function createCannedAssistant(reply: Reply = () => answer()) {
  const asked: Question[] = [];
  const forgotten: string[] = [];
  const read: Parameters<Assistant["readDocument"]>[] = [];
  const assistant: Assistant = {
    generation: "g1",
    degraded: null,
    damaged: null,
    restarts: 0,
    async *ask(question, signal): AsyncIterable<AnswerEvent> {
      asked.push(question);
      yield { type: "progress", stage: "searching" };
      yield { type: "answer", answer: await reply(question, signal) };
    },
    async readDocument(path, audience) {
      read.push([path, audience]);
      return path === DOCUMENT.path ? DOCUMENT : undefined;
    },
    forget: (conversation) => void forgotten.push(conversation),
    close: async () => {},
  };
  return {
    assistant,
    asked: asked as readonly Question[],
    forgotten: forgotten as readonly string[],
    read: read as readonly (typeof read)[number][],
  };
}
