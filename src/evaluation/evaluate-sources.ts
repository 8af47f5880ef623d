import { rm } from "node:fs/promises";
import { join } from "node:path";
import { openSearchIndex } from "../search-index/search-index.js";
import type { AskedIndex } from "./asking.js";
import type { Judgement } from "./calibration-metrics.js";
import { type EvaluationSource, type MeasuredSet, missingFile } from "./datasets/evaluation-source.js";
import { evaluateGeneratedEvidence, type MeasuredGenerator } from "./evaluate-generated.js";
import type { EvaluationReport } from "./evaluation-report.js";
import type { Figure } from "./figure.js";
import { type EvaluationIndexing, indexDocuments } from "./index-documents.js";
import { measureAblation } from "./measure-ablation.js";
import { measureEvidence } from "./measure-evidence.js";
import { measureHeadlines } from "./measure-headlines.js";
import { measureRetrieval } from "./measure-retrieval.js";
import type { QuoteCount } from "./verbatim-quotes.js";

type Measured = Pick<
  EvaluationReport,
  "retrieval" | "ablation" | "evidence" | "generated" | "headlines" | "skipped" | "errors" | "attributions"
>;

/** What the sets beside the golden questions say. */
export interface SourcesEvaluation extends Measured {
  readonly judged: readonly { readonly set: string; readonly judgements: readonly Judgement[] }[];
  readonly quotes: readonly QuoteCount[];
  /** What later runs are compared with. */
  readonly compared: readonly Figure[];
}

/** What it takes to index and to ask the documents of an evaluation. */
export type SourcesOptions = EvaluationIndexing &
  Omit<AskedIndex, "index"> & {
    readonly benchDir: string;
    readonly workDir: string;
    /** null measures answers by quotes alone only. */
    readonly measured: MeasuredGenerator | null;
    readonly onStep: (step: string) => void;
  };

/** Measures every set whose data are there; the others are listed with the reason. */
export async function evaluateSources(
  sources: readonly EvaluationSource[],
  options: SourcesOptions,
): Promise<SourcesEvaluation> {
  const parts: SourcesEvaluation[] = [];
  for (const source of sources) {
    const missing = missingFile(source.files, options.benchDir);
    const reason = `${missing} is missing. Name the folder of the evaluation data with --bench.`;
    parts.push(
      missing === null
        ? await evaluateSource(source, options)
        : { ...nothing, skipped: source.sets.map(({ name }) => ({ set: name, reason })) },
    );
  }
  const all = combine(parts);
  return { ...all, attributions: [...new Set(all.attributions)] };
}

async function evaluateSource(source: EvaluationSource, options: SourcesOptions): Promise<SourcesEvaluation> {
  const { benchDir, workDir, embedder, onStep } = options;
  const documents = (await source.sets[0]?.load(benchDir))?.documents ?? [];
  onStep(`Index of ${source.name}: ${documents.length} documents`);
  const indexDir = await indexDocuments(join(workDir, source.name), documents, options);
  const index = await openSearchIndex(indexDir, "citizen", embedder.id);
  try {
    const parts: SourcesEvaluation[] = [{ ...nothing, attributions: [source.attribution] }];
    for (const set of source.sets) parts.push(...(await evaluateSet(set, source, options, { ...options, index })));
    return combine(parts);
  } finally {
    index.close();
  }
}

async function evaluateSet(
  { name, measurements, load }: MeasuredSet,
  { name: folder, language }: EvaluationSource,
  { benchDir, workDir, onStep, measured }: SourcesOptions,
  asked: AskedIndex,
): Promise<SourcesEvaluation[]> {
  const set = await load(benchDir);
  const parts: SourcesEvaluation[] = [];
  const named = (figures: readonly Figure[]) =>
    figures.map((figure) => ({ ...figure, name: `${name}: ${figure.name}` }));
  for (const measurement of measurements) {
    onStep(`${name}: ${measurement.what}`);
    if (measurement.what === "retrieval") {
      const { figures, compared } = await measureRetrieval(set, asked);
      const retrieval = [{ set: name, floor: measurement.floor, ...figures }];
      parts.push({ ...nothing, retrieval, compared: named(compared) });
    } else if (measurement.what === "ablation") {
      const file = join(workDir, folder, "plain-words.db");
      await rm(file, { force: true });
      parts.push({ ...nothing, ablation: [{ set: name, steps: await measureAblation(set, asked, file) }] });
    } else if (measurement.what === "evidence") {
      const { judgements, compared, ...figures } = await measureEvidence(set, asked);
      const judged = [{ set: name, judgements }];
      const evidence = [{ set: name, ...figures }];
      parts.push({ ...nothing, evidence, judged, quotes: [figures.quotes], compared: named(compared) });
      if (measured !== null) {
        parts.push({ ...nothing, generated: [await evaluateGeneratedEvidence(measured, name, set, asked)] });
      }
    } else {
      const figures = await measureHeadlines(name, set, language, measurement.tunedOn, asked);
      const { rows, quotes, errors, compared } = figures;
      parts.push({ ...nothing, headlines: [{ set: name, rows }], quotes: [quotes], errors, compared: named(compared) });
    }
  }
  return parts;
}

const nothing: SourcesEvaluation = {
  retrieval: [],
  ablation: [],
  evidence: [],
  generated: [],
  headlines: [],
  skipped: [],
  errors: [],
  attributions: [],
  judged: [],
  quotes: [],
  compared: [],
};

function combine(parts: readonly SourcesEvaluation[]): SourcesEvaluation {
  return {
    retrieval: parts.flatMap(({ retrieval }) => retrieval),
    ablation: parts.flatMap(({ ablation }) => ablation),
    evidence: parts.flatMap(({ evidence }) => evidence),
    generated: parts.flatMap(({ generated }) => generated),
    headlines: parts.flatMap(({ headlines }) => headlines),
    skipped: parts.flatMap(({ skipped }) => skipped),
    errors: parts.flatMap(({ errors }) => errors),
    attributions: parts.flatMap(({ attributions }) => attributions),
    judged: parts.flatMap(({ judged }) => judged),
    quotes: parts.flatMap(({ quotes }) => quotes),
    compared: parts.flatMap(({ compared }) => compared),
  };
}
