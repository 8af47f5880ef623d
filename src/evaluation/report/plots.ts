import type { ConfidenceFigures } from "../confidence-figures.js";
import type { EvaluationReport } from "../evaluation-report.js";
import { label, line, marker, path, seriesClass, svg } from "./svg.js";
import { unitSquare } from "./unit-square.js";

const WIDTH = 720;
const NAMES = 200;
const ROW = 32;
/** Between the sets of one part of the search. */
const LINE = 13;
const TOP = 14;

/** nDCG@10 of every set as a point with its 95 % interval, and its floor as a bar. */
export function intervalPlot(retrieval: EvaluationReport["retrieval"]): string {
  const lowest = Math.min(...retrieval.flatMap(({ ndcg10, floor }) => [ndcg10.low, floor ?? 1]));
  const from = Math.floor(Math.min(lowest, 0.9) * 10) / 10;
  const x = (value: number) => NAMES + ((value - from) / (1 - from)) * (WIDTH - NAMES - 24);
  const bottom = TOP + ROW * retrieval.length;
  const ticks = Array.from({ length: Math.round((1 - from) * 10) + 1 }, (_, i) => from + i / 10);
  return svg(WIDTH, bottom + 46, "nDCG@10 by set with 95 % intervals; the figures are in the table Retrieval", [
    ...ticks.flatMap((tick) => [
      line(x(tick), TOP, x(tick), bottom, "grid"),
      label(x(tick), bottom + 18, tick.toFixed(1), "middle"),
    ]),
    label(x((1 + from) / 2), bottom + 38, "nDCG@10 (point, 95 % interval; bar: floor)", "middle"),
    ...retrieval.flatMap(({ set, ndcg10, floor }, row) => {
      const y = TOP + ROW * (row + 0.5);
      return [
        label(NAMES - 12, y + 4, set, "end"),
        ...(floor === null ? [] : [line(x(floor), y - 11, x(floor), y + 11, "floor")]),
        line(x(ndcg10.low), y, x(ndcg10.high), y, "whisker"),
        line(x(ndcg10.low), y - 4, x(ndcg10.low), y + 4, "whisker"),
        line(x(ndcg10.high), y - 4, x(ndcg10.high), y + 4, "whisker"),
        marker(0, x(ndcg10.value), y),
      ];
    }),
  ]);
}

/** nDCG@10 of every set with parts of the search alone: a group of points for each part, a mark for each set. */
export function ablationPlot(ablation: EvaluationReport["ablation"]): string {
  const steps = ablation[0]?.steps.map(({ step }) => step) ?? [];
  const lowest = Math.min(...ablation.flatMap(({ steps }) => steps.map(({ ndcg10 }) => ndcg10.low)));
  const from = Math.floor(Math.min(lowest, 0.9) * 10) / 10;
  const x = (value: number) => NAMES + ((value - from) / (1 - from)) * (WIDTH - NAMES - 24);
  const row = (ablation.length + 1) * LINE;
  const bottom = TOP + row * steps.length;
  const legend = bottom + 60;
  const ticks = Array.from({ length: Math.round((1 - from) * 10) + 1 }, (_, i) => from + i / 10);
  const height = legend + LINE * 1.6 * ablation.length;
  return svg(
    WIDTH,
    height,
    "nDCG@10 with parts of the search alone; the figures are in the table Parts of the search",
    [
      ...ticks.flatMap((tick) => [
        line(x(tick), TOP, x(tick), bottom, "grid"),
        label(x(tick), bottom + 18, tick.toFixed(1), "middle"),
      ]),
      label(x((1 + from) / 2), bottom + 38, "nDCG@10 (mark, 95 % interval)", "middle"),
      ...steps.map((step, i) => label(NAMES - 12, TOP + row * (i + 0.5) + 4, step, "end")),
      ...ablation.flatMap(({ steps }, series) =>
        steps.flatMap(({ ndcg10 }, i) => {
          const y = TOP + row * i + LINE * (series + 1);
          return [
            path(
              [
                [x(ndcg10.low), y],
                [x(ndcg10.high), y],
              ],
              `${seriesClass(series)} curve solid`,
            ),
            marker(series, x(ndcg10.value), y),
          ];
        }),
      ),
      ...ablation.flatMap(({ set }, series) => {
        const y = legend + LINE * 1.6 * series;
        return [marker(series, NAMES, y), label(NAMES + 14, y + 4, set, "start")];
      }),
    ],
  );
}

/** Share of right answers against confidence; a perfect confidence lies on the diagonal. */
export function reliabilityPlot(sets: readonly ConfidenceFigures[]): string {
  const { x, y, draw } = unitSquare({ xName: "confidence", yName: "share right", series: sets.map(({ set }) => set) });
  return draw("Reliability: share of right answers by confidence; the figures are in the table below", [
    line(x(0), y(0), x(1), y(1), "ideal"),
    ...sets.flatMap(({ bins }, series) => {
      const points = bins
        .filter(({ count }) => count > 0)
        .map(({ meanConfidence, shareRight }) => [x(meanConfidence), y(shareRight)] as const);
      return [path(points, `${seriesClass(series)} curve`), ...points.map(([px, py]) => marker(series, px, py))];
    }),
  ]);
}

/** Share of wrong answers when only the surest are given; the mark is what was given. */
export function riskCoveragePlot(sets: readonly ConfidenceFigures[]): string {
  const { x, y, draw } = unitSquare({
    xName: "coverage: share answered",
    yName: "risk: share wrong among them",
    series: sets.map(({ set }) => set),
  });
  return draw("Risk by coverage; the marks, which are what was given, are in the table Calibration", [
    ...sets.flatMap(({ riskCoverage, operating }, series) => [
      path(
        riskCoverage.map(({ coverage, risk }) => [x(coverage), y(risk)] as const),
        `${seriesClass(series)} curve`,
      ),
      ...(operating === null ? [] : [marker(series, x(operating.coverage), y(operating.risk), 6)]),
    ]),
  ]);
}
