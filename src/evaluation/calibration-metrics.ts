import { mean } from "./retrieval-metrics.js";

/** An answer's confidence, whether its quotes did answer, and whether it was given. */
export interface Judgement {
  /** In [0, 1]. */
  readonly confidence: number;
  readonly right: boolean;
  /** Whether it was given to the person, not refused. */
  readonly given: boolean;
}

/** The answers with a confidence from `from` on and below `to`; the last bin holds 1 as well. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Both 0 for an empty bin. */
  readonly meanConfidence: number;
  readonly shareRight: number;
}

/** What is risked when only the surest answers are given. */
export interface RiskAtCoverage {
  /** Share of the questions that are answered, in (0, 1]. */
  readonly coverage: number;
  /** Share of these answers that are wrong. */
  readonly risk: number;
}

/** Number of bins of equal width. */
const BINS = 10;

/**
 * Mean squared difference between confidence and outcome: 0 is perfect, 0.25 is what saying 0.5 to everything gives.
 *
 * @see Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review 78, 1950
 */
export function brierScore(judgements: readonly Judgement[]): number {
  return mean(judgements.map(({ confidence, right }) => (confidence - Number(right)) ** 2));
}

/** Ten bins of equal width, from 0 to 1, empty ones among them. */
export function reliabilityBins(judgements: readonly Judgement[]): ReliabilityBin[] {
  return Array.from({ length: BINS }, (_, bin) => {
    const within = judgements.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin);
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      count: within.length,
      meanConfidence: mean(within.map(({ confidence }) => confidence)),
      shareRight: mean(within.map(({ right }) => Number(right))),
    };
  });
}

/**
 * Mean distance between confidence and share of right answers over the ten bins, each weighted by its answers.
 *
 * @see Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015
 */
export function expectedCalibrationError(judgements: readonly Judgement[]): number {
  if (judgements.length === 0) return 0;
  return reliabilityBins(judgements).reduce(
    (sum, { count, meanConfidence, shareRight }) =>
      sum + (count / judgements.length) * Math.abs(meanConfidence - shareRight),
    0,
  );
}

/**
 * The share of wrong answers when only the surest ones are given, for every share that can be given: answers of one
 * confidence are given together.
 *
 * @returns From the smallest coverage to 1.
 * @see Geifman and El-Yaniv, "Selective Classification for Deep Neural Networks", NeurIPS 2017
 */
export function riskCoverage(judgements: readonly Judgement[]): RiskAtCoverage[] {
  const surestFirst = [...judgements].sort((a, b) => b.confidence - a.confidence);
  let wrong = 0;
  return surestFirst.flatMap(({ confidence, right }, i) => {
    wrong += Number(!right);
    if (surestFirst[i + 1]?.confidence === confidence) return [];
    return [{ coverage: (i + 1) / surestFirst.length, risk: wrong / (i + 1) }];
  });
}
