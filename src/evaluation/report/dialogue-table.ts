import type { EvaluationReport } from "../evaluation-report.js";
import { formatShareOf } from "./format-figures.js";
import type { ReportTable } from "./report-tables.js";

/** How the turns of the dialogues are answered. */
export function dialogueTable({ dialogues }: Pick<EvaluationReport, "dialogues">): ReportTable {
  return {
    title: "Follow-up questions",
    notes: [
      "Turns of dialogues on the own corpus that are answered with an expected quote, or refused where the corpus has no answer; 95 % intervals clustered by dialogue. A change of subject is right only if nothing is carried over. dev was tuned on, test was not.",
    ],
    columns: ["Split", "Dialogues", "All turns", "Follow-ups", "Follow-ups asked alone", "Changes of subject"],
    wordColumns: 1,
    rows: dialogues.map((half) => [
      half.split,
      String(half.dialogues),
      ...[half.turns, half.followUps, half.followUpsAlone, half.switches].map(formatShareOf),
    ]),
  };
}
