import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { AutoModel, env, Tensor } from "@xenova/transformers";
import { z } from "zod";
import { IndexUnavailableError } from "../errors.js";
import type { TokenStates } from "./embedder.js";
import { sessionOptions } from "./session-options.js";

const configSchema = z.object({
  /** Id of the embedding model whose states it goes on from. */
  reads: z.string(),
  hidden_size: z.number(),
});

/** What the reader says of each token of a passage, in the order of the tokens. */
export interface TokenReadings {
  /** Log-odds that the token belongs to what answers the question; a sentence's are the mean of its tokens'. */
  readonly evidence: Float32Array;
  /** Log-odds that the passage answers the question at all. */
  readonly answers: number;
  /** Logits of being the first token of the shortest answer. */
  readonly first: Float32Array;
  /** Logits of being its last one. */
  readonly last: Float32Array;
}

/** Reads a question and a passage together: the upper layers of a cross-encoder over states that are already there. */
export interface ReaderModel {
  read(question: TokenStates, passage: TokenStates): Promise<TokenReadings>;
  close(): Promise<void>;
}

/** Columns of the model's output. */
const LABELS = 4;
const EVIDENCE = 0;
const ANSWERS = 1;
const FIRST = 2;
const LAST = 3;

/**
 * Loads the reader that goes with an embedding model.
 *
 * The lower layers see question and passage apart, so that a passage's states can be kept; only the upper ones see both.
 *
 * @param directory Folder of the reader.
 * @param embeddingModel Id of the embedder whose states it shall read.
 * @returns null where the reader was not made for this embedding model.
 * @throws {IndexUnavailableError} A file is missing or cannot be loaded.
 * @see Cao et al., "DeFormer: Decomposing Pre-trained Transformers for Faster Question Answering", 2020, arXiv 2005.00697
 */
export async function openReaderModel(directory: string, embeddingModel: string): Promise<ReaderModel | null> {
  const folder = resolve(directory);
  for (const file of ["config.json", "onnx/model_quantized.onnx"]) {
    if (existsSync(join(folder, file))) continue;
    throw new IndexUnavailableError(`The reader in ${folder} lacks ${file}. Restore the folder.`);
  }
  const { reads, hidden_size: dimension } = configSchema.parse(
    JSON.parse(readFileSync(join(folder, "config.json"), "utf8")),
  );
  if (reads !== embeddingModel) return null;
  env.localModelPath = dirname(folder);
  env.allowRemoteModels = false;
  const model = await AutoModel.from_pretrained(basename(folder), {
    dtype: "q8",
    session_options: sessionOptions(),
  }).catch((cause: unknown) => {
    throw new IndexUnavailableError(`The reader in ${folder} cannot be loaded. Restore its files.`, { cause });
  });
  return {
    async read(question, passage) {
      const length = question.count + passage.count;
      const states = new Float32Array(length * dimension);
      states.set(question.values);
      states.set(passage.values, question.count * dimension);
      const { logits } = await model({
        states: new Tensor("float32", states, [1, length, dimension]),
        attention_mask: new Tensor("int64", new BigInt64Array(length).fill(1n), [1, length]),
        token_type_ids: new Tensor("int64", new BigInt64Array(length).fill(1n, question.count), [1, length]),
      });
      try {
        const values = logits.data as Float32Array;
        const column = (label: number) =>
          Float32Array.from({ length: passage.count }, (_, i) => values[(question.count + i) * LABELS + label] ?? 0);
        return { evidence: column(EVIDENCE), answers: values[ANSWERS] ?? 0, first: column(FIRST), last: column(LAST) };
      } finally {
        logits.dispose();
      }
    },
    async close() {
      await model.dispose();
    },
  };
}
