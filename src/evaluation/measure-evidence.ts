import type { Answer } from "../answers/answer.js";
import { type AskedIndex, createAsker, isRefused, withoutRefusal } from "./asking.js";
import { type Estimate, estimate } from "./bootstrap.js";
import type { Judgement } from "./calibration-metrics.js";
import type { EvaluationSet } from "./datasets/evaluation-set.js";
import { evidenceQuality, linesOfSpans, type PrecisionRecall, refusalQuality } from "./evidence-metrics.js";
import type { Figure } from "./figure.js";
import { inTurn } from "./in-turn.js";
import { documentPath } from "./index-documents.js";
import { mean } from "./retrieval-metrics.js";
import { countQuotes, type QuoteCount } from "./verbatim-quotes.js";

/** Precision, recall and F, with an interval for F. */
export interface QualityEstimate {
  readonly precision: number;
  readonly recall: number;
  readonly f: Estimate;
}

/** How well the lines of a given page are quoted, and questions that it does not answer are refused. */
export interface EvidenceFigures {
  readonly questions: number;
  readonly answerable: number;
  /** Lines quoted if nothing were refused; answerable questions only. */
  readonly beforeRefusal: QualityEstimate;
  /** Lines quoted to the person; answerable questions only. */
  readonly asAnswered: QualityEstimate;
  /** Share of the answerable questions that are refused. */
  readonly refusedAnswerable: number;
  readonly noAnswer: QualityEstimate;
  readonly quotes: QuoteCount;
  /** Of the quotes before refusal: right if one of their lines answers. */
  readonly judgements: readonly Judgement[];
  /** What later runs are compared with. */
  readonly compared: readonly Figure[];
}

interface Outcome {
  readonly id: string;
  readonly page: string;
  readonly right: ReadonlySet<number>;
  readonly before: ReadonlySet<number>;
  readonly answered: ReadonlySet<number>;
  readonly refused: boolean;
  readonly confidence: number;
}

/**
 * Asks each question of its own page.
 *
 * @see OMoS-QA, arXiv 2407.15736
 */
export async function measureEvidence(set: EvaluationSet, asked: AskedIndex): Promise<EvidenceFigures> {
  const ask = createAsker(asked);
  const askWithoutRefusal = createAsker({ ...asked, calibration: withoutRefusal(asked.calibration) });
  const outcomes: Outcome[] = [];
  const answers: Answer[] = [];
  for await (const { id, question, document, lines } of inTurn(set.questions, asked.signal)) {
    const page = documentPath(document);
    const text = asked.index.document(page)?.text ?? "";
    const answer = await ask(question, page);
    const before = isRefused(answer) ? await askWithoutRefusal(question, page) : answer;
    answers.push(answer);
    outcomes.push({
      id,
      page,
      right: new Set(lines),
      before: linesOfSpans(text, before.citations),
      answered: linesOfSpans(text, answer.citations),
      refused: isRefused(answer),
      confidence: before.confidence,
    });
  }
  const answerable = outcomes.filter(({ right }) => right.size > 0);
  return {
    questions: outcomes.length,
    answerable: answerable.length,
    beforeRefusal: quality(answerable, (sample) =>
      evidenceQuality(sample.map(({ right, before }) => ({ right, predicted: before }))),
    ),
    asAnswered: quality(answerable, (sample) =>
      evidenceQuality(sample.map(({ right, answered }) => ({ right, predicted: answered }))),
    ),
    refusedAnswerable: mean(answerable.map(({ refused }) => Number(refused))),
    noAnswer: quality(outcomes, (sample) =>
      refusalQuality(sample.map(({ refused, right }) => ({ refused, answerable: right.size > 0 }))),
    ),
    quotes: countQuotes(answers, (path) => asked.index.document(path)),
    judgements: outcomes.map(({ confidence, refused, before, right }) => ({
      confidence,
      given: !refused,
      right: [...before].some((line) => right.has(line)),
    })),
    compared: [
      linesFigure("lines quoted before refusal, F", answerable, ({ before }) => before),
      linesFigure("lines quoted, F", answerable, ({ answered }) => answered),
      noAnswerFigure(outcomes),
    ],
  };
}

function linesFigure(
  name: string,
  answerable: readonly Outcome[],
  predicted: (outcome: Outcome) => ReadonlySet<number>,
): Figure {
  const rows = answerable.map((outcome) => {
    const { precision, recall } = evidenceQuality([{ right: outcome.right, predicted: predicted(outcome) }]);
    return { id: outcome.id, cluster: outcome.page, values: [precision, recall] as const };
  });
  return { name, statistic: "harmonic", rows };
}

/** F is twice the right refusals by all refusals and all unanswerable questions together. */
function noAnswerFigure(outcomes: readonly Outcome[]): Figure {
  const rows = outcomes.map(({ id, page, refused, right }) => {
    const unanswerable = right.size === 0;
    const values = [2 * Number(refused && unanswerable), Number(refused) + Number(unanswerable)] as const;
    return { id, cluster: page, values };
  });
  return { name: "no answer, F", statistic: "ratio", rows };
}

function quality(
  outcomes: readonly Outcome[],
  measure: (sample: readonly Outcome[]) => PrecisionRecall,
): QualityEstimate {
  const { precision, recall } = measure(outcomes);
  const f = estimate(
    outcomes,
    ({ page }) => page,
    (sample) => measure(sample).f,
  );
  return { precision, recall, f };
}
