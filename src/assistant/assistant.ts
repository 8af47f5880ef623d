import type { Answer } from "../answers/answer.js";
import type { WritingEvent } from "../answers/generator.js";
import type { Audience, Document } from "../documents/document.js";

/** One question of one person, in one conversation. */
export interface Question {
  readonly text: string;
  /** Key of the conversation, for follow-up questions; `null` asks without any memory. */
  readonly conversation: string | null;
  readonly audience: Audience;
  /** Looks into this document only (its path). */
  readonly document?: string | undefined;
  /** Never calls a language model, even if one is configured. */
  readonly extractive?: boolean | undefined;
}

/**
 * What happens while a question is answered: any number of other events, then exactly one `answer`.
 *
 * `waiting` says that other questions are answered first. With a language model, `writing` begins its work, `checking` numbers the quotes that are compared, and a `claim` is a
 * sentence of the answer that has passed. Claims are never taken back: the answer's text begins with their texts, in their
 * order, with a blank between them, and its citations have theirs. Where no claim came, anything may follow, such as the
 * answer by quotes alone. Whoever does not show progress waits for the answer and passes over the rest.
 */
export type AnswerEvent =
  | { readonly type: "progress"; readonly stage: "waiting" | "searching" | "writing" }
  | WritingEvent
  | { readonly type: "answer"; readonly answer: Answer };

/** What an assistant tells before the answer is there. */
export type ProgressEvent = Exclude<AnswerEvent, { readonly type: "answer" }>;

/** One question in one conversation, from any channel. Channels call this and nothing below it. */
export interface Assistant {
  /**
   * @param signal Stops the work; the iteration then throws the signal's reason.
   * @throws {IndexUnavailableError} There is no index to answer from.
   */
  ask(question: Question, signal?: AbortSignal): AsyncIterable<AnswerEvent>;
  /** A stored document, or undefined where there is none that this audience may read. */
  readDocument(path: string, audience: Audience): Promise<Document | undefined>;
  /** Forgets a conversation. */
  forget(conversation: string): void;
  /** Name of the generation of the index that answers at present. */
  readonly generation: string;
  /** Why answers may fail or be older than the corpus, in one sentence for an operator; null while all is well. */
  readonly degraded: string | null;
  /** Name of the generation that should answer but cannot, so that another one does; null while it can. */
  readonly damaged: string | null;
  /** How often the process that answers has ended by itself and was started again; 0 where there is no such process. */
  readonly restarts: number;
  close(): Promise<void>;
}

/** Asks and waits for the answer. @param onProgress Is told what happens on the way. Default: nobody is. */
export async function askOnce(
  assistant: Assistant,
  question: Question,
  signal?: AbortSignal,
  onProgress: (event: ProgressEvent) => void = () => {},
): Promise<Answer> {
  for await (const event of assistant.ask(question, signal)) {
    if (event.type === "answer") return event.answer;
    onProgress(event);
  }
  throw new Error("the assistant ended without an answer");
}

/** Reads every document that answers cite. @returns The document of a path; undefined where it may not be read. */
export async function readCited(
  assistant: Assistant,
  answers: readonly Pick<Answer, "citations" | "related">[],
  audience: Audience,
): Promise<(path: string) => Document | undefined> {
  const cited = answers.flatMap(({ citations, related }) => [...citations, ...related]);
  const documents = new Map<string, Document>();
  for (const path of new Set(cited.map(({ document }) => document))) {
    const document = await assistant.readDocument(path, audience);
    if (document !== undefined) documents.set(path, document);
  }
  return (path) => documents.get(path);
}
