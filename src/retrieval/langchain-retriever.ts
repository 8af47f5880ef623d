import { Document } from "@langchain/core/documents";
import { BaseRetriever, type BaseRetrieverInput } from "@langchain/core/retrievers";
import type { Audience } from "../documents/document.js";
import { createTransformersEmbedder } from "../embeddings/transformers-embedder.js";
import { ConfigurationError } from "../errors.js";
import { detectLanguage } from "../language/detect-language.js";
import { openSearchIndex } from "../search-index/search-index.js";
import { readCalibration } from "./calibration.js";
import type { RetrievedChunk } from "./retrieved-chunk.js";
import { createRetriever, type Retriever } from "./retriever.js";

/** What LangChain is told about a chunk beside its text. */
export interface ChunkMetadata {
  /** Path of the document below the corpus folder. */
  readonly document: string;
  readonly title: string;
  /** Headings above the chunk, outermost first. */
  readonly heading: readonly string[];
  /** null where the document has no pages. */
  readonly page: number | null;
  /** ISO date of publication; null where the document states none. */
  readonly date: string | null;
  /** UTF-16 offsets: the text of the chunk is `text.slice(start, end)` of the document. */
  readonly start: number;
  readonly end: number;
  /** Fused rank score in [0, 1]; comparable within one question only. */
  readonly score: number;
}

/** How a LangChain user wants to retrieve; callbacks, tags and metadata are LangChain's own. */
export interface LangchainRetrieverOptions extends BaseRetrieverInput {
  /** Most chunks for a question. Default: 8. */
  readonly top?: number;
  /** Most chunks of one document. Default: no limit. */
  readonly perDocument?: number;
}

/** The retriever as LangChain's `BaseRetriever`: a question gives chunks as `Document`, best first. */
export class LangchainRetriever extends BaseRetriever<ChunkMetadata> {
  override lc_namespace = ["auskunft", "retrieval"];
  readonly #retriever: Retriever;
  readonly #top: number;
  readonly #perDocument: number | undefined;
  readonly #close: () => Promise<void>;

  /** @param close What `close` ends. Default: nothing. */
  constructor(
    retriever: Retriever,
    { top = 8, perDocument, ...fields }: LangchainRetrieverOptions = {},
    close: () => Promise<void> = async () => {},
  ) {
    super(fields);
    this.#retriever = retriever;
    this.#top = top;
    this.#perDocument = perDocument;
    this.#close = close;
  }

  override async _getRelevantDocuments(question: string): Promise<Document<ChunkMetadata>[]> {
    const { chunks } = await this.#retriever.retrieve({
      question,
      language: detectLanguage(question),
      top: this.#top,
      perDocument: this.#perDocument,
    });
    return chunks.map(toLangchainDocument);
  }

  /** Ends what was opened for the retriever. */
  close(): Promise<void> {
    return this.#close();
  }
}

/**
 * Opens the serving index for LangChain.
 *
 * ```ts
 * const retriever = await openLangchainRetriever({
 *   indexDir: "embeddings/index",
 *   modelDir: "embeddings/model",
 *   calibrationFile: "embeddings/calibration.json",
 * });
 * const documents = await retriever.invoke("Wann hat die OWL-IT ihren Betrieb aufgenommen?");
 * ```
 *
 * @param options.audience Whose documents. Default: citizen.
 * @throws {IndexUnavailableError} There is no index, it is damaged, or it or the model cannot be loaded.
 * @throws {ConfigurationError} The calibration cannot be read, or was fitted to another model.
 */
export async function openLangchainRetriever({
  indexDir,
  modelDir,
  calibrationFile,
  audience = "citizen",
  ...options
}: LangchainRetrieverOptions & {
  readonly indexDir: string;
  readonly modelDir: string;
  readonly calibrationFile: string;
  readonly audience?: Audience;
}): Promise<LangchainRetriever> {
  const calibration = readCalibration(calibrationFile);
  const embedder = await createTransformersEmbedder({ modelDir });
  try {
    if (calibration.model !== embedder.id) {
      throw new ConfigurationError(
        `${calibrationFile} was fitted to ${calibration.model}, but ${modelDir} holds ${embedder.id}. Name files that belong together.`,
      );
    }
    const index = await openSearchIndex(indexDir, audience, embedder.id);
    return new LangchainRetriever(createRetriever({ index, embedder, calibration }), options, async () => {
      index.close();
      await embedder.close();
    });
  } catch (error) {
    await embedder.close();
    throw error;
  }
}

function toLangchainDocument({ chunk, document, score }: RetrievedChunk): Document<ChunkMetadata> {
  const { text, headings, page, start, end } = chunk;
  return new Document({
    pageContent: text,
    metadata: {
      document: document.path,
      title: document.title,
      heading: [...headings],
      page,
      date: document.frontMatter.date ?? null,
      start,
      end,
      score,
    },
  });
}
