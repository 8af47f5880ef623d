import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../../language/language.js";
import type { EvaluationSet } from "./evaluation-set.js";

/** What is measured on a set: whether the page is found, which of its lines are quoted, the short answer. */
export type Measurement =
  | {
      readonly what: "retrieval";
      /** nDCG@10 below which the evaluation fails; null where nothing is asked for. */
      readonly floor: number | null;
    }
  /** The same with parts of the search alone. */
  | { readonly what: "ablation" }
  | { readonly what: "evidence" }
  | {
      readonly what: "headline";
      /** Whether the rules for headlines were made on the questions about a document: they are reported apart. */
      readonly tunedOn: (document: string) => boolean;
    };

/** A set and what is measured on it. */
export interface MeasuredSet {
  /** As the report names it, with the language of the questions and of the documents. */
  readonly name: string;
  readonly measurements: readonly Measurement[];
  /** @param benchDir Folder with the evaluation data. */
  load(benchDir: string): Promise<EvaluationSet>;
}

/** Documents that make one index, and the sets that are asked about them. */
export interface EvaluationSource {
  /** Folder of its index below the folder for evaluations. */
  readonly name: string;
  /** Files it is made of, below the folder with the evaluation data. */
  readonly files: readonly string[];
  /** To be shown with every result, as the data's licence asks. */
  readonly attribution: string;
  /** Language of the documents. */
  readonly language: Language;
  /** All of the same documents. */
  readonly sets: readonly MeasuredSet[];
}

/** The first of the files that is not in the folder; null if all are. */
export function missingFile(files: readonly string[], folder: string): string | null {
  return files.map((file) => join(folder, file)).find((file) => !existsSync(file)) ?? null;
}
