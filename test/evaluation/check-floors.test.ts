import { describe, expect, it } from "vitest";
import { checkFloors, describeMiss } from "../../src/evaluation/check-floors.js";
import { exampleReport } from "./example-report.js";

describe("the floors", () => {
  it("are checked for retrieval, answers, refusals and quotes", () => {
    expect(checkFloors(exampleReport).map(({ floor, value, met }) => [floor, value, met])).toEqual([
      [0.8, 0.75, false],
      [0.9, 0.91, true],
      [0.8, 0.8, true],
      [1, 1, true],
    ]);
  });

  it("are not asked of what was not measured", () => {
    expect(checkFloors({ retrieval: [], golden: [], quotes: { shown: 0, verbatim: 0 } })).toEqual([]);
  });

  it("miss with a single quote that is not verbatim", () => {
    const [quotes] = checkFloors({ retrieval: [], golden: [], quotes: { shown: 10_000, verbatim: 9_999 } });
    expect(quotes?.met).toBe(false);
  });

  it("are told in a sentence that never rounds a miss up", () => {
    const miss = { figure: "A share", floor: 0.9, value: 0.8999, met: false };
    expect(describeMiss(miss)).toBe("A share is 0.899, below the floor of 0.90.");
  });
});
