import type { BaseMessage } from "@langchain/core/messages";
import { LanguageModelError } from "../errors.js";
import type { ChatModel } from "../language-model/chat-model.js";
import type { ReplyForm, Tokens } from "../language-model/index.js";
import type { RetrievedChunk } from "../retrieval/retrieved-chunk.js";
import type { Answer, Citation } from "./answer.js";
import { checkCitations } from "./check-quotes.js";
import { cite } from "./cite.js";
import { type ClaimCounts, type GenerateOptions, writeClaims } from "./generated-answer.js";
import { fenceFor, LANGUAGE_NAMES } from "./generated-prompt.js";
import { type AskedQuestion, ownWords, QUESTIONS_REPLY, readQuestions, seemsCompound } from "./generated-questions.js";
import { createClaimPlacer, generatedText, type PlacedClaim } from "./generated-text.js";
import { readTranslations, TRANSLATIONS_REPLY } from "./generated-translations.js";
import { type Prompt, readPrompt } from "./render-prompt.js";
import type { Rewriting } from "./rewriting.js";

/** What happens while an answer is written: progress, and claims as they pass the check. */
export type WritingEvent =
  /** The quote of this number, from 1, is compared with its document. */
  | { readonly type: "progress"; readonly stage: "checking"; readonly claim: number }
  | { readonly type: "progress"; readonly stage: "repairing" | "translating" }
  /**
   * A checked sentence of the answer with its marker, and the quote that proves it. It is never taken back: the answer's
   * text begins with these sentences, in this order, with a blank between them.
   */
  | { readonly type: "claim"; readonly text: string; readonly citation: Citation };

/** What the model wrote for one answer, whether it was given or not. */
export interface Draft {
  /** Names and versions of the prompts. */
  readonly prompts: readonly string[];
  readonly claims: ClaimCounts;
  /** null where the endpoint does not tell. */
  readonly tokens: Tokens | null;
}

/** What is to be answered, and from what. */
export interface WritingRequest extends Pick<GenerateOptions, "passages" | "textOf" | "similarity" | "signal"> {
  /** The same question answered by quotes alone. */
  readonly extractive: Answer;
  /** The questions that it consists of and that passages may answer, where it was split; else empty. */
  readonly parts: readonly string[];
  /** Those that nothing in the documents answers. */
  readonly missing: readonly string[];
  /** Name of the index's generation, for the citations. */
  readonly generation: string;
  readonly onEvent: (event: WritingEvent) => void;
  /** Is told at the end what the model wrote, also where no answer is given. */
  readonly onDraft?: ((draft: Draft) => void) | undefined;
}

/** Writes with a language model what can be proven. */
export interface AnswerGenerator {
  /**
   * Makes standalone questions of one that leans on the one before it or asks for several things.
   *
   * @returns null if it does neither: the model is not asked.
   * @throws The signal's reason, if it is aborted.
   */
  rewrite(asked: AskedQuestion, signal?: AbortSignal): Promise<Rewriting | null>;
  /**
   * @returns With the times of the extractive answer; null if the model fails, finds no answer or proves too little, and
   *   the extractive answer is sent.
   * @throws The signal's reason, if it is aborted.
   */
  write(request: WritingRequest): Promise<Answer | null>;
}

export interface GeneratorOptions {
  readonly chatModel: ChatModel;
  /** Folder with the prompts: `answer.md`, `repair.md`, `rewrite.md`, `translate.md`. */
  readonly promptDir: string;
  /** Milliseconds for one answer, with its standalone questions, correction and translations. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Is told in one sentence why something is not generated; the sentence holds no text of users or documents. */
  readonly onFailure: (reason: string) => void;
}

/** Share of the time that making standalone questions may take, and translating quotes; the rest is for the claims. */
const SHORT_SHARE = 0.15;

/**
 * Reads the prompts and makes a generator. Sends nothing yet.
 *
 * @throws {ConfigurationError} A prompt is missing or wrong.
 */
