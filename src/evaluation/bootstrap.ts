/** A figure with what chance alone may have made of it. */
export interface Estimate {
  readonly value: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Observations behind the figure. */
  readonly count: number;
}

const RESAMPLES = 1000;
const SEED = 20_200_101;
const TAIL = 0.025;

/**
 * A statistic with its 95 % percentile interval from a bootstrap that draws whole clusters: questions about one page
 * stand or fall together, so that single questions would make the interval too narrow.
 *
 * The same observations always give the same interval.
 *
 * @param clusterOf What an observation stands or falls with, such as its page.
 * @param statistic The figure of a sample; the sample is never empty.
 * @returns Zeros for no observations.
 * @see Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13
 */
export function estimate<Observation>(
  observations: readonly Observation[],
  clusterOf: (observation: Observation) => string,
  statistic: (sample: readonly Observation[]) => number,
): Estimate {
  const count = observations.length;
  if (count === 0) return { value: 0, low: 0, high: 0, count };
  const clusterByName = new Map<string, Observation[]>();
  for (const observation of observations) {
    const name = clusterOf(observation);
    const cluster = clusterByName.get(name);
    if (cluster === undefined) clusterByName.set(name, [observation]);
    else cluster.push(observation);
  }
  const clusters = [...clusterByName.values()];
  const random = randomNumbers(SEED);
  const drawn = Array.from({ length: RESAMPLES }, () => {
    const sample: Observation[] = [];
    for (let i = 0; i < clusters.length; i++) {
      const cluster = clusters[Math.floor(random() * clusters.length)];
      if (cluster !== undefined) sample.push(...cluster);
    }
    return statistic(sample);
  }).sort((a, b) => a - b);
  return {
    value: statistic(observations),
    low: drawn[Math.floor(TAIL * RESAMPLES)] ?? 0,
    high: drawn[Math.ceil((1 - TAIL) * RESAMPLES) - 1] ?? 0,
    count,
  };
}

/**
 * Numbers in [0, 1) that look random and are the same for the same seed.
 *
 * @see Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014; the 32-bit mixing function is
 * MurmurHash3's
 */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}
