import { readFile } from "node:fs/promises";
import { askOnce } from "../assistant/assistant.js";
import { createLocalAssistant } from "../assistant/local-assistant.js";
import { createConversationMemory } from "../conversations/conversation-memory.js";
import { openReaderModel } from "../embeddings/reader-model.js";
import { createTransformersEmbedder } from "../embeddings/transformers-embedder.js";
import { createReader } from "../reading/reader.js";
import { readCalibration } from "../retrieval/calibration.js";
import type { AnswerTimes } from "./measured-system.js";

/**
 * What this script is told, as JSON in its first argument. It asks all questions twice and prints one line of JSON:
 * times of the second turn and memory, as `MeasuredSystem.answer` returns them.
 */
export interface OwnAnswersTask {
  readonly indexDir: string;
  readonly modelDir: string;
  readonly readerDir: string;
  readonly calibrationFile: string;
  /** JSON array of questions. */
  readonly questionsFile: string;
}

const task = JSON.parse(process.argv[2] ?? "") as OwnAnswersTask;
const questions = JSON.parse(await readFile(task.questionsFile, "utf8")) as string[];
const embedder = await createTransformersEmbedder({ modelDir: task.modelDir });
const model = await openReaderModel(task.readerDir, embedder.id);
const assistant = await createLocalAssistant({
  indexDir: task.indexDir,
  embedder,
  reader: model && createReader({ embedder, model }),
  calibration: readCalibration(task.calibrationFile),
  memory: createConversationMemory(),
  contact: null,
  generator: null,
  audience: "citizen",
});

async function askAll(): Promise<AnswerTimes[]> {
  const times: AnswerTimes[] = [];
  for (const text of questions) {
    const started = performance.now();
    const { ms } = await askOnce(assistant, { text, conversation: null, audience: "citizen", extractive: true });
    const whole = performance.now() - started;
    const { embed, retrieve, answer } = ms;
    // Greetings and the like are answered without a search.
    if (ms.total > 0) times.push({ whole, parts: { embed, retrieve, evidence: answer } });
  }
  return times;
}

await askAll();
const times = await askAll();
process.stdout.write(`${JSON.stringify({ times, memory: process.memoryUsage.rss() })}\n`);
await assistant.close();
