import type { EvaluationReport, Floor } from "./evaluation-report.js";

const RIGHT = 0.9;
const REFUSED = 0.8;
const VERBATIM = 1;

/** The floors of the first version for everything that was measured. */
export function checkFloors({
  retrieval,
  golden,
  quotes,
}: Pick<EvaluationReport, "retrieval" | "golden" | "quotes">): Floor[] {
  const check = (figure: string, floor: number, value: number): Floor => ({
    figure,
    floor,
    value,
    met: value >= floor,
  });
  const test = golden.find(({ split }) => split === "test")?.rows.find(({ group }) => group === "all");
  return [
    ...retrieval.flatMap(({ set, floor, ndcg10 }) =>
      floor === null ? [] : [check(`nDCG@10 of ${set}`, floor, ndcg10.value)],
    ),
    ...(test && test.right.count > 0
      ? [check("Share of golden test questions answered with a right quote", RIGHT, test.right.value)]
      : []),
    ...(test && test.refused.count > 0
      ? [check("Share of unanswerable golden test questions refused", REFUSED, test.refused.value)]
      : []),
    ...(quotes.shown > 0
      ? [check("Share of shown quotes that are verbatim", VERBATIM, quotes.verbatim / quotes.shown)]
      : []),
  ];
}

/** One sentence on a floor that is missed; figures are rounded down, so that a miss never looks like a hit. */
export function describeMiss({ figure, floor, value }: Floor): string {
  return `${figure} is ${(Math.floor(value * 1000) / 1000).toFixed(3)}, below the floor of ${floor.toFixed(2)}.`;
}
