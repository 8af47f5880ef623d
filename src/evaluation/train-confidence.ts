import { type Evidence, selectEvidence } from "../answers/select-evidence.js";
import type { Language } from "../language/language.js";
import {
  type Calibration,
  type ConfidenceModel,
  type LinearModel,
  linearScore,
  probability,
} from "../retrieval/calibration.js";
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

/** Strength of the penalty on the weights; with few features it matters little. */
const CORPUS_PENALTY = 3;
const DOCUMENT_PENALTY = 10;

/**
 * Few features for a given page: with all of them what is fitted on written questions held less well for those that
 * people wrote for OMoS-QA.
 */
const DOCUMENT_FEATURES = ["readAnswers", "best", "expected"];

/** Questions of other subjects together count as so many golden questions. */
const ELSEWHERE_WEIGHT = 60;

/**
 * Fits the probability that the quotes answer the question: in a given document on OMoS-QA questions and their pages, in
 * a whole corpus on the golden questions and on OMoS-QA questions, none of which the own corpus answers.
 *
 * OMoS-QA questions on all pages are left out: a page that is not marked may answer them as well. Where nothing reads
 * chunks, as with another embedding model, the same weights hold with a constant of their own.
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
  /** With the reader and without it. */
  const judge = async (
    [index, question, language, document]: [SearchIndex, string, Language, string?],
    weight: number,
    outcomeOf: (evidence: Evidence) => boolean,
  ): Promise<Judged> => {
    const found = await find(index, { question, language, document });
    const [read, unread] = [found, { ...found, readings: new Map() }].map((each) => {
      const evidence = selectEvidence(each, calibration);
      return { features: evidence.confidenceFeatures, outcome: outcomeOf(evidence), weight };
    }) as [Observation, Observation];
    return { read, unread };
  };

  const onPage: Judged[] = [];
  const elsewhere: Judged[] = [];
  const asked = options.sets.flatMap(({ questions, weight }) => questions.map((each) => ({ ...each, weight })));
  for (const { question, language, document, lines, weight } of asked) {
    onPage.push(
      await judge([omos, question, language, documentPath(document)], weight, () => (lines?.length ?? 0) > 0),
    );
    elsewhere.push(await judge([own, question, language], ELSEWHERE_WEIGHT / asked.length, () => false));
  }
  const onOwn: Judged[] = [];
  const unanswerable = options.questions.filter(({ expected }) => expected === null).length;
  const odds = UNANSWERABLE_SHARE / (1 - UNANSWERABLE_SHARE);
  const unanswerableWeight = (odds * (options.questions.length - unanswerable)) / unanswerable;
  for (const golden of options.questions) {
    const weight = golden.expected === null ? unanswerableWeight : 1;
    const isProven = ({ passages }: Evidence) =>
      passages.some(({ chunk: { chunk }, span }) => {
        const quote = chunk.text.slice(span.start - chunk.start, span.end - chunk.start);
        return isRight(golden, [{ document: chunk.document, quote }]);
      });
    onOwn.push(await judge([own, golden.question, golden.language], weight, isProven));
  }
  const { onStep } = options;
  const inCorpus = [...onOwn, ...elsewhere];
  const features = Object.keys(inCorpus[0]?.read.features ?? {});
  return {
    confidence: {
      corpus: fitConfidence("whole corpus", inCorpus, { features, penalty: CORPUS_PENALTY }, onStep),
      document: fitConfidence("given page", onPage, { features: DOCUMENT_FEATURES, penalty: DOCUMENT_PENALTY }, onStep),
    },
  };
}

/** A question's evidence, as it was judged with the reader and without it. */
interface Judged {
  readonly read: Observation;
  readonly unread: Observation;
}

function fitConfidence(
  name: string,
  all: readonly Judged[],
  { features, penalty }: { readonly features: readonly string[]; readonly penalty: number },
  onStep: (step: string) => void,
): ConfidenceModel {
  const observations = all.map(({ read }) => read);
  const fitted = fitLogistic(observations, features, penalty);
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
  const unread = fitConstant(
    fitted,
    all.map((each) => each.unread),
  );
  const model = { ...fitted, weights: { ...fitted.weights, unread } };
  return { model, answeredFrom: Number((partialFrom + PARTIAL_RANGE).toFixed(2)), partialFrom };
}

/** What the log-odds need added, so that as many outcomes are expected as there are: the most likely constant. */
export function fitConstant(model: LinearModel, observations: readonly Observation[]): number {
  let [low, high] = [-20, 20];
  while (high - low > 1e-7) {
    const middle = (low + high) / 2;
    const surplus = observations.reduce((sum, { features, outcome, weight = 1 }) => {
      const p = 1 / (1 + Math.exp(-linearScore(model, features) - middle));
      return sum + weight * (p - Number(outcome));
    }, 0);
    if (surplus > 0) high = middle;
    else low = middle;
  }
  return Number(low.toFixed(5));
}
