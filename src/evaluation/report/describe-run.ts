import type { EvaluationReport } from "../evaluation-report.js";

/** What was measured when and on what, as pairs of a name and a value. */
export function describeRun({
  time,
  seconds,
  machine,
  model,
  generation,
  calibration,
  generated,
}: EvaluationReport): (readonly [string, string])[] {
  return [
    ["Made", `${time.slice(0, 16).replace("T", " ")} UTC in ${Math.round(seconds)} s`],
    ["Machine", machine],
    ["Embedding model", model],
    ["Index of the own corpus", generation],
    ["Numbers fitted on", calibration.data],
    ["Answers", generated.length === 0 ? "by quotes alone, without a language model" : describeWriters(generated)],
  ];
}

function describeWriters(generated: EvaluationReport["generated"]): string {
  const models = [...new Set(generated.flatMap(({ writers }) => writers.slice(1).map(({ writer }) => writer)))];
  const prompts = [...new Set(generated.flatMap((each) => each.prompts))].sort();
  return `by quotes alone; those of ${models.join(", ")} (prompts ${prompts.join(", ")}) in a table of their own`;
}
