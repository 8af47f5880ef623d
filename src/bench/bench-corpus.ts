import { existsSync } from "node:fs";
import { cp, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { loadOmosQa } from "../evaluation/datasets/omos-qa.js";
import { readGoldenQuestions } from "../evaluation/golden-questions.js";

/** Files that both sides read as text; the peer reads no others without further loaders. */
export const TEXT_EXTENSIONS: readonly string[] = [".md", ".txt"];

/** What both sides index, and what they are asked. */
export interface BenchCorpus {
  readonly name: string;
  /** Writes the files below the folder, which exists and is empty. */
  readonly write: (directory: string) => Promise<void>;
  readonly questions: () => Promise<readonly string[]>;
}

/**
 * An operator's own corpus: its text files, with the YAML that belongs to them.
 *
 * @param questionsFile Golden questions.
 */
export function ownCorpus(corpusDir: string, questionsFile: string): BenchCorpus {
  const copied = [...TEXT_EXTENSIONS, ".yaml"];
  return {
    name: "own",
    write: (directory) =>
      cp(corpusDir, directory, {
        recursive: true,
        filter: async (file) => copied.includes(extname(file)) || (await stat(file)).isDirectory(),
      }),
    async questions() {
      return (await readGoldenQuestions(questionsFile)).questions.map(({ question }) => question);
    },
  };
}

/**
 * The municipal pages of OMoS-QA's training half as text files, with the German questions about them.
 *
 * @param benchDir Folder of the evaluation data.
 * @returns null where the data are not there.
 */
export function omosCorpus(benchDir: string): BenchCorpus | null {
  if (!existsSync(join(benchDir, "omosqa", "train_de.jsonl"))) return null;
  const load = () => loadOmosQa(benchDir, ["train"], "de");
  return {
    name: "omos-train",
    async write(directory) {
      const { documents } = await load();
      await Promise.all(documents.map(({ name, text }) => writeFile(join(directory, `${name}.txt`), text)));
    },
    async questions() {
      return (await load()).questions.map(({ question }) => question);
    },
  };
}

/** Writes a corpus and its questions below a folder. */
export async function prepareCorpus({ write, questions }: BenchCorpus, directory: string) {
  const corpusDir = join(directory, "corpus");
  await mkdir(corpusDir, { recursive: true });
  await write(corpusDir);
  const questionsFile = join(directory, "questions.json");
  const asked = await questions();
  await writeFile(questionsFile, JSON.stringify(asked));
  return { corpusDir, questionsFile, firstQuestion: asked[0] ?? "?" };
}

/** Size in bytes of all files below a folder. */
export async function sizeOfFolder(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
