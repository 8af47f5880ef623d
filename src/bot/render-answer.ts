import type { Answer, Citation } from "../answers/answer.js";
import { ANSWER_PHRASES } from "../answers/phrases.js";
import { understoodAs } from "../answers/understood-as.js";
import type { IssuedAnswer } from "../conversations/issued-answers.js";
import { answerButtons } from "./answer-buttons.js";
import { blockquote, bold, expandableBlockquote, type FormattedText, joinText } from "./formatted-text.js";
import { type OutgoingMessage, withButtons } from "./outgoing-message.js";
import { PHRASES } from "./phrases.js";
import { renderSource, type SourceOptions } from "./render-sources.js";
import { splitIntoMessages } from "./split-message.js";

/** What an answer is shown with. */
export interface RenderOptions extends SourceOptions {
  /** Whom to ask when the documents have no answer; null names nobody. */
  readonly contact: string | null;
  /** Sentences of the bot's own that stand above the answer, such as that it comes late. */
  readonly notes: readonly string[];
  /** What the buttons refer to. */
  readonly issued: IssuedAnswer;
  /** Whether there are editors whom an unanswered question can be sent to. */
  readonly editors: boolean;
}

/**
 * Makes the messages of an answer; the only place that decides what an answer looks like in Telegram.
 *
 * An extractive answer is its quotes, each set apart and followed by its marker. An answer a language model wrote is
 * its text, marked as written by AI, with the quotes among the sources. Anything else is its text, and the passages
 * found nearby, marked as no answer. Quotes stay in their document's language. Above the answer to a completed or corrected
 * question stands how it was understood; below quotes, what must be known of their sources. Buttons for sources, next
 * questions and feedback stand below.
 *
 * @returns Within Telegram's limits, in the order to send, at least one.
 */
export function renderAnswer(answer: Answer, options: RenderOptions): OutgoingMessage[] {
  const found = (answer.status === "answered" || answer.status === "partial") && answer.citations.length > 0;
  const blocks = found ? foundBlocks(answer, options) : otherBlocks(answer, options);
  const notes = options.notes.map((note) => joinText([note]));
  const messages = splitIntoMessages([...notes, ...understoodAs(answer).map((line) => joinText([line])), ...blocks]);
  const buttons = answerButtons(options.issued, { verdict: null, choosing: false, editors: options.editors });
  return buttons.length === 0 ? messages : withButtons(messages, buttons);
}

function foundBlocks(answer: Answer, options: RenderOptions): FormattedText[] {
  const phrases = PHRASES[answer.language];
  const blocks: FormattedText[] = [];
  if (answer.headline !== null) blocks.push(bold(answer.headline));
  const extractive = answer.generator === "extractive";
  if (extractive) {
    if (answer.status === "partial") blocks.push(joinText([phrases.partial]));
    blocks.push(...answer.citations.map(renderQuote), ...answer.notes.map((note) => joinText([note])));
  } else {
    blocks.push(joinText([answer.text]), joinText([phrases.generated(answer.generator)]));
  }
  blocks.push(sourcesBlock(answer, !extractive, options));
  return blocks;
}

function otherBlocks(answer: Answer, options: RenderOptions): FormattedText[] {
  const { contact } = options;
  const phrases = PHRASES[answer.language];
  const blocks = [joinText([answer.text])];
  if (answer.status === "not_found" && contact !== null && !answer.text.includes(contact)) {
    blocks.push(joinText([phrases.contact(contact)]));
  }
  if (answer.related.length > 0) {
    const passages = answer.related.map((citation) =>
      joinText([renderSource(citation, answer.language, options), `\n${citation.quote}`]),
    );
    blocks.push(joinText([bold(phrases.related), "\n", expandableBlockquote(joinText(passages, "\n\n"))]));
  }
  return blocks;
}

function renderQuote(citation: Citation): FormattedText {
  return joinText([blockquote(citation.quote), `\n[${citation.marker}]`]);
}

/** One line per marker; with `quotes`, each followed by what it quotes and, where there is one, its translation. */
function sourcesBlock(answer: Answer, quotes: boolean, options: RenderOptions): FormattedText {
  const lines: FormattedText[] = [];
  const listed = new Set<number>();
  for (const citation of answer.citations) {
    const line: (string | FormattedText)[] = [];
    if (!listed.has(citation.marker))
      line.push(`[${citation.marker}] `, renderSource(citation, answer.language, options));
    listed.add(citation.marker);
    if (quotes) line.push(line.length > 0 ? "\n" : "", citation.quote, translationOf(answer, citation));
    if (line.length > 0) lines.push(joinText(line));
  }
  return expandableBlockquote(joinText([bold(PHRASES[answer.language].sources), joinText(lines, "\n")], "\n"));
}

function translationOf({ generated, language }: Answer, { marker }: Citation): string {
  const translation = generated?.translations.find((each) => each.marker === marker);
  return translation === undefined ? "" : `\n${ANSWER_PHRASES[language].translation} ${translation.text}`;
}
