import type { Estimate } from "../../src/evaluation/bootstrap.js";
import { confidenceFigures } from "../../src/evaluation/confidence-figures.js";
import type { EvaluationReport } from "../../src/evaluation/evaluation-report.js";

const figure = (value: number, count = 10): Estimate => ({ value, low: value - 0.05, high: value + 0.05, count });
const quality = { precision: 0.6, recall: 0.5, f: figure(0.545) };
const judgements = [
  { confidence: 0.9, right: true, given: true },
  { confidence: 0.2, right: false, given: false },
];

const headlines = {
  ...{ group: "when", questions: 4, given: 2, exact: 0.5, f1: 0.75 },
  ...{ exactOfAll: figure(0.25, 4), f1OfAll: 0.375 },
};

/** A report with something in every part. */
export const exampleReport: EvaluationReport = {
  time: "2026-03-04T05:06:07.000Z",
  seconds: 12.3,
  machine: "2 cores of a processor, Node v20.19.0",
  model: "model@0123456789abcdef",
  generation: "20260304T050607Z-0123456789ab",
  calibration: {
    data: "some data",
    corpus: { answeredFrom: 0.6, partialFrom: 0.5 },
    document: { answeredFrom: 0.7, partialFrom: 0.6 },
  },
  retrieval: [
    {
      set: "A set, de→de",
      floor: 0.8,
      questions: 10,
      pages: 5,
      ndcg10: figure(0.75),
      mrr10: figure(0.7),
      recall1: figure(0.6),
      recall5: figure(0.9),
    },
  ],
  ablation: [
    { set: "A set, de→de", steps: [{ step: "words as they are written", ndcg10: figure(0.6) }] },
    { set: "A set, en→de", steps: [{ step: "words as they are written", ndcg10: figure(0.3) }] },
  ],
  evidence: [
    {
      set: "A set, de→de",
      questions: 12,
      answerable: 10,
      beforeRefusal: quality,
      asAnswered: quality,
      refusedAnswerable: 0.1,
      noAnswer: quality,
      quotes: { shown: 20, verbatim: 20 },
    },
  ],
  golden: [
    {
      split: "test",
      rows: [{ group: "all", right: figure(0.91), refusedAnswerable: 0.05, refused: figure(0.8) }],
      headlines: { wanted: 4, given: 3, right: 2, unanswerable: 0, unwanted: 1 },
      citations: { precision: figure(0.96), recall: figure(0.92) },
      quotes: { shown: 9, verbatim: 9 },
      ms: { p50: 4.25, p95: 9.75 },
      takenForSmallTalk: 0,
      wrongLanguage: 1,
    },
  ],
  dialogues: [
    {
      ...{ split: "test", dialogues: 3, turns: figure(0.85, 9), followUps: figure(0.65, 5) },
      ...{ followUpsAlone: figure(0.15, 5), switches: figure(0.45, 1) },
    },
  ],
  generated: [
    {
      ...{ set: "golden test", questions: 10, asked: 8, written: 6, prompts: ["answer@2", "repair@1"] },
      writers: ["quotes alone", "tiny"].map((writer) => ({
        ...{ writer, precision: figure(0.9), recall: figure(0.8), ms: { p50: 12, p95: 30 } },
        refusal: { precision: 0.5, recall: 1, f: 2 / 3 },
      })),
      claims: { written: 20, repaired: 3, dropped: 2 },
      tokens: { prompt: 1234.5, completion: 98.7 },
    },
  ],
  smallTalk: { messages: 8, recognised: 7 },
  headlines: [{ set: "A set, de→de", rows: [headlines] }],
  confidence: [confidenceFigures("golden test", judgements)],
  quotes: { shown: 29, verbatim: 29 },
  floors: [{ figure: "nDCG@10 of A set, de→de", floor: 0.8, value: 0.75, met: false }],
  comparisons: [
    {
      with: "baseline",
      time: "2026-02-03T04:05:06.000Z",
      changes: [
        { figure: "A", before: 0.7, now: 0.75, difference: { ...figure(0.05), low: 0.01 }, verdict: "risen" },
        { figure: "B", before: 0.9, now: 0.8, difference: { ...figure(-0.1), high: -0.02 }, verdict: "fallen" },
      ],
      notCompared: ["C"],
    },
  ],
  skipped: [{ set: "Another set", reason: "bench/other.jsonl is missing." }],
  errors: [
    {
      set: "golden test",
      problem: "wrong headline",
      question: 'Wer sagt <script>alert("1 | 2")</script>?',
      expected: "Müller & Söhne",
      got: "zwei\nZeilen",
    },
  ],
  attributions: ["A set, by somebody, CC BY 4.0"],
};
