import { selectEvidence } from "../answers/select-evidence.js";
import type { Language } from "../language/language.js";
import { type Calibration, type ConfidenceModel, probability } from "../retrieval/calibration.js";
import type { SearchIndex } from "../search-index/search-index.js";
import { fitLogistic, type Observation } from "./fit-logistic.js";
import { type GoldenQuestion, isRight } from "./golden-questions.js";
import { documentPath } from "./index-documents.js";
import type { Find } from "./remember-found.js";
import type { WeightedSet } from "./train-evidence.js";

/** A wrong answer costs as much as so many refusals of a question that has an answer. */
const COST_OF_WRONG_ANSWER = 1;

/** Share of questions without an answer among those that people ask about the subjects of a corpus. */
const UNANSWERABLE_SHARE = 0.25;

/** So much more probable than a refusal's limit an answer must be to be called more than partial. */
const PARTIAL_RANGE = 0.1;

/** Questions of other subjects together count as so many golden questions. */
const ELSEWHERE_WEIGHT = 60;

/**
 * Fits the probability that the quotes answer the question: in a given document on OMoS-QA questions and their pages, in
 * a whole corpus on the golden questions and on OMoS-QA questions, none of which the own corpus answers.
 *
 * OMoS-QA questions on all pages are left out: a page that is not marked may answer them as well.
 */
export async function trainConfidence(options: {
  readonly sets: readonly WeightedSet[];
  readonly omos: SearchIndex;
  readonly own: SearchIndex;
  readonly questions: readonly GoldenQuestion[];
  readonly find: Find;
  readonly calibration: Calibration;
  readonly onStep: (step: string) => void;
}): Promise<Pick<Calibration, "confidence">> {
  const { omos, own, find, calibration } = options;
  const judge = async (index: SearchIndex, question: string, language: Language, document?: string) => {
    const evidence = selectEvidence(await find(index, { question, language, document }), calibration);
    return { features: evidence.confidenceFeatures, evidence };
  };

  const onPage: Observation[] = [];
  const elsewhere: Observation[] = [];
  const asked = options.sets.flatMap(({ questions, weight }) => questions.map((each) => ({ ...each, weight })));
  for (const { question, language, document, lines, weight } of asked) {
    const path = documentPath(document);
    const right = new Set(lines);
    onPage.push({ ...(await judge(omos, question, language, path)), outcome: right.size > 0, weight });
    elsewhere.push({ ...(await judge(own, question, language)), outcome: false });
  }
  const onOwn: Observation[] = [];
  const unanswerable = options.questions.filter(({ expected }) => expected === null).length;
  const odds = UNANSWERABLE_SHARE / (1 - UNANSWERABLE_SHARE);
  const unanswerableWeight = (odds * (options.questions.length - unanswerable)) / unanswerable;
  for (const golden of options.questions) {
    const { features, evidence } = await judge(own, golden.question, golden.language);
    const citations = evidence.passages.map(({ chunk: { chunk }, span }) => ({
      document: chunk.document,
      quote: chunk.text.slice(span.start - chunk.start, span.end - chunk.start),
    }));
    const weight = golden.expected === null ? unanswerableWeight : 1;
    onOwn.push({ features, outcome: isRight(golden, citations), weight });
  }
  const { onStep } = options;
  const elsewhereWeight = ELSEWHERE_WEIGHT / elsewhere.length;
  const corpus = [...onOwn, ...elsewhere.map((observation) => ({ ...observation, weight: elsewhereWeight }))];
  return {
    confidence: {
      corpus: fitConfidence("whole corpus", corpus, onStep),
      document: fitConfidence("given page", onPage, onStep),
    },
  };
}

function fitConfidence(
  name: string,
  observations: readonly Observation[],
  onStep: (step: string) => void,
): ConfidenceModel {
  const fitted = fitLogistic(observations, Object.keys(observations[0]?.features ?? {}), 3);
  const judged = observations.map(({ features, outcome, weight = 1 }) => ({
    p: probability(fitted, features),
    outcome,
    weight,
  }));
  let best = { cost: Number.POSITIVE_INFINITY, threshold: 0.5 };
  for (let threshold = 0.1; threshold < 0.8; threshold = Number((threshold + 0.01).toFixed(2))) {
    const cost = judged.reduce((sum, { p, outcome, weight }) => {
      if (p >= threshold) return sum + (outcome ? 0 : COST_OF_WRONG_ANSWER * weight);
      return sum + (outcome ? weight : 0);
    }, 0);
    if (cost < best.cost) best = { cost, threshold };
  }
  const answered = (wanted: boolean) => {
    const all = judged.filter(({ outcome }) => outcome === wanted);
    return `${all.filter(({ p }) => p >= best.threshold).length} of ${all.length}`;
  };
  onStep(
    `${name}: from ${best.threshold} on, answered ${answered(true)} with a right quote, ${answered(false)} without`,
  );
  const partialFrom = best.threshold;
  return { model: fitted, answeredFrom: Number((partialFrom + PARTIAL_RANGE).toFixed(2)), partialFrom };
}
