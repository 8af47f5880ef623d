import { type Estimate, estimate } from "./bootstrap.js";
import { mean } from "./retrieval-metrics.js";

/** What a question adds to a figure. */
export interface FigureRow {
  /** Of the question; the same in every run. */
  readonly id: string;
  /** What the question stands or falls with, such as its page. */
  readonly cluster: string;
  /** The numbers that the statistic takes. */
  readonly values: readonly [number, number];
}

/**
 * How the questions' numbers make the figure: `ratio`, the sum of the first by the sum of the second (a mean where the
 * second is always 1); `harmonic`, the harmonic mean of the mean of the first and the mean of the second.
 */
export type Statistic = "ratio" | "harmonic";

/** A figure question by question, so that it can be compared with the same questions of another run. */
export interface Figure {
  /** Set and measure, such as `OMoS-QA dev, de→de: nDCG@10`. A higher value is better. */
  readonly name: string;
  readonly statistic: Statistic;
  readonly rows: readonly FigureRow[];
}

/** A figure that is the mean of one number for each question. */
export function meanFigure(
  name: string,
  rows: readonly { readonly id: string; readonly cluster: string; readonly value: number }[],
): Figure {
  return {
    name,
    statistic: "ratio",
    rows: rows.map(({ id, cluster, value }) => ({ id, cluster, values: [value, 1] })),
  };
}

/** The figure of some questions; 0 for none. */
export function figureValue(statistic: Statistic, values: readonly (readonly [number, number])[]): number {
  const first = mean(values.map(([value]) => value));
  const second = mean(values.map(([, value]) => value));
  if (statistic === "ratio") return second === 0 ? 0 : first / second;
  return first + second === 0 ? 0 : (2 * first * second) / (first + second);
}

/** The figure with its 95 % interval, clustered by what the questions stand or fall with. */
export function estimateFigure({ statistic, rows }: Figure): Estimate {
  return estimate(
    rows,
    ({ cluster }) => cluster,
    (sample) =>
      figureValue(
        statistic,
        sample.map(({ values }) => values),
      ),
  );
}
