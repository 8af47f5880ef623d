import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../src/errors.js";
import { compareRuns, describeFall } from "../../src/evaluation/compare-runs.js";
import { estimateFigure, type Figure, figureValue, meanFigure } from "../../src/evaluation/figure.js";
import { readSavedRun, type SavedRun, writeSavedRun } from "../../src/evaluation/saved-run.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
const TIME = "2026-03-04T05:06:07.000Z";

/** A figure of questions that each lie on a page of their own. */
function figureOf(values: readonly number[], name = "nDCG@10"): Figure {
  return meanFigure(
    name,
    values.map((value, i) => ({ id: `q${i}`, cluster: `page${i}`, value })),
  );
}

async function saved(...figures: Figure[]): Promise<SavedRun> {
  const file = join(await temporaryDirectory(), "new/run.json");
  await writeSavedRun(file, TIME, figures);
  const run = await readSavedRun(file);
  if (run === null) throw new Error("nothing was saved");
  return run;
}

const HALF = Array.from({ length: 40 }, (_, i) => i % 2);

describe("the comparison of two runs", () => {
  const verdict = async (now: Figure, before: Figure) => {
    const [change] = compareRuns("baseline", [now], await saved(before)).changes;
    return change?.verdict;
  };

  it("tells a fall and a rise from what chance may have made", async () => {
    const better = HALF.map((value, i) => (i < 20 ? 1 : value));
    expect(await verdict(figureOf(HALF), figureOf(better))).toBe("fallen");
    expect(await verdict(figureOf(better), figureOf(HALF))).toBe("risen");
    const one = HALF.map((value, i) => (i === 0 ? 1 : value));
    expect(await verdict(figureOf(HALF), figureOf(one))).toBe("no significant change");
  });

  it("finds a run the same as itself, whatever the figure", async () => {
    const values = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 3 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(values, fc.constantFrom("ratio", "harmonic"), async (rows, statistic) => {
        const figure: Figure = {
          name: "figure",
          statistic,
          rows: rows.map((values, i) => ({ id: `q${i}`, cluster: `page${i % 3}`, values })),
        };
        expect(await verdict(figure, figure)).toBe("no significant change");
      }),
      { numRuns: 10 },
    );
  });

  it("sees a fall of one page's questions as chance, however many they are", async () => {
    const ofOnePage = (value: number) =>
      meanFigure(
        "figure",
        Array.from({ length: 60 }, (_, i) => ({
          id: `q${i}`,
          cluster: i < 30 ? "one" : `page${i}`,
          value: i < 30 ? value : 1,
        })),
      );
    expect(await verdict(ofOnePage(0), ofOnePage(1))).toBe("no significant change");
  });

  it("compares the questions that both runs asked, and names figures without any", async () => {
    const before = await saved(figureOf([1, 1]), figureOf([1], "gone"));
    const { changes, notCompared } = compareRuns("last run", [figureOf([0, 1, 1, 1]), figureOf([1], "other")], before);
    expect(changes).toMatchObject([{ figure: "nDCG@10", before: 1, now: 0.5, difference: { count: 2 } }]);
    expect(notCompared).toEqual(["other"]);
  });

  it("says in a sentence what has fallen", async () => {
    const comparison = compareRuns("baseline", [figureOf(HALF.map(() => 0))], await saved(figureOf(HALF.map(() => 1))));
    const [change] = comparison.changes;
    expect(change && describeFall(change, comparison)).toBe(
      "nDCG@10 has fallen from 1.000 (baseline) to 0.000, difference [-1.000, -1.000].",
    );
  });
});

describe("a figure", () => {
  it("is the ratio of two sums, or the harmonic mean of two means; 0 for nothing", () => {
    const values = [
      [1, 1],
      [0, 3],
    ] as const;
    expect(figureValue("ratio", values)).toBe(0.25);
    expect(figureValue("harmonic", values)).toBeCloseTo(0.8, 12);
    expect([figureValue("ratio", []), figureValue("harmonic", []), figureValue("ratio", [[0, 0]])]).toEqual([0, 0, 0]);
  });

  it("comes with an interval around it", () => {
    const { value, low, high, count } = estimateFigure(figureOf(HALF));
    expect([value, count]).toEqual([0.5, 40]);
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
  });
});

describe("a saved run", () => {
  it("is null where there is none, and refused where it is something else", async () => {
    const file = join(await temporaryDirectory(), "run.json");
    expect(await readSavedRun(file)).toBeNull();
    await writeFile(file, "{}");
    await expect(readSavedRun(file)).rejects.toThrow(ConfigurationError);
    await expect(readSavedRun(file)).rejects.toThrow(file);
  });
});
