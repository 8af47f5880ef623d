import {
  brierScore,
  expectedCalibrationError,
  type Judgement,
  type ReliabilityBin,
  type RiskAtCoverage,
  reliabilityBins,
  riskCoverage,
} from "./calibration-metrics.js";

/** How far the confidence of a set's answers can be trusted. */
export interface ConfidenceFigures {
  readonly set: string;
  readonly answers: number;
  readonly brier: number;
  readonly expectedCalibrationError: number;
  readonly bins: readonly ReliabilityBin[];
  readonly riskCoverage: readonly RiskAtCoverage[];
  /** Coverage and risk of what was given; null if all was refused. */
  readonly operating: RiskAtCoverage | null;
}

/** Compares the confidence of a set's answers with what became of them. */
export function confidenceFigures(set: string, judgements: readonly Judgement[]): ConfidenceFigures {
  const given = judgements.filter((judgement) => judgement.given);
  const wrong = given.filter(({ right }) => !right);
  return {
    set,
    answers: judgements.length,
    brier: brierScore(judgements),
    expectedCalibrationError: expectedCalibrationError(judgements),
    bins: reliabilityBins(judgements),
    riskCoverage: riskCoverage(judgements),
    operating:
      given.length === 0 ? null : { coverage: given.length / judgements.length, risk: wrong.length / given.length },
  };
}
