import { LanguageModelError } from "../errors.js";
import { detectLanguage, isForeign } from "../language/detect-language.js";
import type { Language, Span } from "../language/language.js";
import type { ChatModel } from "../language-model/chat-model.js";
import type { RetrievedChunk } from "../retrieval/retrieved-chunk.js";
import type { TextOf } from "./check-quotes.js";
import { checkClaim, type GeneratedClaim } from "./generated-claim.js";
import { type DraftAnswer, readReply } from "./generated-reply.js";
import { readPrompt } from "./render-prompt.js";

/** What a language model may say: only claims whose quotes are true. */
export interface GeneratedClaims {
  /** In the model's order; never empty. */
  readonly claims: readonly GeneratedClaim[];
  /** The model says that the question is answered in full, and no claim was dropped. */
  readonly complete: boolean;
  /** How many claims did not pass the check. */
  readonly dropped: number;
  /** Name of the language model, for the answer's `generator`. */
  readonly generator: string;
}

export interface GenerateOptions {
  /** The standalone question. */
  readonly question: string;
  /** Of the question: the claims are written in it. */
  readonly language: Language;
  /** What the model may use, best first. Nothing else of the corpus gets into the prompt. */
  readonly passages: readonly RetrievedChunk[];
  readonly textOf: TextOf;
  readonly signal?: AbortSignal | undefined;
}

/** Answers a question from passages with a language model. */
export interface AnswerGenerator {
  /**
   * @returns null if the model fails, finds no answer or proves none of its claims; the extractive answer is sent then.
   * @throws The signal's reason, if it is aborted.
   */
  generate(options: GenerateOptions): Promise<GeneratedClaims | null>;
}

export interface GeneratorOptions {
  readonly chatModel: ChatModel;
  /** Folder with `answer.md`. */
  readonly promptDir: string;
  /** Is told in one sentence why there is no generated answer; the sentence holds no text of users or documents. */
  readonly onFailure: (reason: string) => void;
}

const languageNames: Readonly<Record<Language, string>> = { de: "German", en: "English" };

/**
 * Reads the prompt and makes a generator. Sends nothing yet.
 *
 * @throws {ConfigurationError} The prompt is missing or wrong.
 */
export async function createGenerator({ chatModel, promptDir, onFailure }: GeneratorOptions): Promise<AnswerGenerator> {
  const prompt = await readPrompt(promptDir, "answer");

  async function draft(options: GenerateOptions): Promise<DraftAnswer | string> {
    const { question, passages, signal } = options;
    const messages = await prompt.render({
      language: languageNames[options.language],
      fence: fenceFor([question, ...passages.flatMap(({ chunk, document }) => [chunk.text, document.title])]),
      passages: passages.map(({ chunk, document }, index) => ({
        number: index + 1,
        title: onOneLine(document.title),
        date: document.frontMatter.date ?? null,
        text: chunk.text,
      })),
      question: question.trim(),
    });
    try {
      const reply = await chatModel.complete(messages, signal);
      return readReply(reply) ?? `The reply of ${chatModel.name} holds no complete JSON object with claims.`;
    } catch (error) {
      if (error instanceof LanguageModelError) return error.message;
      throw error;
    }
  }

  return {
    async generate(options) {
      if (options.passages.length === 0) return null;
      const answer = await draft(options);
      if (typeof answer === "string") {
        onFailure(answer);
        return null;
      }
      const written = answer.claims.length + answer.malformed;
      const checked = answer.claims.flatMap((claim) => checkClaim(claim, options) ?? []);
      const claims = checked.filter((claim, index) => checked.findIndex(({ text }) => text === claim.text) === index);
      if (claims.length === 0) {
        onFailure(
          written === 0
            ? `${chatModel.name} finds no answer in the passages.`
            : `None of ${written} claims of ${chatModel.name} passed the check of quotes.`,
        );
        return null;
      }
      const wording = claims.map(({ text }) => text).join(" ");
      if (isForeign(wording) || detectLanguage(wording) !== options.language) {
        onFailure(`${chatModel.name} did not answer in ${languageNames[options.language]}.`);
        return null;
      }
      const dropped = written - checked.length;
      return { claims, complete: answer.complete && dropped === 0, dropped, generator: chatModel.name };
    },
  };
}

/** The place that proves one or more claims. */
export interface CitedPassage {
  /** The n of `[n]`, from 1, in the order of the text. */
  readonly marker: number;
  readonly passage: RetrievedChunk;
  /** Offsets into the document's text. */
  readonly span: Span;
}

/**
 * Joins claims to what a person reads: `Claim one [1]. Claim two [2].`
 *
 * Claims that the same place of the same document proves share a marker.
 */
export function generatedText(claims: readonly GeneratedClaim[]): {
  readonly text: string;
  readonly cited: readonly CitedPassage[];
} {
  const cited: CitedPassage[] = [];
  const sentences = claims.map(({ text, passage, span }) => {
    const known = cited.find(
      (each) =>
        each.passage.document.path === passage.document.path &&
        each.span.start === span.start &&
        each.span.end === span.end,
    );
    const place = known ?? { marker: cited.length + 1, passage, span };
    if (known === undefined) cited.push(place);
    const [, sentence = text, stop = ""] = /^(.*?)([.!?…]*["“”’»«)]*)$/su.exec(text) ?? [];
    return `${sentence} [${place.marker}]${stop === "" ? "." : stop}`;
  });
  return { text: sentences.join(" "), cited };
}

/** A line that no given text holds: nothing in a passage can end the passage. */
function fenceFor(texts: readonly string[]): string {
  const longest = Math.max(0, ...texts.flatMap((text) => (text.match(/~+/g) ?? []).map((run) => run.length)));
  return "~".repeat(Math.max(5, longest + 1));
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
