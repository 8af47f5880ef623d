import type { LinearModel } from "../retrieval/calibration.js";

/** One observation: named features and whether the thing was so; `weight` counts it several times, default 1. */
export interface Observation {
  readonly features: Readonly<Record<string, number>>;
  readonly outcome: boolean;
  readonly weight?: number;
}

/**
 * Fits a logistic regression with an L2 penalty on standardised features by Newton's method; the same observations
 * always give the same model.
 *
 * @param names Features to use.
 * @param penalty Strength of the penalty; 1 is a prior of one observation a feature.
 */
export function fitLogistic(observations: readonly Observation[], names: readonly string[], penalty = 1): LinearModel {
  const value = (features: Observation["features"], name: string) => features[name] ?? 0;
  const scales = names.map((name) => {
    const values = observations.map(({ features }) => value(features, name));
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
    return { mean, deviation: deviation || 1 };
  });
  const rows = observations.map(({ features }) => [
    1,
    ...names.map((name, j) => (value(features, name) - (scales[j]?.mean ?? 0)) / (scales[j]?.deviation ?? 1)),
  ]);
  const size = names.length + 1;
  let weights = new Array<number>(size).fill(0);
  for (let round = 0; round < 30; round++) {
    const gradient = weights.map((weight, j) => (j === 0 ? 0 : -penalty * weight));
    const hessian = Array.from({ length: size }, (_, j) =>
      Array.from({ length: size }, (_, k) => (j === k ? (j === 0 ? 1e-6 : penalty) : 0)),
    );
    rows.forEach((row, i) => {
      const sum = row.reduce((total, x, j) => total + x * (weights[j] ?? 0), 0);
      const p = 1 / (1 + Math.exp(-sum));
      const observation = observations[i];
      const count = observation?.weight ?? 1;
      const error = count * (Number(observation?.outcome) - p);
      const curvature = count * p * (1 - p);
      row.forEach((x, j) => {
        gradient[j] = (gradient[j] ?? 0) + error * x;
        const line = hessian[j];
        if (line) for (let k = 0; k <= j; k++) line[k] = (line[k] ?? 0) + curvature * x * (row[k] ?? 0);
      });
    });
    const step = solve(hessian, gradient);
    weights = weights.map((weight, j) => weight + (step[j] ?? 0));
    if (step.every((change) => Math.abs(change) < 1e-8)) break;
  }
  let bias = weights[0] ?? 0;
  const result: Record<string, number> = {};
  names.forEach((name, j) => {
    const { mean = 0, deviation = 1 } = scales[j] ?? {};
    const weight = (weights[j + 1] ?? 0) / deviation;
    bias -= weight * mean;
    result[name] = round(weight);
  });
  return { bias: round(bias), weights: result };
}

/** Solves A x = b for a symmetric positive definite A, of which the lower triangle is given (Cholesky). */
function solve(a: readonly number[][], b: readonly number[]): number[] {
  const n = b.length;
  const at = (matrix: readonly number[][], i: number, j: number) => matrix[i]?.[j] ?? 0;
  const lower = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(a, i, j);
      for (let k = 0; k < j; k++) sum -= at(lower, i, k) * at(lower, j, k);
      const row = lower[i];
      if (row) row[j] = i === j ? Math.sqrt(sum) : sum / at(lower, j, j);
    }
  }
  const y: number[] = [];
  for (let i = 0; i < n; i++) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= at(lower, i, k) * (y[k] ?? 0);
    y.push(sum / at(lower, i, i));
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= at(lower, k, i) * (x[k] ?? 0);
    x[i] = sum / at(lower, i, i);
  }
  return x;
}

function round(value: number): number {
  return Number(value.toFixed(5));
}
