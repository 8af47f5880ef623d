import { describe, expect, it } from "vitest";
import {
  brierScore,
  expectedCalibrationError,
  reliabilityBins,
  riskCoverage,
} from "../../src/evaluation/calibration-metrics.js";
import { confidenceFigures } from "../../src/evaluation/confidence-figures.js";

const judged = (confidence: number, right: boolean, given = true) => ({ confidence, right, given });

describe("the Brier score", () => {
  it("is the mean squared difference of confidence and outcome", () => {
    expect(brierScore([judged(0.9, true), judged(0.6, false)])).toBeCloseTo((0.01 + 0.36) / 2);
  });

  it("is nought for a confidence that always knows, and 0.25 for one that never does", () => {
    expect(brierScore([judged(1, true), judged(0, false)])).toBe(0);
    expect(brierScore([judged(0.5, true), judged(0.5, false)])).toBe(0.25);
  });
});

describe("the expected calibration error", () => {
  it("weights every bin's distance by its answers", () => {
    const judgements = [judged(0.92, true), judged(0.98, true), judged(0.94, false), judged(0.21, true)];
    // Bin of 0.9: mean confidence 2.84 / 3, two of three right; bin of 0.2: 0.21 against 1.
    const expected = (3 / 4) * Math.abs(2.84 / 3 - 2 / 3) + (1 / 4) * Math.abs(0.21 - 1);
    expect(expectedCalibrationError(judgements)).toBeCloseTo(expected);
  });

  it("is nought where confidence and share right agree, and for no answers", () => {
    expect(expectedCalibrationError([judged(0.5, true), judged(0.5, false)])).toBe(0);
    expect(expectedCalibrationError([])).toBe(0);
  });
});

describe("reliability bins", () => {
  it("cover 0 to 1, with 1 in the last one", () => {
    const bins = reliabilityBins([judged(0, false), judged(0.1, true), judged(1, true)]);
    expect(bins.map(({ count }) => count)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(bins[9]).toEqual({ from: 0.9, to: 1, count: 1, meanConfidence: 1, shareRight: 1 });
    expect(bins[4]).toMatchObject({ meanConfidence: 0, shareRight: 0 });
  });
});

describe("risk by coverage", () => {
  it("gives the surest first", () => {
    expect(riskCoverage([judged(0.2, false), judged(0.9, true), judged(0.5, false), judged(0.7, true)])).toEqual([
      { coverage: 0.25, risk: 0 },
      { coverage: 0.5, risk: 0 },
      { coverage: 0.75, risk: 1 / 3 },
      { coverage: 1, risk: 0.5 },
    ]);
  });

  it("gives answers of one confidence together", () => {
    expect(riskCoverage([judged(0.5, true), judged(0.5, false), judged(0.1, false)])).toEqual([
      { coverage: 2 / 3, risk: 0.5 },
      { coverage: 1, risk: 2 / 3 },
    ]);
  });
});

describe("the figures of a set", () => {
  it("say where the answers that were given stand", () => {
    const figures = confidenceFigures("a set", [judged(0.9, true), judged(0.8, false), judged(0.3, true, false)]);
    expect(figures).toMatchObject({ set: "a set", answers: 3, operating: { coverage: 2 / 3, risk: 0.5 } });
  });

  it("say so where nothing was given", () => {
    expect(confidenceFigures("a set", [judged(0.3, true, false)]).operating).toBeNull();
  });
});
