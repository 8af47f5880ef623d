import { z } from "zod";
import { sizeOfFolder, TEXT_EXTENSIONS } from "./bench-corpus.js";
import type { LangchainTask } from "./langchain-program.js";
import type { MeasuredSystem } from "./measured-system.js";
import { runProcess, scriptBeside } from "./run-process.js";

const indexSchema = z.strictObject({ chunks: z.number() });
const askSchema = z.strictObject({ found: z.number().positive() });
const answersSchema = z.strictObject({ times: z.array(z.number()), memory: z.number() });

/** What the peer is, for readers of a report. */
export const LANGCHAIN_PEER =
  "plain LangChain with its defaults: RecursiveCharacterTextSplitter (1000 characters, 200 of them shared), " +
  "HuggingFaceTransformersEmbeddings with the same 8-bit weights (there are none of 32 bits here), HNSWLib. " +
  "It finds 4 passages for a question; Auskunft answers with checked quotes.";

/** The peer: a program over LangChain. */
export function createLangchainSystem({
  corpusDir,
  modelDir,
  signal,
}: {
  readonly corpusDir: string;
  readonly modelDir: string;
  readonly signal?: AbortSignal | undefined;
}): MeasuredSystem {
  const script = scriptBeside(import.meta.url, "langchain-program");
  const run = (task: LangchainTask) => runProcess(script, [JSON.stringify(task)], signal);
  return {
    async index(storeDir) {
      const extensions = TEXT_EXTENSIONS;
      const { output, toExit } = await run({ type: "index", storeDir, modelDir, corpusDir, extensions });
      return { seconds: toExit / 1000, embeddedTexts: indexSchema.parse(output).chunks };
    },
    async coldStart(storeDir, question) {
      const { output, toFirstLine } = await run({ type: "ask", storeDir, modelDir, question });
      askSchema.parse(output);
      return toFirstLine / 1000;
    },
    async answer(storeDir, questionsFile) {
      const { output } = await run({ type: "answers", storeDir, modelDir, questionsFile });
      const { times, memory } = answersSchema.parse(output);
      return { times: times.map((whole) => ({ whole, parts: {} })), memory };
    },
    async sizeOnDisk(storeDir) {
      const size = await sizeOfFolder(storeDir);
      return { served: size, all: size };
    },
  };
}
