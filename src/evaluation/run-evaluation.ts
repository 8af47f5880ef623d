import { availableParallelism, cpus } from "node:os";
import type { Embedder } from "../embeddings/embedder.js";
import type { Reader } from "../reading/reader.js";
import type { Calibration } from "../retrieval/calibration.js";
import { checkFloors } from "./check-floors.js";
import { compareRuns } from "./compare-runs.js";
import { confidenceFigures } from "./confidence-figures.js";
import { EVALUATION_SOURCES } from "./datasets/index.js";
import type { Dialogue } from "./dialogues.js";
import { evaluateDialogues } from "./evaluate-dialogues.js";
import { evaluateGeneratedGolden, type MeasuredGenerator } from "./evaluate-generated.js";
import { evaluateGolden } from "./evaluate-golden.js";
import { evaluateSources } from "./evaluate-sources.js";
import type { EvaluationReport } from "./evaluation-report.js";
import type { Figure } from "./figure.js";
import type { GoldenQuestions } from "./golden-questions.js";
import type { EvaluationIndexing } from "./index-documents.js";
import { memoiseEmbedder } from "./memoise-embedder.js";
import { memoiseReader } from "./memoise-reader.js";
import type { SavedRun } from "./saved-run.js";
import { addQuotes } from "./verbatim-quotes.js";

/** Where the data lie, and what it takes to ask them. */
export interface EvaluationOptions extends EvaluationIndexing {
  readonly embedder: Embedder;
  readonly reader: Reader | null;
  readonly calibration: Calibration;
  /** Index of the corpus that the golden questions are about. */
  readonly indexDir: string;
  readonly golden: GoldenQuestions;
  readonly dialogues: readonly Dialogue[];
  /** Folder with the evaluation data; sets that are not there are skipped. */
  readonly benchDir: string;
  /** Folder for the indexes of the evaluation data, kept between runs. */
  readonly workDir: string;
  /** A language model to be measured beside the answers by quotes alone; null for none. */
  readonly measured: MeasuredGenerator | null;
  /** Earlier runs to compare this one with, by name. */
  readonly earlier: readonly { readonly name: string; readonly run: SavedRun }[];
  readonly onStep: (step: string) => void;
  /** Ends the evaluation; the promise rejects with its reason. */
  readonly signal: AbortSignal;
}

/**
 * Measures retrieval, evidence, answers, headlines and confidence, by the same code that answers people.
 *
 * @throws {ConfigurationError} A file of the data has another form.
 * @throws {IndexUnavailableError} There is no usable index of the corpus.
 */
export async function runEvaluation(
  given: EvaluationOptions,
): Promise<{ readonly report: EvaluationReport; readonly figures: readonly Figure[] }> {
  const started = performance.now();
  const embedder = memoiseEmbedder(given.embedder);
  const reader = given.reader && memoiseReader(given.reader);
  const options = { ...given, embedder, reader };
  const { calibration, onStep } = options;
  onStep(`Golden questions: ${options.golden.questions.length}`);
  const own = await evaluateGolden(options);
  onStep(`Dialogues: ${options.dialogues.length}`);
  const dialogues = await evaluateDialogues(options);
  const { measured: model } = options;
  if (model !== null) onStep(`Golden questions with ${model.model}`);
  const ownGenerated = model === null ? [] : [await evaluateGeneratedGolden(model, options)];
  const sources = await evaluateSources(EVALUATION_SOURCES, options);

  const judged = [{ set: "golden test", judgements: own.judgements }, ...sources.judged].filter(
    ({ judgements }) => judgements.length > 0,
  );
  const together = { set: "all of these", judgements: judged.flatMap(({ judgements }) => judgements) };
  const quotes = addQuotes([...own.golden.map((half) => half.quotes), ...sources.quotes]);
  const measured = { retrieval: sources.retrieval, golden: own.golden, quotes };
  const { corpus, document } = calibration.confidence;
  const figures = [...own.compared, ...sources.compared];
  const comparisons = options.earlier.map(({ name, run }) => compareRuns(name, figures, run));
  const report = {
    time: new Date().toISOString(),
    seconds: Math.round((performance.now() - started) / 100) / 10,
    machine: `${availableParallelism()} cores of ${cpus()[0]?.model ?? "an unknown processor"}, Node ${process.version}`,
    model: embedder.id,
    generation: own.generation,
    calibration: {
      data: calibration.data,
      corpus: { answeredFrom: corpus.answeredFrom, partialFrom: corpus.partialFrom },
      document: { answeredFrom: document.answeredFrom, partialFrom: document.partialFrom },
    },
    ...measured,
    ablation: sources.ablation,
    evidence: sources.evidence,
    dialogues: dialogues.figures,
    generated: [...ownGenerated, ...sources.generated],
    smallTalk: own.smallTalk,
    headlines: sources.headlines,
    confidence: (judged.length > 1 ? [...judged, together] : judged).map(({ set, judgements }) =>
      confidenceFigures(set, judgements),
    ),
    floors: checkFloors(measured),
    comparisons,
    skipped: sources.skipped,
    errors: [...own.errors, ...dialogues.errors, ...sources.errors],
    attributions: sources.attributions,
  };
  return { report, figures };
}
