import type { Estimate } from "../bootstrap.js";

/** @example formatFigure(0.94812) // "0.948" */
export function formatFigure(value: number): string {
  return value.toFixed(3);
}

/** @example formatShare(0.9286) // "92.9 %" */
export function formatShare(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}

/**
 * A figure with its 95 % interval.
 *
 * @example "0.948 [0.935, 0.961]"
 */
export function formatEstimate({ value, low, high }: Estimate): string {
  return `${formatFigure(value)} [${formatFigure(low)}, ${formatFigure(high)}]`;
}

/**
 * A share of a count with its 95 % interval; a dash where there is nothing to count.
 *
 * @example "92.9 % [86.1, 98.3] of 70"
 */
export function formatShareOf({ value, low, high, count }: Estimate): string {
  if (count === 0) return "–";
  return `${formatShare(value)} [${(100 * low).toFixed(1)}, ${(100 * high).toFixed(1)}] of ${count}`;
}

/** @example formatCount(65, 70) // "65 of 70" */
export function formatCount(part: number, whole: number): string {
  return whole === 0 ? "–" : `${part} of ${whole}`;
}
