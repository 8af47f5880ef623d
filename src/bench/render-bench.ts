import type { BenchReport, CorpusReport, Measure, Target } from "./bench-report.js";

/** The report as a table for each corpus, for people. */
export function renderBench({ measuredAt, machine, peer, corpora }: BenchReport): string {
  const { cpu, cores, memoryGiB, platform, node, loadAverage } = machine;
  const head = [
    `Measured at ${measuredAt} on ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${platform}, Node ${node}.`,
    `Load average ${loadAverage.before} before, ${loadAverage.after} after.`,
    `Peer: ${peer}`,
    "Ratio: how many times better Auskunft is; below 1 the peer is better.",
  ];
  return [head.join("\n"), ...corpora.map(renderCorpus)].join("\n\n");
}

function renderCorpus({ corpus, files, tokens, questions, embeddedTexts, measures }: CorpusReport): string {
  const rows = [
    ["", "Auskunft", "peer", "ratio", "target"],
    ...measures.map(({ name, unit, own, peer, ratio, target }) => [
      `${name} (${unit})`,
      shorten(own),
      peer === null ? "" : shorten(peer),
      ratio === null ? "" : shorten(ratio),
      target === null ? "" : describeTarget(target, unit),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => align(cell, column, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const { own, peer } = embeddedTexts;
  return [
    `Corpus ${corpus}: ${files} files, ${tokens} tokens, ${questions} questions; texts embedded: ${own}, by the peer ${peer}.`,
    ...lines,
  ].join("\n");
}

function align(cell: string, column: number, width: number): string {
  return column === 0 || column === 4 ? cell.padEnd(width) : cell.padStart(width);
}

function describeTarget({ kind, value, met }: Target, unit: Measure["unit"]): string {
  const goal = kind === "at most" ? `at most ${value} ${unit}` : `ratio at least ${value}`;
  return `${goal}: ${met ? "met" : "missed"}`;
}

/** Three digits that count; whole numbers above 100. */
function shorten(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
