import { join } from "node:path";
import type { AnswerGenerator } from "../answers/generator.js";
import type { Assistant } from "../assistant/assistant.js";
import { createLocalAssistant, type LocalAssistantOptions } from "../assistant/local-assistant.js";
import { type Config, packageDirectory } from "../config.js";
import { createConversationMemory } from "../conversations/conversation-memory.js";
import type { Embedder } from "../embeddings/embedder.js";
import type { TransformersEmbedderOptions } from "../embeddings/transformers-embedder.js";
import type { PassageCentring } from "../indexing/build-index.js";
import type { Logger } from "../logging.js";
import type { Reader } from "../reading/reader.js";
import { type Calibration, readCalibration } from "../retrieval/calibration.js";

/** Chunks that the calibration's mean passage counts for, beside the corpus's own. */
const PRIOR_WEIGHT = 50;

/** What a configuration says of the model. */
type ModelChoice = Pick<Config<"show">, "modelDir" | "embeddingModel">;

/** The model a configuration names. */
export function embedderOptions({ modelDir, embeddingModel }: ModelChoice): TransformersEmbedderOptions {
  return { modelDir, modelId: embeddingModel ?? undefined };
}

/** Loads the embedding model; only commands that search or index pay for it. */
export async function openEmbedder(config: ModelChoice): Promise<Embedder> {
  const { createTransformersEmbedder } = await import("../embeddings/transformers-embedder.js");
  return createTransformersEmbedder(embedderOptions(config));
}

/**
 * Loads the reader that goes with the embedding model; null where that has none.
 *
 * @param keptTokens As of `createReader`.
 */
export async function openReader(embedder: Embedder, keptTokens?: number): Promise<Reader | null> {
  const { openReaderModel } = await import("../embeddings/reader-model.js");
  const { createReader } = await import("../reading/reader.js");
  const model = await openReaderModel(join(packageDirectory, "embeddings/reader"), embedder.id);
  return model && createReader({ embedder, model, keptTokens });
}

/**
 * The fitted numbers for a model. They were fitted to the model that comes with the program; for another one the means
 * do not hold, and nothing is centred.
 */
export function calibrationFor(model: string): Calibration {
  const calibration = readCalibration(join(packageDirectory, "embeddings/calibration.json"));
  if (calibration.model === model) return calibration;
  const centring = {
    ...calibration.centring,
    queryShare: { de: 0, en: 0 },
    queryMap: { de: null, en: null },
    passageShare: 0,
  };
  return { ...calibration, centring };
}

/** How the chunk vectors of an index are centred. */
export function passageCentring({ centring }: Calibration, dimension: number): PassageCentring {
  const prior = centring.passageShare === 0 ? new Float32Array(dimension) : centring.passageMean;
  return { prior, priorWeight: PRIOR_WEIGHT, share: centring.passageShare };
}

/** What an assistant may be opened with, beside its configuration. */
type OpenOptions = Partial<Pick<LocalAssistantOptions, "audience" | "memory" | "onTrace">>;

/** Opens the index of a configuration, with the language model if there is one. */
export async function openAssistant(
  config: Pick<Config<"ask">, "indexDir" | "modelDir" | "embeddingModel" | "languageModel" | "contact">,
  logger: Logger,
  { audience, memory = createConversationMemory(), onTrace }: OpenOptions = {},
): Promise<Assistant> {
  const [embedder, generator] = await Promise.all([openEmbedder(config), openGenerator(config.languageModel, logger)]);
  return createLocalAssistant({
    indexDir: config.indexDir,
    embedder,
    reader: await openReader(embedder),
    calibration: calibrationFor(embedder.id),
    memory,
    contact: config.contact,
    generator,
    ...(audience && { audience }),
    onTrace,
  });
}

/** Opens the language model of a configuration; null where there is none. Only here is anything of it loaded. */
export async function openGenerator(
  languageModel: Config<"ask">["languageModel"],
  logger: Logger,
): Promise<AnswerGenerator | null> {
  if (languageModel === null) return null;
  const { createChatModel } = await import("../language-model/chat-model.js");
  const { createGenerator } = await import("../answers/generator.js");
  return createGenerator({
    chatModel: await createChatModel(languageModel),
    promptDir: join(packageDirectory, "prompts"),
    timeoutMs: languageModel.timeoutSeconds * 1000,
    onFailure: (reason) => logger.warn({ reason }, "extractive answer instead of a generated one"),
  });
}
