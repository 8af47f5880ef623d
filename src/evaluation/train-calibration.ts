import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { centre, meanVector } from "../embeddings/centre.js";
import type { Embedder } from "../embeddings/embedder.js";
import type { EmbeddingPool } from "../embeddings/embedding-pool.js";
import { buildIndex } from "../indexing/build-index.js";
import type { Language } from "../language/language.js";
import type { Reader } from "../reading/reader.js";
import { type Calibration, type ConfidenceModel, encodeMatrix } from "../retrieval/calibration.js";
import { openSearchIndex } from "../search-index/search-index.js";
import { loadOmosQa } from "./datasets/omos-qa.js";
import { loadUnreadPages, loadWrittenQuestions } from "./datasets/unread-pages.js";
import { fitQueryMap } from "./fit-query-map.js";
import { readGoldenQuestions } from "./golden-questions.js";
import { indexDocuments } from "./index-documents.js";
import { memoiseEmbedder } from "./memoise-embedder.js";
import { rememberFound } from "./remember-found.js";
import { trainConfidence } from "./train-confidence.js";
import { trainEvidence } from "./train-evidence.js";
import { trainFusion } from "./train-fusion.js";
import { trainReadingShare } from "./train-reading-share.js";

const LANGUAGES: readonly Language[] = ["de", "en"];

const PASSAGE_SHARE = 0.5;
const QUERY_SHARES: Readonly<Record<Language, number>> = { de: 0.5, en: 1 };

/** Strength of the penalty on the map; anything from 3 to 30 gives much the same. */
const MAP_PENALTY = 10;

/** A question of OMoS-QA, marked by two people, counts as so many of the written ones. */
const ANNOTATED_WEIGHT = 3;

const UNFITTED: ConfidenceModel = { model: { bias: 0, weights: {} }, answeredFrom: 0.5, partialFrom: 0.5 };

/** Where the data lies and where the result goes. */
export interface TrainingOptions {
  readonly embedder: Embedder;
  readonly reader: Reader;
  /** Folder that says which pages the reader was not trained on. */
  readonly readerDir: string;
  readonly openPool: () => Promise<EmbeddingPool>;
  /** Folder with the evaluation data. */
  readonly benchDir: string;
  /** The project's own corpus and its questions, of which only the split `dev` is used. */
  readonly corpusDir: string;
  readonly questionsFile: string;
  /** Folder for the indexes, kept between runs. */
  readonly workDir: string;
  readonly calibrationFile: string;
  readonly onStep: (step: string) => void;
}

/**
 * Fits every number of the calibration file on OMoS-QA train and the dev half of the golden questions.
 *
 * The same data and the same kind of CPU give the same file.
 */
export async function trainCalibration(options: TrainingOptions): Promise<Calibration> {
  const embedder = memoiseEmbedder(options.embedder);
  const { reader, openPool, onStep } = options;
  const sets = {
    de: await loadOmosQa(options.benchDir, ["train"], "de"),
    en: await loadOmosQa(options.benchDir, ["train"], "en"),
  };
  const none = new Float32Array(embedder.dimension);

  onStep("mean vectors of questions and passages");
  const queryMean: Record<Language, Float32Array> = { de: none, en: none };
  for (const language of LANGUAGES) {
    const questions = sets[language].questions.map(({ question }) => question);
    queryMean[language] = rounded(meanVector(await embedder.embed(questions, "query"), none, 0));
  }
  onStep("map from English to German questions");
  const written = await loadWrittenQuestions(options.readerDir);
  const centred = async (language: Language): Promise<Float32Array[]> => {
    const texts = [
      ...sets[language].questions.map(({ question }) => question),
      ...written.map((each) => each[language]),
    ];
    const vectors = await embedder.embed(texts, "query");
    return vectors.map((vector) => centre(vector, queryMean[language], QUERY_SHARES[language]));
  };
  const german = await centred("de");
  const pairs = (await centred("en")).map((from, i) => ({ from, to: german[i] ?? from }));
  const queryMap = { de: null, en: fitQueryMap(pairs, MAP_PENALTY) };
  const centringOf = (prior: Float32Array, priorWeight: number) => ({ prior, priorWeight, share: PASSAGE_SHARE });
  const omosDir = await indexDocuments(join(options.workDir, "omos-train"), sets.de.documents, {
    embedder,
    openPool,
    centring: centringOf(none, 0),
  });
  const omos = await openSearchIndex(omosDir, "citizen", embedder.id);
  const passageMean = rounded(omos.passageMean.map((value) => value / PASSAGE_SHARE));
  const ownDir = join(options.workDir, "own");
  await buildIndex({
    folders: [{ directory: options.corpusDir, audience: "citizen" }],
    indexDir: ownDir,
    embedder,
    openPool,
    centring: centringOf(passageMean, 50),
  });
  const own = await openSearchIndex(ownDir, "citizen", embedder.id);

  let calibration: Calibration = {
    madeBy: "npm run train",
    data: "OMoS-QA train (arXiv 2407.15736), German and English questions on German pages; evidence and confidence on the pages that the reader was not trained on; test/eval/questions.json, split dev",
    model: embedder.id,
    centring: { queryMean, queryShare: QUERY_SHARES, queryMap, passageMean, passageShare: PASSAGE_SHARE },
    fusion: { denseShare: { de: 0.7, en: 0.9 }, chunkShare: 0.4, readingShare: 0 },
    focus: { bias: 0, weights: {} },
    evidence: { bias: 0, weights: {} },
    evidenceThreshold: 0.5,
    confidence: { corpus: UNFITTED, document: UNFITTED },
  };
  onStep("shares of the fusion");
  const fusion = await trainFusion({ sets, index: omos, embedder, calibration, onStep });
  calibration = { ...calibration, fusion };

  const golden = await readGoldenQuestions(options.questionsFile);
  const questions = golden.questions.filter(({ split }) => split === "dev");
  const unread = await Promise.all(LANGUAGES.map((each) => loadUnreadPages(options.benchDir, options.readerDir, each)));
  const weighted = unread.flatMap(([annotated, others]) => [
    { ...annotated, weight: ANNOTATED_WEIGHT },
    { ...others, weight: 1 },
  ]);
  const find = rememberFound({ embedder, reader, calibration });
  const training = { sets: weighted, omos, own, questions, find, onStep };
  const readingShare = await trainReadingShare(training);
  calibration = { ...calibration, fusion: { ...fusion, readingShare } };
  onStep("evidence");
  calibration = { ...calibration, ...(await trainEvidence(training)) };
  onStep("confidence");
  calibration = { ...calibration, ...(await trainConfidence({ ...training, calibration })) };
  omos.close();
  own.close();
  const stored = { ...calibration.centring, queryMap: { de: null, en: encodeMatrix(queryMap.en) } };
  await writeFile(
    options.calibrationFile,
    `${JSON.stringify({ ...calibration, centring: stored }, vectorsAsArrays, 1)}\n`,
  );
  return calibration;
}

function rounded(vector: Float32Array): Float32Array {
  return vector.map((value) => Number(value.toFixed(5)));
}

function vectorsAsArrays(_key: string, value: unknown): unknown {
  return value instanceof Float32Array ? Array.from(value, (each) => Number(each.toFixed(5))) : value;
}
