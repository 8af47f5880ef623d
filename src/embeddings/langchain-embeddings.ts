import { Embeddings } from "@langchain/core/embeddings";
import type { Embedder } from "./embedder.js";
import { createTransformersEmbedder, type TransformersEmbedderOptions } from "./transformers-embedder.js";

/**
 * The embedder as LangChain's `Embeddings`, for every store and chain that takes one.
 *
 * Documents are embedded as passages and queries as questions, each with the prefix that the model was trained with:
 * do not add one. Texts longer than the model's window are refused with a RangeError, for nothing is cut silently:
 * split them first.
 */
export class LangchainEmbeddings extends Embeddings {
  readonly #embedder: Embedder;

  constructor(embedder: Embedder) {
    super({});
    this.#embedder = embedder;
  }

  /** @returns Unit vectors in the order of the texts. */
  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors = await this.#embedder.embed(texts, "passage");
    return vectors.map((vector) => Array.from(vector));
  }

  /** @returns A unit vector. */
  override async embedQuery(text: string): Promise<number[]> {
    const [vector = new Float32Array()] = await this.#embedder.embed([text], "query");
    return Array.from(vector);
  }

  /** Ends the embedder. */
  close(): Promise<void> {
    return this.#embedder.close();
  }
}

/**
 * Loads the embedding model for LangChain.
 *
 * ```ts
 * const embeddings = await openLangchainEmbeddings({ modelDir: "embeddings/model" });
 * const store = await HNSWLib.fromDocuments(documents, embeddings);
 * ```
 *
 * @throws {IndexUnavailableError} A model file is missing or cannot be loaded.
 */
export async function openLangchainEmbeddings(options: TransformersEmbedderOptions): Promise<LangchainEmbeddings> {
  return new LangchainEmbeddings(await createTransformersEmbedder(options));
}
