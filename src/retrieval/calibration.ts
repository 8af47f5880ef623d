import { readFileSync } from "node:fs";
import { z } from "zod";
import { ConfigurationError } from "../errors.js";

/** What a value of a matrix is multiplied with before it is stored. */
const MATRIX_SCALE = 10_000;

const share = z.number().min(0).max(1);
const vector = z.array(z.number()).transform((values): Float32Array => Float32Array.from(values));
/** A square matrix, rows one after another: integers of 16 bits, little endian, as base64. */
const matrix = z.base64().transform((text): Float32Array => {
  const bytes = Buffer.from(text, "base64");
  return Float32Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i) / MATRIX_SCALE);
});
const perLanguage = <Value extends z.ZodType>(value: Value) => z.strictObject({ de: value, en: value });

const linearModelSchema = z.strictObject({
  bias: z.number(),
  /** Weight of each feature, by its name. */
  weights: z.record(z.string(), z.number()),
});

const confidenceSchema = z.strictObject({
  /** Probability that the quotes answer the question. */
  model: linearModelSchema,
  /** From these probabilities on, an answer is called answered, and partial; below, it is refused. */
  answeredFrom: share,
  partialFrom: share,
});

const calibrationSchema = z.strictObject({
  madeBy: z.string(),
  data: z.string(),
  /** Id of the embedding model whose vectors the means are of. */
  model: z.string(),
  centring: z.strictObject({
    /** Mean vector of questions, by their language, and the share of it that is subtracted. */
    queryMean: perLanguage(vector),
    queryShare: perLanguage(share),
    /** Moves a centred question to where it lies in German; null leaves it where it is. */
    queryMap: perLanguage(matrix.nullable()),
    /** Mean vector of passages: stands in for the index's own mean while that has few chunks. */
    passageMean: vector,
    passageShare: share,
  }),
  fusion: z.strictObject({
    /** Share of the dense list against the keyword list, by the language of the question. */
    denseShare: perLanguage(share),
    /** Share of the chunk's own vector against its best sentence's in the dense score. */
    chunkShare: share,
    /** Share of the reader in the order of the chunks that it has read. */
    readingShare: share,
  }),
  /** Score by which a question's sentences compete for being the one that answers. */
  focus: linearModelSchema,
  /** Probability that a sentence is part of the answer. */
  evidence: linearModelSchema,
  /** Sentences of a given document are quoted from this probability on. */
  evidenceThreshold: share,
  /** How sure an answer is, in a search of the whole corpus and in a single document. */
  confidence: z.strictObject({ corpus: confidenceSchema, document: confidenceSchema }),
});

/** A weighted sum of named features. */
export type LinearModel = Readonly<z.infer<typeof linearModelSchema>>;

/** A probability and what follows from it. */
export type ConfidenceModel = Readonly<z.infer<typeof confidenceSchema>>;

/** Every number that was fitted to data rather than reasoned, in one file with the command that made it. */
export type Calibration = Readonly<z.infer<typeof calibrationSchema>>;

/** @throws {ConfigurationError} The file is missing or has another form. */
export function readCalibration(file: string): Calibration {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new ConfigurationError(`${file} is missing or no JSON. Restore it, or make it with "npm run train".`, {
      cause,
    });
  }
  const result = calibrationSchema.safeParse(content);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ConfigurationError(
    `${file} is wrong at ${issue?.path.join(".")}: ${issue?.message}. Make it with "npm run train".`,
  );
}

/** A matrix as the calibration file holds it. */
export function encodeMatrix(values: Float32Array): string {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, i) => {
    bytes.writeInt16LE(Math.round(Math.min(3.2, Math.max(-3.2, value)) * MATRIX_SCALE), 2 * i);
  });
  return bytes.toString("base64");
}

/** The weighted sum of the features; one without a weight does not count. */
export function linearScore(model: LinearModel, features: Readonly<Record<string, number>>): number {
  let sum = model.bias;
  for (const [name, weight] of Object.entries(model.weights)) sum += weight * (features[name] ?? 0);
  return sum;
}

/** Probability in [0, 1] of a logistic regression. */
export function probability(model: LinearModel, features: Readonly<Record<string, number>>): number {
  return 1 / (1 + Math.exp(-linearScore(model, features)));
}

/** Log-odds of a probability, which counts as 0.001 at least and 0.999 at most. */
export function logit(probability: number): number {
  const bounded = Math.min(0.999, Math.max(0.001, probability));
  return Math.log(bounded / (1 - bounded));
}
