/** Scales to Euclidean norm 1. */
export function unit(values: readonly number[] | Float32Array): Float32Array {
  const norm = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / norm);
}

/**
 * Random unit vectors around random centres, the same for the same seed.
 *
 * @param options.noise Distance from the centre as a multiple of the centre's norm: the larger, the harder to search.
 */
export function clusteredVectors(options: {
  readonly count: number;
  readonly dimension: number;
  readonly clusters: number;
  readonly noise: number;
  readonly seed: number;
}): Float32Array[] {
  const { count, dimension, clusters, noise, seed } = options;
  const random = seededRandom(seed);
  const direction = () => unit(Array.from({ length: dimension }, () => normal(random)));
  const centres = Array.from({ length: clusters }, direction);
  return Array.from({ length: count }, (_, i) => {
    const around = direction();
    return unit((centres[i % clusters] ?? around).map((value, j) => value + noise * (around[j] ?? 0)));
  });
}

/** Uniform in (0, 1), from the high bits of a 64-bit linear congruential generator. */
function seededRandom(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn;
    return (Number(state >> 33n) + 1) / 2 ** 31;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(Math.min(random(), 1 - 2 ** -31))) * Math.cos(2 * Math.PI * random());
}
