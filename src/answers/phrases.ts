import type { Language } from "../language/language.js";

/** What Auskunft says in its own words, in both languages; everything else in an answer is quoted. */
export interface AnswerPhrases {
  /** Opening and closing quotation mark. */
  readonly quotation: readonly [open: string, close: string];
  readonly greeting: string;
  readonly thanks: string;
  readonly farewell: string;
  readonly about: string;
  readonly empty: string;
  readonly noWords: string;
  readonly tooLong: (most: number) => string;
  readonly foreign: string;
  /** A question that only a question before it could explain, and there is none. */
  readonly incomplete: string;
  /** The question fits several bodies; asks which one is meant. */
  readonly which: (names: readonly string[]) => string;
  readonly partial: string;
  /** Nothing in the documents has to do with the question. */
  readonly nothingRelated: string;
  /** Passages have to do with the question, but none answers it. */
  readonly relatedOnly: string;
  readonly documentUnknown: (path: string) => string;
  readonly contact: (contact: string) => string;
  readonly completed: (question: string) => string;
  /** Sources of a generated answer say different things; each as `[1] (21 March 2021)`. */
  readonly conflict: (one: string, other: string) => string;
  readonly undated: string;
  /** Parts of a question that a generated answer leaves open, quoted, with commas between them. */
  readonly unanswered: (parts: string) => string;
  /** How many quotes of a generated answer were found true. */
  readonly checked: (kept: number, written: number) => string;
  /** Marks a text as written by a language model. */
  readonly generated: (model: string) => string;
  /** Stands before a quote in the reader's language. */
  readonly translation: string;
  readonly corrected: (from: string, to: string) => string;
  /** How old a source is; the marker follows. */
  readonly asOf: (date: string, until?: string) => string;
  readonly validUntil: (date: string) => string;
  readonly successor: (body: string, successor: string, date: string) => string;
  readonly replacedBy: (title: string, date: string) => string;
}

/** The phrases by language; German addresses people as "Sie". */
export const ANSWER_PHRASES: Readonly<Record<Language, AnswerPhrases>> = {
  de: {
    quotation: ["„", "“"],
    greeting:
      "Guten Tag. Stellen Sie mir eine Frage; ich suche die Antwort in den hinterlegten Dokumenten und nenne die Stelle.",
    thanks: "Gern geschehen. Haben Sie eine weitere Frage?",
    farewell: "Auf Wiedersehen.",
    about:
      "Ich bin Auskunft, ein automatischer Assistent (KI). Ich beantworte Fragen aus den hinterlegten Dokumenten und belege jede Antwort mit einem wörtlichen Zitat. Steht etwas nicht darin, sage ich das.",
    empty: "Bitte stellen Sie eine Frage.",
    noWords: "Ihre Nachricht enthält keine Wörter. Bitte stellen Sie Ihre Frage in Worten.",
    tooLong: (most) => `Ihre Frage ist zu lang. Bitte fassen Sie sie in höchstens ${most} Zeichen.`,
    foreign:
      "Ich verstehe nur Deutsch und Englisch. Bitte stellen Sie Ihre Frage in einer dieser Sprachen.\nI understand German and English only. Please ask in one of these languages.",
    incomplete: "Worauf bezieht sich Ihre Frage? Bitte stellen Sie sie in einem ganzen Satz.",
    which: (names) => `Welche Stelle meinen Sie?${[...names].map((name) => `\n– ${name}`).join("")}`,
    partial: "Diese Stellen beantworten Ihre Frage vermutlich nur zum Teil:",
    nothingRelated: "Dazu habe ich in den Dokumenten nichts gefunden.",
    relatedOnly: "In den Dokumenten habe ich keine Antwort auf diese Frage gefunden.",
    documentUnknown: (path) => `Ein Dokument mit dem Namen „${path}“ gibt es nicht.`,
    contact: (contact) => `Bitte wenden Sie sich an: ${contact}`,
    completed: (question) => `Verstanden als: ${question}`,
    conflict: (one, other) =>
      `Die Quellen sagen Verschiedenes: ${one} und ${other}. Bitte prüfen Sie, welche Angabe gilt.`,
    undated: "ohne Datum",
    unanswered: (parts) => `Dazu habe ich keine Antwort gefunden: ${parts}`,
    checked: (kept, written) =>
      `${kept} von ${written} Belegen wortgetreu geprüft.${written > kept ? " Was sich nicht belegen ließ, fehlt." : ""}`,
    generated: (model) => `KI-generiert (${model}). Im Zweifel gelten die wörtlichen Zitate.`,
    translation: "Maschinelle Übersetzung:",
    corrected: (from, to) => `Gesucht wurde auch nach „${to}“ (statt „${from}“).`,
    asOf: (date, until) => (until === undefined ? `Stand ${date}` : `Stand ${date}, gültig bis ${until}`),
    validUntil: (date) => `Gültig bis ${date}`,
    successor: (body, successor, date) => `Nachfolger von „${body}“ ist seit ${date} „${successor}“`,
    replacedBy: (title, date) => `seit ${date} gilt „${title}“`,
  },
  en: {
    quotation: ["“", "”"],
    greeting: "Hello. Ask me a question; I look for the answer in the documents I was given and name the passage.",
    thanks: "You are welcome. Do you have another question?",
    farewell: "Goodbye.",
    about:
      "I am Auskunft, an automatic assistant (AI). I answer questions from the documents I was given and prove every answer with a verbatim quote. If they do not hold the answer, I say so.",
    empty: "Please ask a question.",
    noWords: "Your message holds no words. Please put your question into words.",
    tooLong: (most) => `Your question is too long. Please put it into at most ${most} characters.`,
    foreign:
      "I understand German and English only. Please ask in one of these languages.\nIch verstehe nur Deutsch und Englisch. Bitte stellen Sie Ihre Frage in einer dieser Sprachen.",
    incomplete: "What does your question refer to? Please put it into a whole sentence.",
    which: (names) => `Which one do you mean?${[...names].map((name) => `\n– ${name}`).join("")}`,
    partial: "These passages probably answer your question only in part:",
    nothingRelated: "I found nothing about this in the documents.",
    relatedOnly: "I found no answer to this question in the documents.",
    documentUnknown: (path) => `There is no document named “${path}”.`,
    contact: (contact) => `Please contact: ${contact}`,
    completed: (question) => `Understood as: ${question}`,
    conflict: (one, other) =>
      `The sources say different things: ${one} and ${other}. Please check which of them holds.`,
    undated: "without a date",
    unanswered: (parts) => `I found no answer to this: ${parts}`,
    checked: (kept, written) =>
      `${kept} of ${written} quotes checked word for word.${written > kept ? " What could not be proven is left out." : ""}`,
    generated: (model) => `AI-generated (${model}). If in doubt, the verbatim quotes count.`,
    translation: "Machine translation:",
    corrected: (from, to) => `Also searched for “${to}” (instead of “${from}”).`,
    asOf: (date, until) => (until === undefined ? `As of ${date}` : `As of ${date}, valid until ${until}`),
    validUntil: (date) => `Valid until ${date}`,
    successor: (body, successor, date) => `the successor of ${body} since ${date} is ${successor}`,
    replacedBy: (title, date) => `since ${date} “${title}” applies`,
  },
};
