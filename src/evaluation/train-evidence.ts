import { evidenceCandidates } from "../answers/evidence-features.js";
import { questionType } from "../answers/headline/question-type.js";
import { type Calibration, probability } from "../retrieval/calibration.js";
import type { SearchIndex } from "../search-index/search-index.js";
import type { EvaluationSet } from "./datasets/evaluation-set.js";
import { evidenceQuality, type LinePrediction, linesOfSpans } from "./evidence-metrics.js";
import { fitLogistic, type Observation } from "./fit-logistic.js";
import { fitRanking, type RankingList } from "./fit-ranking.js";
import { type GoldenQuestion, isRight } from "./golden-questions.js";
import { documentPath } from "./index-documents.js";
import type { Find } from "./remember-found.js";

/** Share of the observations' weight that the golden questions have; the rest is OMoS-QA's. */
const GOLDEN_SHARE = 0.15;

/** Few features for the focus: the golden questions are few. */
const FOCUS_FEATURES = [
  ...["centred", "overlap", "chunkScore", "typeFit", "chunkOverlap", "endsInColon"],
  ...["read", "readChunk", "unread"],
];
const FOCUS_PENALTY = 5;
const GROUP_WEIGHT = 100;

type Candidates = RankingList["candidates"];

interface JudgedQuestion {
  readonly right: ReadonlySet<number>;
  readonly weight: number;
  /** Sentences of the given page with the lines they touch. */
  readonly sentences: readonly { readonly lines: ReadonlySet<number>; readonly features: Observation["features"] }[];
}

/** Questions with a weight. */
export interface WeightedSet extends EvaluationSet {
  /** What each question counts. */
  readonly weight: number;
}

/** What the evidence model is fitted on. */
export interface EvidenceTraining {
  readonly sets: readonly WeightedSet[];
  /** Index of the sets' documents. */
  readonly omos: SearchIndex;
  readonly questions: readonly GoldenQuestion[];
  /** Index of the corpus that the golden questions are about. */
  readonly own: SearchIndex;
  readonly find: Find;
  readonly onStep: (step: string) => void;
}

/**
 * Fits the probability that a sentence is part of the answer, and the threshold with the best F over answerable
 * questions on their given page.
 */
export async function trainEvidence(
  training: EvidenceTraining,
): Promise<Pick<Calibration, "focus" | "evidence" | "evidenceThreshold">> {
  const { observations, questions, lists } = await judgePages(training);
  const goldenLists = await judgeGolden(training);
  const golden = goldenLists.flatMap((list) => list.map(({ features, right }) => ({ features, outcome: right })));
  const focus = fitRanking([...weighted(lists), ...weighted(goldenLists)], FOCUS_FEATURES, FOCUS_PENALTY);
  const observed = observations.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const weight = (GOLDEN_SHARE / (1 - GOLDEN_SHARE)) * (observed / golden.length);
  const all = [...observations, ...golden.map((observation) => ({ ...observation, weight }))];
  const evidence = fitLogistic(all, Object.keys(all[0]?.features ?? {}));
  // How much people mark is known from those who marked for OMoS-QA alone.
  const annotated = questions.filter(({ weight }) => weight > 1);
  let best = { f: 0, threshold: 0.5, text: "" };
  for (let threshold = 0.05; threshold < 0.6; threshold = Number((threshold + 0.01).toFixed(2))) {
    const predictions = annotated.map(({ right, sentences }): LinePrediction => {
      const chosen = sentences.filter(({ features }) => probability(evidence, features) >= threshold);
      return { right, predicted: new Set(chosen.flatMap(({ lines }) => [...lines])) };
    });
    const { precision, recall, f } = evidenceQuality(predictions);
    const text = `P ${precision.toFixed(3)} R ${recall.toFixed(3)} F ${f.toFixed(3)}`;
    if (f > best.f) best = { f, threshold, text };
  }
  training.onStep(`${all.length} sentences; threshold ${best.threshold}, on the given page of train ${best.text}`);
  return { focus, evidence, evidenceThreshold: best.threshold };
}

async function judgePages({ sets, omos: index, find }: EvidenceTraining) {
  const observations: Observation[] = [];
  const questions: JudgedQuestion[] = [];
  const lists: Candidates[] = [];
  const asked = sets.flatMap(({ questions, weight }) => questions.map((each) => ({ ...each, weight })));
  for (const { question, language, document: name, lines, weight } of asked) {
    const path = documentPath(name);
    const text = index.document(path)?.text ?? "";
    const right = new Set(lines);
    const { kind } = questionType(question, language);
    for (const document of [path, undefined]) {
      const found = await find(index, { question, language, document });
      const sentences = evidenceCandidates(found, kind).map(({ chunk, span, features }) => ({
        lines: chunk.chunk.document === path ? linesOfSpans(text, [span]) : new Set<number>(),
        features,
      }));
      const candidates = sentences.map(({ lines, features }) => ({
        features,
        right: [...lines].some((line) => right.has(line)),
      }));
      if (document === undefined) lists.push(candidates);
      else {
        for (const { features, right } of candidates) observations.push({ features, outcome: right, weight });
        if (right.size > 0) questions.push({ right, sentences, weight });
      }
    }
  }
  return { observations, questions, lists };
}

async function judgeGolden({ questions, own, find }: EvidenceTraining) {
  const lists: Candidates[] = [];
  for (const golden of questions) {
    const { question, language } = golden;
    const found = await find(own, { question, language });
    const { kind } = questionType(question, language);
    const candidates = evidenceCandidates(found, kind).filter(({ isHeading }) => !isHeading);
    lists.push(
      candidates.map(({ chunk, text, features }) => ({
        features,
        right: isRight(golden, [{ document: chunk.chunk.document, quote: text }]),
      })),
    );
  }
  return lists;
}

/** Lists of one group, so weighted that every group counts the same. */
function weighted(lists: readonly Candidates[]): RankingList[] {
  const useful = lists.filter((list) => list.some(({ right }) => right));
  return useful.map((candidates) => ({ candidates, weight: GROUP_WEIGHT / useful.length }));
}
