import { questionType } from "../answers/headline/question-type.js";
import { confidenceFeatures, selectEvidence } from "../answers/select-evidence.js";
import type { Embedder } from "../embeddings/embedder.js";
import type { Language } from "../language/language.js";
import { type Calibration, probability } from "../retrieval/calibration.js";
import { createRetriever } from "../retrieval/retriever.js";
import type { SearchIndex } from "../search-index/search-index.js";
import type { EvaluationSet } from "./datasets/evaluation-set.js";
import { linesOfSpans } from "./evidence-metrics.js";
import { fitLogistic, type Observation } from "./fit-logistic.js";
import { type GoldenQuestion, isRight } from "./golden-questions.js";
import { documentPath } from "./index-documents.js";

/** A wrong answer costs as much as so many refusals of a question that has an answer. */
const COST_OF_WRONG_ANSWER = 1.5;

/** From this probability on, an answer is not called partial. */
const ANSWERED_FROM = 0.6;

/** Chunks of a search in the whole index, and most of one document; as many as an answer reads. */
const WHOLE_INDEX = { top: 8, perDocument: 3 };

/**
 * Fits the probability that the quotes answer the question, on four groups of one weight each: OMoS-QA questions on
 * their given page, OMoS-QA questions in all pages, golden questions on the own corpus, and OMoS-QA questions on the
 * own corpus, which answers none of them.
 */
export async function trainConfidence(options: {
  readonly sets: readonly EvaluationSet[];
  readonly omos: SearchIndex;
  readonly own: SearchIndex;
  readonly questions: readonly GoldenQuestion[];
  readonly embedder: Embedder;
  readonly calibration: Calibration;
  readonly onStep: (step: string) => void;
}): Promise<Pick<Calibration, "confidence" | "answeredFrom" | "partialFrom">> {
  const { omos, own, embedder, calibration } = options;
  const judge = async (index: SearchIndex, question: string, language: Language, document?: string) => {
    const retriever = createRetriever({ index, embedder, calibration });
    const limits = document === undefined ? WHOLE_INDEX : { top: 1000 };
    const retrieval = await retriever.retrieve({ question, language, document, ...limits });
    const wholeDocument = document !== undefined;
    const isHeading = () => false;
    const request = { question, language, retrieval, calibration, wholeDocument, isHeading };
    const evidence = selectEvidence(request);
    const { kind } = questionType(question, language);
    return { features: confidenceFeatures(request, evidence.judged, kind, evidence.headline), evidence };
  };

  const onPage: Observation[] = [];
  const inAllPages: Observation[] = [];
  const elsewhere: Observation[] = [];
  for (const { question, language, document, lines } of options.sets.flatMap(({ questions }) => questions)) {
    const path = documentPath(document);
    const right = new Set(lines);
    onPage.push({ ...(await judge(omos, question, language, path)), outcome: right.size > 0 });
    elsewhere.push({ ...(await judge(own, question, language)), outcome: false });
    if (right.size === 0) continue;
    const { features, evidence } = await judge(omos, question, language);
    const text = omos.document(path)?.text ?? "";
    const outcome = evidence.passages.some(
      ({ chunk, span }) =>
        chunk.chunk.document === path && [...linesOfSpans(text, [span])].some((line) => right.has(line)),
    );
    inAllPages.push({ features, outcome });
  }
  const onOwn: Observation[] = [];
  for (const golden of options.questions) {
    const { features, evidence } = await judge(own, golden.question, golden.language);
    const citations = evidence.passages.map(({ chunk: { chunk }, span }) => ({
      document: chunk.document,
      quote: chunk.text.slice(span.start - chunk.start, span.end - chunk.start),
    }));
    onOwn.push({ features, outcome: isRight(golden, citations) });
  }
  const groups = { onPage, inAllPages, onOwn, elsewhere };
  const observations = Object.values(groups).flatMap((group) =>
    group.map(({ features, outcome }) => ({ features, outcome, weight: 250 / group.length })),
  );
  const confidence = fitLogistic(observations, Object.keys(observations[0]?.features ?? {}), 3);
  const judged = observations.map(({ features, ...rest }) => ({ ...rest, p: probability(confidence, features) }));
  let best = { cost: Number.POSITIVE_INFINITY, threshold: 0.5 };
  for (let threshold = 0.1; threshold < 0.8; threshold = Number((threshold + 0.01).toFixed(2))) {
    const cost = judged.reduce((sum, { p, outcome, weight }) => {
      if (p >= threshold) return sum + (outcome ? 0 : COST_OF_WRONG_ANSWER * weight);
      return sum + (outcome ? weight : 0);
    }, 0);
    if (cost < best.cost) best = { cost, threshold };
  }
  for (const [name, group] of Object.entries(groups)) {
    const kept = (wanted: boolean) => {
      const all = group.filter(({ outcome }) => outcome === wanted);
      const answered = all.filter(({ features }) => probability(confidence, features) >= best.threshold);
      return `${answered.length} of ${all.length}`;
    };
    options.onStep(`${name}: answered ${kept(true)} with a right quote, ${kept(false)} without`);
  }
  return { confidence, answeredFrom: Math.max(ANSWERED_FROM, best.threshold), partialFrom: best.threshold };
}
