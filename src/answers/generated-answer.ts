import type { BaseMessage } from "@langchain/core/messages";
import { LanguageModelError } from "../errors.js";
import type { ChatModel } from "../language-model/chat-model.js";
import type { Tokens } from "../language-model/index.js";
import { type ClaimContext, type ClaimFault, checkClaim, type GeneratedClaim } from "./generated-claim.js";
import { fenceFor, LANGUAGE_NAMES, onOneLine } from "./generated-prompt.js";
import { CLAIMS_REPLY, createReplyReader, type DraftClaim, type ReplyRest } from "./generated-reply.js";
import type { Prompt } from "./render-prompt.js";

/** What a language model may say: only claims whose quotes are true. */
export interface GeneratedClaims {
  /** In the order in which they passed; never empty. */
  readonly claims: readonly GeneratedClaim[];
  /** Parts of the question without an answer, in the question's own words. */
  readonly missing: readonly string[];
  /** The model says that the question is answered in full, and no claim was dropped. */
  readonly complete: boolean;
  readonly counts: ClaimCounts;
}

/** What became of the claims that a model wrote. */
export interface ClaimCounts {
  /** All, those of the first reply. */
  readonly written: number;
  /** Those that passed only after they were corrected. */
  readonly repaired: number;
  /** Those that never passed. */
  readonly dropped: number;
}

export interface GenerateOptions extends ClaimContext {
  /** The standalone question. */
  readonly question: string;
  /** The questions it consists of, where it is more than one; else empty. */
  readonly parts: readonly string[];
  /** Milliseconds for everything. */
  readonly timeoutMs: number;
  readonly onEvent: (event: GenerationEvent) => void;
  readonly signal?: AbortSignal | undefined;
}

/** What happens while claims are written. */
export type GenerationEvent =
  /** The claim of this number, from 1, is compared with its passage. */
  | { readonly type: "checking"; readonly claim: number }
  /** Claims that failed are sent back. */
  | { readonly type: "repairing" }
  /** A claim that will be part of the answer, in the answer's order. */
  | { readonly type: "claim"; readonly claim: GeneratedClaim };

/** What it takes to write claims. */
export interface ClaimWriterOptions {
  readonly chatModel: ChatModel;
  readonly prompts: { readonly answer: Prompt; readonly repair: Prompt };
  /** Is told in one sentence what failed, without text of users or documents, and what the model had written. */
  readonly onFailure: (reason: string, counts: ClaimCounts) => void;
  /** Is told of every call what it took. */
  readonly onTokens: (tokens: Tokens) => void;
}

/** Of claims that pass and claims that fail: an answer with more failed ones is not given. */
const isTooLittle = (kept: number, dropped: number) => kept === 0 || kept < dropped;

/**
 * Writes claims with a language model and keeps those that pass the check; what fails is sent back once, with its fault.
 *
 * A claim is told as soon as it has passed, unless most of those so far failed. What has been told stays: where most of those after it
 * fail, the answer is given all the same, incomplete.
 *
 * @returns null if the model fails, finds no answer, or most claims fail before one is told.
 * @throws The signal's reason, if it is aborted.
 */
