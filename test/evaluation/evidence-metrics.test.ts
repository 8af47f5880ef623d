import { describe, expect, it } from "vitest";
import { evidenceQuality, linesOfSpans, refusalQuality } from "../../src/evaluation/evidence-metrics.js";

const lines = (...numbers: number[]) => new Set(numbers);

describe("the lines of spans", () => {
  const text = "ab\ncd\nef";

  it("are those that hold a character of a span", () => {
    expect(linesOfSpans(text, [{ start: 3, end: 5 }])).toEqual(lines(1));
    expect(linesOfSpans(text, [{ start: 1, end: 4 }])).toEqual(lines(0, 1));
  });

  it("do not hold the line after a newline that ends a span", () => {
    expect(linesOfSpans(text, [{ start: 0, end: 3 }])).toEqual(lines(0));
  });
});

describe("the quality of evidence", () => {
  it("is the harmonic mean of mean precision and mean recall", () => {
    // Precision 1/2 and 1, recall 1/3 and 1: means 3/4 and 2/3.
    const quality = evidenceQuality([
      { predicted: lines(1, 2), right: lines(2, 3, 4) },
      { predicted: lines(5), right: lines(5) },
    ]);
    expect(quality.precision).toBeCloseTo(3 / 4);
    expect(quality.recall).toBeCloseTo(2 / 3);
    expect(quality.f).toBeCloseTo((2 * (3 / 4) * (2 / 3)) / (3 / 4 + 2 / 3));
  });

  it("gives an empty prediction full precision and no recall", () => {
    expect(evidenceQuality([{ predicted: lines(), right: lines(1) }])).toEqual({ precision: 1, recall: 0, f: 0 });
  });
});

describe("the quality of refusals", () => {
  it("counts right refusals against all refusals and all that should be refused", () => {
    const quality = refusalQuality([
      { refused: true, answerable: false },
      { refused: true, answerable: true },
      { refused: false, answerable: false },
      { refused: false, answerable: false },
      { refused: false, answerable: true },
    ]);
    expect(quality).toEqual({ precision: 1 / 2, recall: 1 / 3, f: 0.4 });
  });

  it("is nought where nothing is refused", () => {
    expect(refusalQuality([{ refused: false, answerable: true }])).toEqual({ precision: 0, recall: 0, f: 0 });
  });
});
