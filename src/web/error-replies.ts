import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AuskunftError, BusyError, IndexUnavailableError } from "../errors.js";
import type { Language } from "../language/language.js";

/** How an error is told to a reader: two short texts for each language. */
export interface ErrorReply {
  readonly status: ContentfulStatusCode;
  readonly title: Readonly<Record<Language, string>>;
  /** What happened and what the reader can do. */
  readonly text: Readonly<Record<Language, string>>;
}

/** The one table of errors that a reader can meet. */
export const errorReplies = {
  "bad-request": {
    status: 400,
    title: { de: "Die Anfrage ist nicht lesbar", en: "The request cannot be read" },
    text: {
      de: "Bitte stellen Sie Ihre Frage über das Formular auf der Startseite.",
      en: "Please ask your question with the form on the start page.",
    },
  },
  foreign: {
    status: 403,
    title: { de: "Die Anfrage wurde nicht angenommen", en: "The request was not accepted" },
    text: {
      de: "Sie kam nicht von dieser Seite. Bitte stellen Sie Ihre Frage über das Formular auf der Startseite.",
      en: "It did not come from this site. Please ask your question with the form on the start page.",
    },
  },
  "not-found": {
    status: 404,
    title: { de: "Diese Seite gibt es nicht", en: "This page does not exist" },
    text: {
      de: "Die Adresse ist vielleicht unvollständig. Auf der Startseite können Sie eine Frage stellen.",
      en: "The address may be incomplete. You can ask a question on the start page.",
    },
  },
  "document-gone": {
    status: 404,
    title: { de: "Dieses Dokument gibt es hier nicht", en: "This document is not here" },
    text: {
      de: "Es wurde entfernt oder umbenannt, oder der Link ist unvollständig. Stellen Sie die Frage noch einmal, um die heutigen Quellen zu sehen.",
      en: "It was removed or renamed, or the link is incomplete. Ask your question again to see the present sources.",
    },
  },
  method: {
    status: 405,
    title: { de: "So lässt sich diese Seite nicht aufrufen", en: "This page cannot be called this way" },
    text: {
      de: "Bitte stellen Sie Ihre Frage über das Formular auf der Startseite.",
      en: "Please ask your question with the form on the start page.",
    },
  },
  "too-large": {
    status: 413,
    title: { de: "Die Eingabe ist zu lang", en: "The input is too long" },
    text: {
      de: "Bitte fassen Sie Ihre Frage kürzer, am besten in einem Satz.",
      en: "Please make your question shorter, best in one sentence.",
    },
  },
  "index-unavailable": {
    status: 503,
    title: { de: "Zurzeit sind keine Antworten möglich", en: "No answers are possible at the moment" },
    text: {
      de: "Die Dokumente werden gerade vorbereitet oder sind nicht verfügbar. Bitte versuchen Sie es in einigen Minuten noch einmal.",
      en: "The documents are being prepared or are unavailable. Please try again in a few minutes.",
    },
  },
  busy: {
    status: 503,
    title: { de: "Gerade ist viel los", en: "Very busy at the moment" },
    text: {
      de: "Sehr viele Menschen fragen zugleich. Bitte versuchen Sie es in einer Minute noch einmal.",
      en: "Very many people are asking at once. Please try again in a minute.",
    },
  },
  internal: {
    status: 500,
    title: { de: "Die Frage konnte nicht bearbeitet werden", en: "The question could not be processed" },
    text: {
      de: "Der Fehler liegt bei uns und wurde vermerkt, ohne Ihre Frage. Bitte versuchen Sie es noch einmal.",
      en: "The fault is ours and has been recorded, without your question. Please try again.",
    },
  },
} as const satisfies Record<string, ErrorReply>;

/** Key of the table. */
export type ErrorKind = keyof typeof errorReplies;

/** Which reply an error gets that a handler threw; `internal` for everything nobody foresaw. */
export function errorKindOf(error: Error): ErrorKind {
  if (error instanceof IndexUnavailableError) return "index-unavailable";
  if (error instanceof BusyError) return "busy";
  if (error instanceof HTTPException) return error.status === 403 ? "foreign" : "bad-request";
  return "internal";
}

/**
 * What may be logged of an error: name, code and the places in the program it passed.
 *
 * The message only of our own errors, which never hold a reader's words; others may repeat the question.
 */
export function errorFields(error: Error): { readonly error: string; readonly code?: unknown; readonly at?: string } {
  if (error instanceof AuskunftError) return { error: `${error.name}: ${error.message}` };
  const message = `${error.message}\n`;
  const stack = error.stack ?? "";
  const from = stack.indexOf(message);
  return {
    error: error.name,
    ...("code" in error ? { code: error.code } : {}),
    ...(from >= 0 ? { at: stack.slice(from + message.length).trim() } : {}),
  };
}
