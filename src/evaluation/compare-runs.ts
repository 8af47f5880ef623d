import { type Estimate, estimate } from "./bootstrap.js";
import { type Figure, figureValue } from "./figure.js";
import type { SavedRun } from "./saved-run.js";

/** A figure beside the same figure of an earlier run, over the questions that both asked. */
export interface FigureChange {
  readonly figure: string;
  readonly before: number;
  readonly now: number;
  /** Of both values, with its 95 % interval; the count is of questions. */
  readonly difference: Estimate;
  readonly verdict: "risen" | "fallen" | "no significant change";
}

/** This run against an earlier one. */
export interface RunComparison {
  /** What it is compared with, such as `baseline`. */
  readonly with: string;
  /** When the earlier one was made, as ISO time. */
  readonly time: string;
  readonly changes: readonly FigureChange[];
  /** Figures that the earlier run does not have for any of these questions. */
  readonly notCompared: readonly string[];
}

/** Differences of saved figures below this are rounding. */
const ROUNDING = 1e-4;

/**
 * Compares every figure on the questions that both runs asked, by a paired bootstrap over clusters: pages are drawn, and
 * the difference of both values on their questions is taken.
 *
 * A figure has fallen where the whole 95 % interval of the difference lies below 0, and risen where it lies above.
 *
 * @see Koehn, "Statistical Significance Tests for Machine Translation Evaluation", EMNLP 2004
 */
export function compareRuns(name: string, now: readonly Figure[], before: SavedRun): RunComparison {
  const changes: FigureChange[] = [];
  const notCompared: string[] = [];
  for (const figure of now) {
    const saved = before.figures.find((other) => other.name === figure.name && other.statistic === figure.statistic);
    const pairs = figure.rows.flatMap(({ id, cluster, values }) => {
      const old = saved?.questions[id];
      return old === undefined ? [] : [{ cluster, now: values, before: old }];
    });
    if (pairs.length === 0) {
      notCompared.push(figure.name);
      continue;
    }
    const runFigure = (sample: typeof pairs, run: "now" | "before") =>
      figureValue(
        figure.statistic,
        sample.map((pair) => pair[run]),
      );
    const difference = estimate(
      pairs,
      ({ cluster }) => cluster,
      (sample) => runFigure([...sample], "now") - runFigure([...sample], "before"),
    );
    changes.push({
      figure: figure.name,
      before: runFigure(pairs, "before"),
      now: runFigure(pairs, "now"),
      difference,
      verdict: verdictOf(difference),
    });
  }
  return { with: name, time: before.time, changes, notCompared };
}

function verdictOf({ low, high }: Estimate): FigureChange["verdict"] {
  if (high < -ROUNDING) return "fallen";
  return low > ROUNDING ? "risen" : "no significant change";
}

/** One sentence on a figure that has fallen. */
export function describeFall({ figure, before, now, difference }: FigureChange, { with: name }: RunComparison): string {
  const [from, to] = [difference.low, difference.high].map((value) => value.toFixed(3));
  return `${figure} has fallen from ${before.toFixed(3)} (${name}) to ${now.toFixed(3)}, difference [${from}, ${to}].`;
}