export async function writeClaims(
  options: GenerateOptions,
  { chatModel, prompts, onFailure, onTokens }: ClaimWriterOptions,
): Promise<GeneratedClaims | null> {
  const { language, signal, onEvent } = options;
  const deadline = performance.now() + options.timeoutMs;
  const kept: GeneratedClaim[] = [];
  let told = 0;
  let checkedClaims = 0;

  const tell = () => {
    for (; told < kept.length; told++) {
      const claim = kept[told];
      if (claim !== undefined) onEvent({ type: "claim", claim });
    }
  };

  /**
   * Asks once and checks each claim as it comes.
   *
   * @param faults Claims of the reply before that this one may mend; a claim of its own that fails adds none to them.
   */
  async function draft(messages: readonly BaseMessage[], faults = 0): Promise<Draft> {
    const keptBefore = kept.length;
    const reader = createReplyReader();
    const failed: FailedClaim[] = [];
    let passed = 0;
    let text = "";
    const isOver = () => signal?.aborted === true;
    const check = async (claim: DraftClaim) => {
      if (isOver()) return;
      onEvent({ type: "checking", claim: ++checkedClaims });
      const checked = await checkClaim(claim, options);
      if (isOver()) return;
      if ("fault" in checked) failed.push({ claim, ...checked });
      else {
        passed++;
        if (!kept.some((other) => other.text === checked.text)) kept.push(checked);
      }
      const mended = kept.length - keptBefore;
      const dropped = faults > 0 ? Math.max(0, faults - mended) : failed.length + reader.rest().malformed;
      if (!isTooLittle(kept.length, dropped)) tell();
    };
    // One after the other, so that claims are told in their order, while the model writes on.
    let checks = Promise.resolve();
    const read = (piece: string) => {
      text += piece;
      for (const claim of reader.push(piece)) checks = checks.then(() => check(claim));
      return reader.isWhole() ? "enough" : "more";
    };
    let problem: string | null = null;
    try {
      const timeoutMs = Math.max(1, Math.floor(deadline - performance.now()));
      const { tokens } = await chatModel.complete({ messages, reply: CLAIMS_REPLY, timeoutMs, read, signal });
      if (tokens !== null) onTokens(tokens);
    } catch (error) {
      if (!(error instanceof LanguageModelError)) throw error;
      problem = error.message;
    } finally {
      await checks;
    }
    return { text, failed, passed, problem, rest: reader.rest() };
  }

  const languageName = LANGUAGE_NAMES[language];
  const messages = await renderQuestion(prompts.answer, options);
  const first = await draft(messages);
  const faults = first.failed.length + first.rest.malformed;
  const unreadable = !first.rest.whole && first.passed + faults === 0;
  const keptAtFirst = kept.length;
  let second: Draft | null = null;
  if (first.problem === null && (first.failed.length > 0 || unreadable)) {
    onEvent({ type: "repairing" });
    const { AIMessage } = await import("@langchain/core/messages");
    const correction = await prompts.repair.render({
      language: languageName,
      unreadable,
      faults: first.failed.map(({ claim, fault, details }) => ({
        claim: JSON.stringify(claim),
        details: details.join(", "),
        [fault]: true,
      })),
    });
    second = await draft([...messages, new AIMessage(first.text), ...correction], faults);
  }
  const written = unreadable && second !== null ? second.passed + second.failed.length : first.passed + faults;
  const repaired = unreadable ? 0 : Math.min(kept.length - keptAtFirst, faults);
  const dropped = unreadable ? (second?.failed.length ?? 0) : faults - repaired;
  const counts = { written, repaired, dropped };
  if (told === 0 && isTooLittle(kept.length, dropped)) {
    const problem = first.problem ?? second?.problem ?? null;
    onFailure(reasonOf(chatModel.name, { written, dropped, problem, unreadable }), counts);
    return null;
  }
  tell();
  const { missing, whole } = second !== null && unreadable ? second.rest : first.rest;
  return {
    claims: kept,
    missing,
    complete: whole && missing.length === 0 && dropped === 0,
    counts,
  };
}

/** One reply, read and checked. */
interface Draft {
  readonly text: string;
  readonly failed: readonly FailedClaim[];
  readonly passed: number;
  /** Why there is no whole reply. */
  readonly problem: string | null;
  readonly rest: ReplyRest;
}

interface FailedClaim extends ClaimFault {
  readonly claim: DraftClaim;
}

function renderQuestion(prompt: Prompt, options: GenerateOptions): Promise<readonly BaseMessage[]> {
  const { question, parts, passages, language } = options;
  return prompt.render({
    language: LANGUAGE_NAMES[language],
    fence: fenceFor([question, ...parts, ...passages.flatMap(({ chunk, document }) => [chunk.text, document.title])]),
    passages: passages.map(({ chunk, document: { title, frontMatter } }, index) => ({
      number: index + 1,
      title: onOneLine(title),
      date: frontMatter.date ?? null,
      validUntil: frontMatter.valid_until ?? null,
      supersededBy: frontMatter.superseded_by === undefined ? null : onOneLine(frontMatter.superseded_by),
      text: chunk.text,
    })),
    question: question.trim(),
    parts: parts.map((part) => ({ part: onOneLine(part) })),
  });
}

function reasonOf(
  model: string,
  {
    written,
    dropped,
    problem,
    unreadable,
  }: Pick<ClaimCounts, "written" | "dropped"> & { problem: string | null; unreadable: boolean },
): string {
  if (problem !== null) return problem;
  if (written === 0)
    return unreadable ? `${model} wrote no claims that can be read.` : `${model} finds no answer in the passages.`;
  return `${dropped} of ${written} claims of ${model} failed the check of quotes.`;
}
