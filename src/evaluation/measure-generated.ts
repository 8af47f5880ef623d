import type { Answer, Citation } from "../answers/answer.js";
import type { Draft } from "../answers/generator.js";
import { isRefused } from "./asking.js";
import { type Estimate, estimate } from "./bootstrap.js";
import { type PrecisionRecall, refusalQuality } from "./evidence-metrics.js";
import { inTurn } from "./in-turn.js";
import { mean } from "./retrieval-metrics.js";

/** A question that is answered both ways. */
export interface GeneratedCase {
  /** What it stands or falls with, such as its page. */
  readonly page: string;
  readonly answerable: boolean;
  /** @param extractive By quotes alone; else by the language model, where it can prove what it says. */
  ask(extractive: boolean): Promise<Answer>;
  isRight(citation: Citation): boolean;
  /** Share in [0, 1] of what ought to be quoted that is. */
  recall(citations: readonly Citation[]): number;
}

/** How one way of answering does. */
export interface WriterFigures {
  /** `quotes alone`, or the language model's name. */
  readonly writer: string;
  /** Share of the citations of answerable questions that prove what is asked. */
  readonly precision: Estimate;
  /** Mean share of what ought to be quoted that is; answerable questions, of which a refusal quotes nothing. */
  readonly recall: Estimate;
  readonly refusal: PrecisionRecall;
  /** Median and 95th percentile of the milliseconds until the answer is there, with all that was tried on the way. */
  readonly ms: { readonly p50: number; readonly p95: number };
}

/** Answers of a language model beside those by quotes alone, to the same questions. */
export interface GeneratedFigures {
  readonly set: string;
  readonly questions: number;
  /** Quotes alone, then the language model. */
  readonly writers: readonly WriterFigures[];
  /** Questions that were not refused, and those of them that the model answered; the others fell back to quotes. */
  readonly asked: number;
  readonly written: number;
  /** Names and versions of the prompts. */
  readonly prompts: readonly string[];
  /** Claims that the model wrote, also those of answers that were not given. */
  readonly claims: { readonly written: number; readonly repaired: number; readonly dropped: number };
  /** Mean tokens of prompts and replies for one question, answered or not; null where the endpoint does not tell. */
  readonly tokens: { readonly prompt: number; readonly completion: number } | null;
}

/**
 * Answers every question by quotes alone and by the language model.
 *
 * @param drafts What the model writes meanwhile; it grows with every question that it is asked.
 */
export async function measureGenerated(
  set: string,
  cases: readonly GeneratedCase[],
  { model, drafts }: { readonly model: string; readonly drafts: readonly Draft[] },
  signal: AbortSignal,
): Promise<GeneratedFigures> {
  const plain: Outcome[] = [];
  const written: Outcome[] = [];
  for await (const each of inTurn(cases, signal)) {
    plain.push(await outcomeOf(each, true));
    written.push(await outcomeOf(each, false));
  }
  const sum = (count: (of: Draft["claims"]) => number) =>
    drafts.reduce((total, { claims }) => total + count(claims), 0);
  const tokens = drafts.flatMap((draft) => draft.tokens ?? []);
  return {
    set,
    questions: cases.length,
    writers: [writerFigures("quotes alone", plain), writerFigures(model, written)],
    asked: plain.filter(({ answer }) => !isRefused(answer)).length,
    written: written.filter(({ answer }) => answer.generated !== undefined).length,
    prompts: [...new Set(drafts.flatMap(({ prompts }) => prompts))].sort(),
    claims: {
      written: sum((claims) => claims.written),
      repaired: sum((claims) => claims.repaired),
      dropped: sum((claims) => claims.dropped),
    },
    tokens:
      tokens.length === 0
        ? null
        : {
            prompt: mean(tokens.map(({ prompt }) => prompt)),
            completion: mean(tokens.map(({ completion }) => completion)),
          },
  };
}

/** Evenly spread over the list, so that every document keeps its share. @param limit null takes all. */
export function spread<Item>(items: readonly Item[], limit: number | null): readonly Item[] {
  if (limit === null || limit >= items.length) return items;
  return Array.from({ length: limit }, (_, n) => items[Math.floor((n * items.length) / limit)]).filter(
    (item) => item !== undefined,
  );
}

interface Outcome extends Omit<GeneratedCase, "ask"> {
  readonly answer: Answer;
  readonly ms: number;
}

async function outcomeOf(each: GeneratedCase, extractive: boolean): Promise<Outcome> {
  const started = performance.now();
  const answer = await each.ask(extractive);
  return { ...each, answer, ms: performance.now() - started };
}

function writerFigures(writer: string, outcomes: readonly Outcome[]): WriterFigures {
  const answerable = outcomes.filter((outcome) => outcome.answerable);
  const citations = answerable.flatMap(({ answer, page, isRight }) =>
    answer.citations.map((citation) => ({ page, right: Number(isRight(citation)) })),
  );
  const times = outcomes.map(({ ms }) => ms).sort((a, b) => a - b);
  const percentile = (share: number) => times[Math.max(0, Math.ceil(share * times.length) - 1)] ?? 0;
  return {
    writer,
    precision: estimate(
      citations,
      ({ page }) => page,
      (sample) => mean(sample.map(({ right }) => right)),
    ),
    recall: estimate(
      answerable,
      ({ page }) => page,
      (sample) => mean(sample.map(({ recall, answer }) => recall(answer.citations))),
    ),
    refusal: refusalQuality(outcomes.map(({ answer, answerable }) => ({ refused: isRefused(answer), answerable }))),
    ms: { p50: percentile(0.5), p95: percentile(0.95) },
  };
}
