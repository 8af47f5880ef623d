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
  /** Where the threshold in use stands on the curve; null if it refuses everything. */
  readonly operating: RiskAtCoverage | null;
}

/** @param threshold Confidence below which is refused. */
export function confidenceFigures(set: string, judgements: readonly Judgement[], threshold: number): ConfidenceFigures {
  const given = judgements.filter(({ confidence }) => confidence >= threshold);
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
