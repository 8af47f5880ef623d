import { evidenceCandidates } from "../answers/evidence-features.js";
import type { Embedder } from "../embeddings/embedder.js";
import type { Span } from "../language/language.js";
import { type Calibration, probability } from "../retrieval/calibration.js";
import { createRetriever } from "../retrieval/retriever.js";
import type { SearchIndex } from "../search-index/search-index.js";
import type { EvaluationSet } from "./datasets/evaluation-set.js";
import { evidenceQuality, type LinePrediction, linesOfSpans } from "./evidence-metrics.js";
import { fitLogistic, type Observation } from "./fit-logistic.js";
import { documentPath } from "./index-documents.js";

/** Chunks of a search in the whole index that are judged beside the given page. */
const CHUNKS_READ = 8;

interface JudgedQuestion {
  readonly right: ReadonlySet<number>;
  /** Sentences of the given page with the lines they touch. */
  readonly sentences: readonly { readonly lines: ReadonlySet<number>; readonly features: Observation["features"] }[];
}

/**
 * Fits the probability that a sentence is part of the answer, and the threshold with the best F over answerable
 * questions on their given page.
 */
export async function trainEvidence(
  sets: readonly EvaluationSet[],
  index: SearchIndex,
  embedder: Embedder,
  calibration: Calibration,
  onStep: (step: string) => void,
): Promise<Pick<Calibration, "evidence" | "evidenceThreshold">> {
  const retriever = createRetriever({ index, embedder, calibration });
  const observations: Observation[] = [];
  const questions: JudgedQuestion[] = [];
  for (const { question, language, document, lines } of sets.flatMap((set) => set.questions)) {
    const path = documentPath(document);
    const text = index.document(path)?.text ?? "";
    const right = new Set(lines);
    const touched = (span: Span) => linesOfSpans(text, [span]);
    for (const request of [{ document: path, top: 1000 }, { top: CHUNKS_READ }]) {
      const { chunks, terms } = await retriever.retrieve({ question, language, ...request });
      const candidates = evidenceCandidates(chunks, terms, () => false).map(({ chunk, span, features }) => ({
        lines: chunk.chunk.document === path ? touched(span) : new Set<number>(),
        features,
      }));
      for (const { lines, features } of candidates) {
        observations.push({ features, outcome: [...lines].some((line) => right.has(line)) });
      }
      if (request.document !== undefined && right.size > 0) questions.push({ right, sentences: candidates });
    }
  }
  const names = Object.keys(observations[0]?.features ?? {});
  const evidence = fitLogistic(observations, names);
  let best = { f: 0, threshold: 0.5, text: "" };
  for (let threshold = 0.1; threshold < 0.6; threshold = Number((threshold + 0.01).toFixed(2))) {
    const predictions = questions.map(({ right, sentences }): LinePrediction => {
      const chosen = sentences.filter(({ features }) => probability(evidence, features) >= threshold);
      return { right, predicted: new Set(chosen.flatMap(({ lines }) => [...lines])) };
    });
    const { precision, recall, f } = evidenceQuality(predictions);
    const text = `P ${precision.toFixed(3)} R ${recall.toFixed(3)} F ${f.toFixed(3)}`;
    if (f > best.f) best = { f, threshold, text };
  }
  onStep(`${observations.length} sentences; threshold ${best.threshold}, on the given page of train ${best.text}`);
  return { evidence, evidenceThreshold: best.threshold };
}
