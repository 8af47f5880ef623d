import { z } from "zod";
import { generationDirectory, readCurrent } from "../search-index/generation.js";
import { sizeOfFolder } from "./bench-corpus.js";
import type { MeasuredSystem } from "./measured-system.js";
import type { OwnAnswersTask } from "./own-answers.js";
import { runProcess, scriptBeside } from "./run-process.js";

const indexSchema = z.object({ embedded: z.number() });
const answerSchema = z.object({ status: z.string() });
const time = z.number();
const timesSchema = z.strictObject({ whole: time, parts: z.record(z.string(), time) });
const answersSchema = z.strictObject({ times: z.array(timesSchema), memory: z.number() });

/**
 * Auskunft as people run it: the commands `index` and `ask` from their first to their last moment; answering within one
 * process through the same assistant.
 *
 * @param options.program The program's own script.
 */
export function createOwnSystem({
  program,
  corpusDir,
  modelDir,
  readerDir,
  calibrationFile,
  signal,
}: {
  readonly program: string;
  readonly corpusDir: string;
  readonly modelDir: string;
  readonly readerDir: string;
  readonly calibrationFile: string;
  readonly signal?: AbortSignal | undefined;
}): MeasuredSystem {
  return {
    async index(indexDir) {
      const args = ["index", "--json", "--index", indexDir, "--corpus", corpusDir];
      const { output, toExit } = await runProcess(program, args, signal);
      return { seconds: toExit / 1000, embeddedTexts: indexSchema.parse(output).embedded };
    },
    async coldStart(indexDir, question) {
      const args = ["ask", "--json", "--extractive", "--index", indexDir, question];
      const { output, toFirstLine } = await runProcess(program, args, signal);
      answerSchema.parse(output);
      return toFirstLine / 1000;
    },
    async answer(indexDir, questionsFile) {
      const task: OwnAnswersTask = { indexDir, modelDir, readerDir, calibrationFile, questionsFile };
      const script = scriptBeside(import.meta.url, "own-answers");
      return answersSchema.parse((await runProcess(script, [JSON.stringify(task)], signal)).output);
    },
    async sizeOnDisk(indexDir) {
      const generation = await readCurrent(indexDir);
      const served = generation === null ? 0 : await sizeOfFolder(generationDirectory(indexDir, generation));
      return { served, all: await sizeOfFolder(indexDir) };
    },
  };
}
