import { VERDICTS, type Verdict } from "../conversations/feedback.js";
import type { IssuedAnswer } from "../conversations/issued-answers.js";
import type { Language } from "../language/language.js";
import { BUTTON_PHRASES } from "./button-phrases.js";
import type { Button, Buttons } from "./outgoing-message.js";

/** How the buttons of an answer stand at the moment. */
export interface ButtonState {
  /** What the reader said of the answer; null where nothing, or where several readers see the same buttons. */
  readonly verdict: Verdict | null;
  /** Whether the reader is choosing what is wrong. */
  readonly choosing: boolean;
  /** Whether there are editors whom a question can be sent to. */
  readonly editors: boolean;
}

/** Telegram shows more buttons in a row too narrow to be read. */
const IN_A_ROW = 4;
const MOST_SOURCES = 8;
const LABEL_LENGTH = 60;

/**
 * The buttons below an answer: its sources, next questions, and feedback; below a refusal the related passages, and the
 * way to the editors.
 */
export function answerButtons(issued: IssuedAnswer, { verdict, choosing, editors }: ButtonState): Buttons {
  const phrases = BUTTON_PHRASES[issued.language];
  const { id, status, citations, suggestions } = issued;
  const found = status === "answered" || status === "partial";
  const sources = citations.slice(0, MOST_SOURCES).map((citation): Button => {
    const label = found ? phrases.source(citation.marker) : phrases.related(citation.marker);
    return { label, data: `source:${citation.id}` };
  });
  const rows: Button[][] = [];
  for (let i = 0; i < sources.length; i += IN_A_ROW) rows.push(sources.slice(i, i + IN_A_ROW));
  if (choosing) return [...rows, ...reasonRows(id, issued.language)];
  rows.push(
    ...suggestions.map(({ label }, i) => [{ label: shorten(phrases.suggestion(label)), data: `next:${id}:${i}` }]),
  );
  if (found) rows.push(feedbackRow(id, verdict, issued.language));
  const missed = status === "not_found" || (verdict !== null && verdict !== "helpful");
  if (missed && editors) rows.push([{ label: phrases.tellEditors, data: `editors:${id}` }]);
  return rows;
}

function feedbackRow(id: string, verdict: Verdict | null, language: Language): Button[] {
  const phrases = BUTTON_PHRASES[language];
  if (verdict !== null) return [{ label: phrases.given(phrases.verdict[verdict]), data: `reasons:${id}` }];
  return [
    { label: phrases.helpful, data: `verdict:${id}:helpful` },
    { label: phrases.notHelpful, data: `reasons:${id}` },
  ];
}

function reasonRows(id: string, language: Language): Button[][] {
  const phrases = BUTTON_PHRASES[language];
  const buttons = VERDICTS.map((verdict) => ({ label: phrases.verdict[verdict], data: `verdict:${id}:${verdict}` }));
  const rows: Button[][] = [];
  for (let i = 0; i < buttons.length; i += 2) rows.push(buttons.slice(i, i + 2));
  return [...rows, [{ label: phrases.back, data: `answer:${id}` }]];
}

function shorten(label: string): string {
  const characters = [...label];
  return characters.length <= LABEL_LENGTH ? label : `${characters.slice(0, LABEL_LENGTH - 1).join("")}…`;
}
