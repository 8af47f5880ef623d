/** What a figure has to reach: a value of Auskunft's own, or a ratio to the peer. */
export type Target =
  | { readonly kind: "at most"; readonly value: number; readonly met: boolean }
  | { readonly kind: "ratio at least"; readonly value: number; readonly met: boolean };

/** One figure of Auskunft beside the peer's, from the same run on the same files. */
export interface Measure {
  readonly name: string;
  readonly unit: "s" | "tokens/s" | "ms" | "MiB";
  readonly own: number;
  /** null where the peer has no such part. */
  readonly peer: number | null;
  /** How many times better Auskunft is, below 1 how much worse; null without a peer. */
  readonly ratio: number | null;
  /** null where none is set. */
  readonly target: Target | null;
}

/** The figures of one corpus. */
export interface CorpusReport {
  readonly corpus: string;
  readonly files: number;
  /** Of the documents' texts as the embedding model counts them, each text once. */
  readonly tokens: number;
  /** Questions whose answers were timed. */
  readonly questions: number;
  /** Texts that were embedded: Auskunft embeds each chunk and each sentence, the peer each chunk. */
  readonly embeddedTexts: { readonly own: number; readonly peer: number };
  readonly measures: readonly Measure[];
}

/** What the figures were measured on; they mean nothing without it. */
export interface Machine {
  readonly cpu: string;
  /** Cores that this process may use. */
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
  /** Processes that wanted a core in the last minute, before the run and after it; above 0 before: not a quiet machine. */
  readonly loadAverage: { readonly before: number; readonly after: number };
}

/** What `auskunft bench --json` prints. */
export interface BenchReport {
  readonly measuredAt: string;
  readonly machine: Machine;
  /** What Auskunft is compared with, in words. */
  readonly peer: string;
  readonly corpora: readonly CorpusReport[];
}

/** Makes a figure of which less is better. */
export function measure(
  name: string,
  unit: Measure["unit"],
  own: number,
  peer: number | null,
  target?: { readonly atMost: number } | { readonly ratioAtLeast: number },
): Measure {
  const ratio = peer === null ? null : peer / own;
  return { name, unit, own, peer, ratio, target: target === undefined ? null : judge(target, own, ratio) };
}

function judge(
  target: { readonly atMost: number } | { readonly ratioAtLeast: number },
  own: number,
  ratio: number | null,
): Target {
  if ("atMost" in target) return { kind: "at most", value: target.atMost, met: own <= target.atMost };
  return { kind: "ratio at least", value: target.ratioAtLeast, met: (ratio ?? 0) >= target.ratioAtLeast };
}
