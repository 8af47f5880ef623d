/**
 * The value below which a share of the values lies, by the nearest rank.
 *
 * @param share In [0, 1]; 0.5 is the median.
 * @throws {RangeError} There are no values.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError("no values have no quantile");
  return value;
}

/** The middle of the values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
