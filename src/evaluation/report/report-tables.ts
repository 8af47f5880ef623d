import type { EvaluationReport } from "../evaluation-report.js";
import type { QualityEstimate } from "../measure-evidence.js";
import { ablationTable, comparisonTable } from "./comparison-tables.js";
import { dialogueTable } from "./dialogue-table.js";
import { formatCount, formatEstimate, formatFigure, formatShare, formatShareOf } from "./format-figures.js";
import { generatedTables } from "./generated-tables.js";

/** A table of the report, for any form of output. */
export interface ReportTable {
  readonly title: string;
  /** What one must know to read it; a paragraph each. */
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  /** So many columns from the first on hold words; the others hold figures. */
  readonly wordColumns: number;
  /** As many cells as columns. */
  readonly rows: readonly (readonly string[])[];
}

/** All tables with a row at least, in the order of the report. */
export function reportTables(report: EvaluationReport): ReportTable[] {
  const tables = [
    floorTable(report),
    ...report.comparisons.map(comparisonTable),
    retrievalTable(report),
    ablationTable(report),
    evidenceTable(report),
    noAnswerTable(report),
    ...report.golden.map((_, half) => goldenTable(report, half)),
    goldenDetails(report),
    dialogueTable(report),
    ...generatedTables(report),
    headlineTable(report),
    confidenceTable(report),
    skippedTable(report),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

function floorTable({ floors }: EvaluationReport): ReportTable {
  return {
    title: "Floors of the first version",
    notes: ["A figure below its floor ends the evaluation with exit code 1."],
    columns: ["Figure", "Measured", "Floor", "Met"],
    wordColumns: 1,
    rows: floors.map(({ figure, value, floor, met }) => [
      figure,
      formatFigure(value),
      floor.toFixed(2),
      met ? "yes" : "NO",
    ]),
  };
}

function retrievalTable({ retrieval }: EvaluationReport): ReportTable {
  return {
    title: "Retrieval",
    notes: [
      "de→de: German questions on German pages; en→de: English questions on German pages. One right page a question; 95 % bootstrap intervals clustered by page.",
      "Numbers of the search were fitted on OMoS-QA train; the questions of dev, which nothing was fitted on, are asked of the pages of both.",
    ],
    columns: ["Set", "Questions", "Pages", "nDCG@10", "MRR@10", "R@1", "R@5", "Floor"],
    wordColumns: 1,
    rows: retrieval.map(({ set, questions, pages, ndcg10, mrr10, recall1, recall5, floor }) => [
      set,
      String(questions),
      String(pages),
      ...[ndcg10, mrr10, recall1, recall5].map(formatEstimate),
      floor === null ? "–" : floor.toFixed(2),
    ]),
  };
}

function evidenceTable({ evidence }: EvaluationReport): ReportTable {
  return {
    title: "Evidence on the given page",
    notes: [
      "Lines quoted against the lines that two people chose, answerable questions only, as in arXiv 2407.15736: a refusal quotes nothing and counts as precision 1, recall 0.",
    ],
    columns: ["Set", "Quotes", "Questions", "Precision", "Recall", "F"],
    wordColumns: 2,
    rows: evidence.flatMap(({ set, answerable, beforeRefusal, asAnswered }) => [
      [set, "before refusal", String(answerable), ...qualityCells(beforeRefusal)],
      [set, "as answered", String(answerable), ...qualityCells(asAnswered)],
    ]),
  };
}

function noAnswerTable({ evidence }: EvaluationReport): ReportTable {
  return {
    title: "No answer on the given page",
    notes: ["Precision: refusals that were right; recall: unanswerable questions that were refused."],
    columns: ["Set", "Unanswerable", "Precision", "Recall", "F", "Answerable refused"],
    wordColumns: 1,
    rows: evidence.map(({ set, questions, answerable, noAnswer, refusedAnswerable }) => [
      set,
      formatCount(questions - answerable, questions),
      ...qualityCells(noAnswer),
      formatShare(refusedAnswerable),
    ]),
  };
}

function qualityCells({ precision, recall, f }: QualityEstimate): string[] {
  return [formatFigure(precision), formatFigure(recall), formatEstimate(f)];
}

function goldenTable({ golden }: EvaluationReport, half: number): ReportTable {
  const figures = golden[half];
  const title = `Golden questions on the own corpus, ${figures?.split}`;
  const note =
    figures?.split === "dev"
      ? "Numbers were fitted on these questions: for comparison only."
      : "Nothing was fitted on these questions. Right: answered with a quote that is expected.";
  return {
    title,
    notes: [note],
    columns: ["Group", "Right", "Answerable refused", "Unanswerable refused"],
    wordColumns: 1,
    rows: (figures?.rows ?? [])
      .filter(({ right, refused }) => right.count + refused.count > 0)
      .map(({ group, right, refused, refusedAnswerable }) => [
        group,
        formatShareOf(right),
        right.count === 0 ? "–" : formatShare(refusedAnswerable),
        formatShareOf(refused),
      ]),
  };
}

function goldenDetails({ golden, smallTalk, quotes }: EvaluationReport): ReportTable {
  const columns = ["Figure", ...golden.map(({ split }) => split)];
  const row = (name: string, cell: (half: EvaluationReport["golden"][number]) => string) => [name, ...golden.map(cell)];
  return {
    title: "Golden questions, further figures",
    notes: [
      "Citation recall: given answers with a quote that proves them; precision: quotes shown that do. Answers where the documents have none count as unproven.",
      `Small talk recognised: ${formatCount(smallTalk.recognised, smallTalk.messages)}. Quotes of all sets verbatim: ${formatCount(quotes.verbatim, quotes.shown)}.`,
    ],
    columns,
    wordColumns: 1,
    rows: [
      row("Citation precision", ({ citations }) => formatShareOf(citations.precision)),
      row("Citation recall", ({ citations }) => formatShareOf(citations.recall)),
      row("Headline given where one is wanted", ({ headlines }) => formatCount(headlines.given, headlines.wanted)),
      row("Given headline right", ({ headlines }) => formatCount(headlines.right, headlines.given)),
      row("Headline given where there is no answer", ({ headlines }) => String(headlines.unanswerable)),
      row("Headline precision", ({ headlines: { right, given, unanswerable } }) =>
        formatCount(right, given + unanswerable),
      ),
      row("Headline given where none is wanted", ({ headlines }) => String(headlines.unwanted)),
      row("Quotes verbatim", (half) => formatCount(half.quotes.verbatim, half.quotes.shown)),
      row("Question taken for small talk", ({ takenForSmallTalk }) => String(takenForSmallTalk)),
      row("Language of the question mistaken", ({ wrongLanguage }) => String(wrongLanguage)),
      row("Time of an answer, p50 / p95", ({ ms }) => `${ms.p50.toFixed(1)} / ${ms.p95.toFixed(1)} ms`),
    ],
  };
}

function headlineTable({ headlines }: EvaluationReport): ReportTable {
  return {
    title: "Headlines",
    notes: [
      "Questions for a date, a person or a number, asked of the whole set, compared as in SQuAD (lower case, without punctuation and articles): exact match and F1 of the headlines that were given, and of all questions, where none given counts 0.",
      "Rules and models were made on the articles with a number divisible by 4, which is every other one: their questions flatter, the last row leaves them out.",
    ],
    columns: ["Set", "Questions", "Asked", "Given", "Exact match", "F1", "Exact of all", "F1 of all"],
    wordColumns: 2,
    rows: headlines.flatMap(({ set, rows }) =>
      rows.map(({ group, questions, given, exact, f1, exactOfAll, f1OfAll }) => [
        set,
        group,
        String(questions),
        questions === 0 ? "–" : `${formatShare(given / questions)} (${given})`,
        given === 0 ? "–" : formatFigure(exact),
        given === 0 ? "–" : formatFigure(f1),
        questions === 0 ? "–" : formatEstimate(exactOfAll),
        questions === 0 ? "–" : formatFigure(f1OfAll),
      ]),
    ),
  };
}

function confidenceTable({ confidence, calibration }: EvaluationReport): ReportTable {
  const { corpus, document } = calibration;
  return {
    title: "Calibration of the confidence",
    notes: [
      `Confidence against whether the quotes answer, before anything is refused. Refused below ${corpus.partialFrom} in the whole corpus and ${document.partialFrom} in a given document, partial below ${corpus.answeredFrom} and ${document.answeredFrom}. Brier score: 0 is perfect; ECE: mean distance of confidence and share right in 10 bins.`,
    ],
    columns: ["Set", "Answers", "Brier score", "ECE", "Answered", "Wrong among answered"],
    wordColumns: 1,
    rows: confidence.map(({ set, answers, brier, expectedCalibrationError, operating }) => [
      set,
      String(answers),
      formatFigure(brier),
      formatFigure(expectedCalibrationError),
      operating === null ? "none" : formatShare(operating.coverage),
      operating === null ? "–" : formatShare(operating.risk),
    ]),
  };
}

function skippedTable({ skipped }: EvaluationReport): ReportTable {
  return {
    title: "Skipped",
    notes: [],
    columns: ["Set", "Reason"],
    wordColumns: 2,
    rows: skipped.map(({ set, reason }) => [set, reason]),
  };
}
