import { label, line, marker, path, seriesClass, svg } from "./svg.js";

const LEFT = 52;
const TOP = 12;
const SIDE = 290;
const RIGHT = 18;
const LEGEND_ROW = 22;

/** A square in which both axes go from 0 to 1. */
export interface UnitSquare {
  /** Places of a value in the picture. */
  x(value: number): number;
  y(value: number): number;
  /** The picture: axes, legend and what is drawn into the square. */
  draw(description: string, content: readonly string[]): string;
}

/** Axes with a tick every fifth, and a legend with the mark and the line of every series. */
export function unitSquare(options: {
  readonly xName: string;
  readonly yName: string;
  readonly series: readonly string[];
}): UnitSquare {
  const x = (value: number) => LEFT + value * SIDE;
  const y = (value: number) => TOP + (1 - value) * SIDE;
  const legendTop = y(0) + 60;
  const frame = [
    ...[0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((tick) => [
      line(x(0), y(tick), x(1), y(tick), "grid"),
      line(x(tick), y(0), x(tick), y(1), "grid"),
      label(x(tick), y(0) + 18, tick.toFixed(1), "middle"),
      label(x(0) - 8, y(tick) + 4, tick.toFixed(1), "end"),
    ]),
    label(x(0.5), y(0) + 38, options.xName, "middle"),
    `<g transform="rotate(-90 14 ${y(0.5)})">${label(14, y(0.5), options.yName, "middle")}</g>`,
  ];
  const legend = options.series.flatMap((name, series) => {
    const row = legendTop + LEGEND_ROW * series;
    const ends = [
      [x(0), row],
      [x(0) + 44, row],
    ] as const;
    return [
      path(ends, `${seriesClass(series)} curve`),
      marker(series, x(0) + 22, row),
      label(x(0) + 54, row + 4, name, "start"),
    ];
  });
  const height = legendTop + LEGEND_ROW * options.series.length;
  return {
    x,
    y,
    draw: (description, content) => svg(LEFT + SIDE + RIGHT, height, description, [...frame, ...content, ...legend]),
  };
}
