import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { AutoModel, AutoTokenizer, env, Tensor } from "@xenova/transformers";
import { IndexUnavailableError } from "../errors.js";
import type { Embedder, EmbeddingKind, Encoding } from "./embedder.js";
import { sessionOptions } from "./session-options.js";

/** Output of the model with the states of the layer that the reader goes on from. */
const STATES_OUTPUT = "layer_4";

const MODEL_FILES = ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model_quantized.onnx"];

/** Where the embedding model comes from and how many cores it may use. */
export interface TransformersEmbedderOptions {
  /** Folder of a local model; nothing is fetched from a network. */
  readonly modelDir: string;
  /** Model id to load by name instead of `modelDir`; it may be fetched from the model hub. */
  readonly modelId?: string | undefined;
  /** Threads of one inference. Default: 2, the quickest for a single question. */
  readonly threads?: number;
}

/**
 * Loads a sentence embedding model of the E5 family: `query: ` and `passage: ` prefixes, mean over the token
 * vectors, unit norm.
 *
 * Texts are embedded one at a time: the activation scale of the 8-bit model spans a batch, so in a batch a vector would
 * depend on its neighbours.
 *
 * @throws {IndexUnavailableError} A model file is missing or cannot be loaded.
 * @see Wang et al., "Multilingual E5 Text Embeddings", 2024, arXiv 2402.05672
 */
export async function createTransformersEmbedder(options: TransformersEmbedderOptions): Promise<Embedder> {
  const { modelId } = options;
  const modelDir = resolve(options.modelDir);
  if (modelId === undefined) {
    const missing = MODEL_FILES.filter((file) => !existsSync(join(modelDir, file)));
    if (missing.length > 0) {
      throw new IndexUnavailableError(
        `The embedding model in ${modelDir} lacks ${missing.join(", ")}. Restore the folder or set MODEL_DIR.`,
      );
    }
    env.localModelPath = dirname(modelDir);
  }
  env.allowRemoteModels = modelId !== undefined;
  const name = modelId ?? basename(modelDir);
  const session_options = sessionOptions(options.threads);
  const [tokenizer, model, id] = await Promise.all([
    AutoTokenizer.from_pretrained(name),
    AutoModel.from_pretrained(name, { dtype: "q8", session_options }),
    modelId ?? hashOfModel(modelDir),
  ]).catch((cause: unknown) => {
    throw new IndexUnavailableError(
      `The embedding model ${modelId ?? modelDir} cannot be loaded. Restore its files, or check MODEL_DIR and EMBEDDING_MODEL.`,
      { cause },
    );
  });
  const { hidden_size: dimension, max_position_embeddings: positions } = dimensionsOf(model.config);
  // RoBERTa's position table has two rows that no token uses; only the tokenizer knows the true length.
  const maxTokens = Math.min(positions, tokenizer.model_max_length ?? positions);
  const [cls = 0, separator = 0] = tokenizer.encode("");
  const idsOf = (parts: readonly string[], kind: EmbeddingKind) =>
    parts.map((part, i) => tokenizer.encode(i === 0 ? `${kind}: ${part}` : part, { add_special_tokens: false }));
  const countTokens = (text: string, kind: EmbeddingKind) => (idsOf([text], kind)[0]?.length ?? 0) + 2;

  /** @param upper Whether to go on after the states; without it the vector says nothing. */
  async function run(parts: readonly string[], kind: EmbeddingKind, upper: boolean): Promise<Encoding> {
    const starts: number[] = [];
    const ids = [cls];
    for (const part of idsOf(parts, kind)) {
      starts.push(ids.length);
      ids.push(...part);
    }
    ids.push(separator);
    const length = ids.length;
    if (length > maxTokens) {
      throw new RangeError(`A text of ${length} tokens does not fit the embedding model's ${maxTokens}.`);
    }
    const inputs = {
      input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, length]),
      attention_mask: new Tensor("int64", new BigInt64Array(length).fill(1n), [1, length]),
      token_type_ids: new Tensor("int64", new BigInt64Array(length), [1, length]),
      // An input of the model that comes with the program; others go without it.
      upper: new Tensor("bool", [upper], [1]),
    };
    const { last_hidden_state: hidden, [STATES_OUTPUT]: layer } = await model(inputs);
    try {
      const states =
        layer === undefined ? null : { values: (layer.data as Float32Array).slice(), count: length, starts };
      return { vector: unitMean(hidden.data, length, dimension), states };
    } finally {
      hidden.dispose();
      layer?.dispose();
    }
  }

  const encode = (text: string, kind: EmbeddingKind) => run([text], kind, true);

  return {
    id,
    dimension,
    maxTokens,
    countTokens,
    async embed(texts, kind) {
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push((await encode(text, kind)).vector);
      return vectors;
    },
    encode,
    async statesOf(parts, kind) {
      return (await run(parts, kind, false)).states;
    },
    async close() {
      await model.dispose();
    },
  };
}

/** Mean of `rows` vectors that lie one after another, scaled to Euclidean norm 1. */
function unitMean(values: Float32Array, rows: number, dimension: number): Float32Array {
  const mean = new Float32Array(dimension);
  for (let row = 0; row < rows; row++) {
    const offset = row * dimension;
    for (let i = 0; i < dimension; i++) mean[i] = (mean[i] ?? 0) + (values[offset + i] ?? 0);
  }
  const norm = Math.hypot(...mean);
  return mean.map((value) => value / norm);
}

function dimensionsOf(config: unknown): { hidden_size: number; max_position_embeddings: number } {
  const { hidden_size, max_position_embeddings } = config as Record<string, unknown>;
  if (typeof hidden_size !== "number" || typeof max_position_embeddings !== "number") {
    throw new IndexUnavailableError(
      "The embedding model's config.json lacks hidden_size or max_position_embeddings. Use a BERT-like model.",
    );
  }
  return { hidden_size, max_position_embeddings };
}

/** `<folder>@<first 16 hexadecimal digits of the SHA-256 over weights and tokenizer>`. */
async function hashOfModel(modelDir: string): Promise<string> {
  const hash = createHash("sha256");
  for (const file of ["tokenizer.json", "onnx/model_quantized.onnx"]) {
    for await (const part of createReadStream(join(modelDir, file), { highWaterMark: 1 << 20 })) hash.update(part);
  }
  return `${basename(modelDir)}@${hash.digest("hex").slice(0, 16)}`;
}
