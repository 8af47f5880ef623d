import type { TokenStates } from "../embeddings/embedder.js";

/**
 * Keeps the states of passages that were read last, in half the memory: as bfloat16, the upper half of a float.
 *
 * Eight bits with one scale a token would not do: a few of the 384 values are up to 70 times as large as the others.
 */
export interface StatesCache {
  get(key: string): TokenStates | undefined;
  /** @returns The states as `get` gives them, so that the first reading is the same as all later ones. */
  set(key: string, states: TokenStates): TokenStates;
}

interface Packed extends Omit<TokenStates, "values"> {
  readonly values: Uint16Array;
}

/** @param mostTokens What was not asked for longest is dropped when there are more. */
export function createStatesCache(mostTokens: number): StatesCache {
  // A Map keeps the order of insertion: what is asked for moves to the end.
  const kept = new Map<string, Packed>();
  let tokens = 0;
  return {
    get(key) {
      const packed = kept.get(key);
      if (packed === undefined) return undefined;
      kept.delete(key);
      kept.set(key, packed);
      return { ...packed, values: unpack(packed.values) };
    },
    set(key, states) {
      const packed = { ...states, values: pack(states.values) };
      if (!kept.has(key)) tokens += states.count;
      kept.set(key, packed);
      for (const [oldest, { count }] of kept) {
        if (tokens <= mostTokens) break;
        kept.delete(oldest);
        tokens -= count;
      }
      return { ...states, values: unpack(packed.values) };
    },
  };
}

function pack(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const upper = new Uint16Array(bits.length);
  for (let i = 0; i < bits.length; i++) upper[i] = ((bits[i] ?? 0) + 0x8000) >>> 16;
  return upper;
}

function unpack(values: Uint16Array): Float32Array {
  const bits = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) bits[i] = (values[i] ?? 0) << 16;
  return new Float32Array(bits.buffer);
}