export async function createGenerator(options: GeneratorOptions): Promise<AnswerGenerator> {
  const { chatModel, promptDir, timeoutMs = 30_000, onFailure } = options;
  const [answer, repair, rewrite, translate] = await Promise.all([
    readPrompt(promptDir, "answer"),
    readPrompt(promptDir, "repair"),
    readPrompt(promptDir, "rewrite"),
    readPrompt(promptDir, "translate"),
  ]);

  /** A short call whose result can be done without. */
  async function askShort(
    messages: readonly BaseMessage[],
    reply: ReplyForm,
    signal: AbortSignal | undefined,
    onTokens: (tokens: Tokens) => void,
  ): Promise<string | null> {
    try {
      const completion = await chatModel.complete({
        messages,
        reply,
        timeoutMs: Math.round(timeoutMs * SHORT_SHARE),
        signal,
      });
      if (completion.tokens !== null) onTokens(completion.tokens);
      return completion.text;
    } catch (error) {
      if (!(error instanceof LanguageModelError)) throw error;
      onFailure(error.message);
      return null;
    }
  }

  return {
    async rewrite(asked, signal) {
      const { question, language, isFollowUp } = asked;
      if (!isFollowUp && !seemsCompound(asked)) return null;
      const before = isFollowUp ? asked.before : null;
      const messages = await rewrite.render({
        language: LANGUAGE_NAMES[language],
        fence: fenceFor([question, before ?? ""]),
        before: before === null ? [] : [{ before }],
        question,
      });
      let tokens: Tokens | null = null;
      const reply = await askShort(messages, QUESTIONS_REPLY, signal, (used) => {
        tokens = used;
      });
      return { questions: reply === null ? null : readQuestions(reply, asked), prompt: nameOf(rewrite), tokens };
    },

    async write(request) {
      const { extractive, parts, passages, textOf, similarity, signal, onEvent, generation } = request;
      if (passages.length === 0) return null;
      const { language, searchedFor } = extractive;
      const used = new Set<Prompt>([answer]);
      let tokens: Tokens | null = null;
      const onTokens = ({ prompt, completion }: Tokens) => {
        tokens = { prompt: (tokens?.prompt ?? 0) + prompt, completion: (tokens?.completion ?? 0) + completion };
      };
      const report = (claims: ClaimCounts) => request.onDraft?.({ prompts: [...used].map(nameOf), claims, tokens });
      const place = createClaimPlacer();
      const placed: PlacedClaim[] = [];
      const citations: Citation[] = [];
      const claims = await writeClaims(
        {
          question: searchedFor,
          ...{ parts, language, passages, textOf, similarity, signal },
          timeoutMs: Math.round(timeoutMs * (1 - 2 * SHORT_SHARE)),
          onEvent(event) {
            if (event.type === "checking") onEvent({ type: "progress", stage: "checking", claim: event.claim });
            else if (event.type === "repairing") {
              used.add(repair);
              onEvent({ type: "progress", stage: "repairing" });
            } else {
              const { claim } = event;
              const shown = place(claim);
              const known = citations.find(({ marker }) => marker === shown.marker);
              const [citation] = known
                ? [known]
                : checkCitations([cite(claim.passage, claim.span, shown.marker, generation)], textOf);
              // The gate compared the same place just before; a document cannot change within an opened index.
              if (citation === undefined) throw new Error("a checked quote is not in its document");
              if (known === undefined) citations.push(citation);
              placed.push(shown);
              onEvent({ type: "claim", text: shown.sentence, citation });
            }
          },
        },
        {
          ...{ chatModel, prompts: { answer, repair }, onTokens },
          onFailure(reason, counts) {
            onFailure(reason);
            report(counts);
          },
        },
      );
      if (claims === null) return null;

      const foreign = citations.filter(({ document }) => languageOf(document, passages) !== language);
      let translations: { marker: number; text: string }[] = [];
      if (foreign.length > 0) {
        onEvent({ type: "progress", stage: "translating" });
        used.add(translate);
        const quotes = foreign.map(({ quote, document }) => ({
          text: quote,
          language: languageOf(document, passages),
        }));
        const messages = await translate.render({
          language: LANGUAGE_NAMES[language],
          fence: fenceFor(quotes.map(({ text }) => text)),
          quotes: quotes.map(({ text }) => ({ quote: text })),
        });
        const reply = await askShort(messages, TRANSLATIONS_REPLY, signal, onTokens);
        const texts = reply === null ? [] : readTranslations(reply, quotes, language);
        translations = foreign.flatMap(({ marker }, index) => {
          const text = texts[index] ?? null;
          return text === null ? [] : [{ marker, text }];
        });
      }

      report(claims.counts);
      const missing = [...request.missing, ...ownWords(claims.missing, [searchedFor, ...parts])];
      const { written, dropped } = claims.counts;
      return {
        ...extractive,
        status: claims.complete && missing.length === 0 ? "answered" : "partial",
        headline: null,
        text: generatedText(placed, { language, missing, kept: written - dropped, written }),
        citations,
        related: [],
        generator: chatModel.name,
        generated: {
          prompts: [...used].map(nameOf),
          claims: claims.counts,
          tokens,
          missing,
          translations,
        },
      };
    },
  };
}

function nameOf({ name, version }: Prompt): string {
  return `${name}@${version}`;
}

function languageOf(document: string, passages: readonly RetrievedChunk[]) {
  return passages.find((passage) => passage.document.path === document)?.document.language ?? "de";
}
