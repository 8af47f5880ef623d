import type { EvaluationReport } from "../evaluation-report.js";

/** What was measured when and on what, as pairs of a name and a value. */
export function describeRun({
  time,
  seconds,
  machine,
  model,
  generation,
  calibration,
}: EvaluationReport): (readonly [string, string])[] {
  return [
    ["Made", `${time.slice(0, 16).replace("T", " ")} UTC in ${Math.round(seconds)} s`],
    ["Machine", machine],
    ["Embedding model", model],
    ["Index of the own corpus", generation],
    ["Numbers fitted on", calibration.data],
    ["Answers", "by quotes alone, without a language model"],
  ];
}
