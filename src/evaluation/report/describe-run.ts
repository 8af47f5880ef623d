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

/** What one wants to know first: floors that are missed, figures that have fallen. */
export function describeVerdict({ floors, comparisons }: EvaluationReport): string[] {
  const missed = floors.filter(({ met }) => !met).length;
  return [
    missed === 0 ? "Every floor is met." : `${missed} of ${floors.length} floors are missed.`,
    ...comparisons.map(({ with: name, changes }) => {
      const count = (verdict: string) => changes.filter((change) => change.verdict === verdict).length;
      const [fallen, risen] = [count("fallen"), count("risen")];
      if (fallen + risen === 0) return `No figure differs significantly from the ${name}.`;
      return `Compared with the ${name}, ${fallen} of ${changes.length} figures have fallen and ${risen} have risen.`;
    }),
  ];
}
