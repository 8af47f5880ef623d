import type { AnswerError } from "./answer-error.js";
import type { AnswerRow, GoldenHeadlines, Times } from "./answer-figures.js";
import type { CitationQuality } from "./citation-quality.js";
import type { RunComparison } from "./compare-runs.js";
import type { ConfidenceFigures } from "./confidence-figures.js";
import type { AblationStep } from "./measure-ablation.js";
import type { DialogueFigures } from "./measure-dialogues.js";
import type { EvidenceFigures } from "./measure-evidence.js";
import type { GeneratedFigures } from "./measure-generated.js";
import type { HeadlineRow } from "./measure-headlines.js";
import type { RetrievalFigures } from "./measure-retrieval.js";
import type { QuoteCount } from "./verbatim-quotes.js";

/** A set that could not be measured. */
export interface Skipped {
  readonly set: string;
  /** One sentence: what is missing, and what to do. */
  readonly reason: string;
}

/** A figure that must not be lower, and what was measured. */
export interface Floor {
  readonly figure: string;
  readonly floor: number;
  readonly value: number;
  readonly met: boolean;
}

/** Answers to one half of the golden questions. */
export interface GoldenFigures {
  /** dev was tuned on, test was not. */
  readonly split: "dev" | "test";
  readonly rows: readonly AnswerRow[];
  readonly headlines: GoldenHeadlines;
  readonly citations: CitationQuality;
  readonly quotes: QuoteCount;
  readonly ms: Times;
  /** Questions that were taken for a greeting. */
  readonly takenForSmallTalk: number;
  /** Questions whose language was taken for the other one. */
  readonly wrongLanguage: number;
}

/** Confidences from which an answer is called answered, and partial; below, it is refused. */
export interface Thresholds {
  readonly answeredFrom: number;
  readonly partialFrom: number;
}

/** Everything that an evaluation measured; what `report.json` holds. */
export interface EvaluationReport {
  /** When, as ISO time, and how long it took in seconds. */
  readonly time: string;
  readonly seconds: number;
  readonly machine: string;
  readonly model: string;
  /** Of the own corpus's index. */
  readonly generation: string;
  /** Data that the calibration was fitted on, and its thresholds in the whole corpus and in a given document. */
  readonly calibration: { readonly data: string; readonly corpus: Thresholds; readonly document: Thresholds };
  readonly retrieval: readonly ({ readonly set: string; readonly floor: number | null } & RetrievalFigures)[];
  readonly ablation: readonly { readonly set: string; readonly steps: readonly AblationStep[] }[];
  readonly evidence: readonly ({ readonly set: string } & Omit<EvidenceFigures, "judgements" | "compared">)[];
  readonly golden: readonly GoldenFigures[];
  readonly dialogues: readonly DialogueFigures[];
  /** Answers of a language model beside those by quotes alone; empty where none was asked. */
  readonly generated: readonly GeneratedFigures[];
  readonly smallTalk: { readonly messages: number; readonly recognised: number };
  readonly headlines: readonly { readonly set: string; readonly rows: readonly HeadlineRow[] }[];
  readonly confidence: readonly ConfidenceFigures[];
  /** All quotes that were shown, whatever the set. */
  readonly quotes: QuoteCount;
  readonly floors: readonly Floor[];
  /** This run beside earlier ones. */
  readonly comparisons: readonly RunComparison[];
  readonly skipped: readonly Skipped[];
  readonly errors: readonly AnswerError[];
  readonly attributions: readonly string[];
}
