import { readdir, readFile } from "node:fs/promises";
import { register } from "node:module";
import { basename, dirname, extname, join } from "node:path";
import { HuggingFaceTransformersEmbeddings } from "@langchain/community/embeddings/huggingface_transformers";
import { HNSWLib } from "@langchain/community/vectorstores/hnswlib";
import { Document } from "@langchain/core/documents";
import { RecursiveCharacterTextSplitter } from "@langchain/textsplitters";
import { BertModel, env, Tensor } from "@xenova/transformers";

/**
 * What this script is told, as JSON in its first argument. It prints one line of JSON: `{"chunks"}` after indexing,
 * `{"found"}` after one question, `{"times", "memory"}` in milliseconds and bytes after a file of questions.
 */
export type LangchainTask = { readonly storeDir: string; readonly modelDir: string } & (
  | { readonly type: "index"; readonly corpusDir: string; readonly extensions: readonly string[] }
  | { readonly type: "ask"; readonly question: string }
  | { readonly type: "answers"; readonly questionsFile: string }
);

/** LangChain's own default. */
const FOUND = 4;

// LangChain asks for the package by its own name; it is installed under another one.
const resolveHook = `export const resolve = (name, context, next) =>
  next(name === "@huggingface/transformers" ? "@xenova/transformers" : name, context);`;
register(`data:text/javascript,${encodeURIComponent(resolveHook)}`);

// The weights have an input that LangChain does not give them: whether to compute all layers.
const { forward } = BertModel.prototype;
BertModel.prototype.forward = function (this: BertModel, inputs: object) {
  return forward.call(this, { ...inputs, upper: new Tensor("bool", [true], [1]) });
};

/** A program over LangChain as its tutorials write one: splitter, embeddings and store with their defaults. */
async function run(task: LangchainTask): Promise<object> {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(task.modelDir);
  const embeddings = new HuggingFaceTransformersEmbeddings({
    model: basename(task.modelDir),
    pretrainedOptions: { dtype: "q8" },
  });
  if (task.type === "index") {
    const splitter = new RecursiveCharacterTextSplitter();
    const chunks = await splitter.splitDocuments(await loadDocuments(task.corpusDir, task.extensions));
    const store = await HNSWLib.fromDocuments(chunks, embeddings);
    await store.save(task.storeDir);
    return { chunks: chunks.length };
  }
  const store = await HNSWLib.load(task.storeDir, embeddings);
  if (task.type === "ask") return { found: (await store.similaritySearch(task.question, FOUND)).length };
  const questions = JSON.parse(await readFile(task.questionsFile, "utf8")) as string[];
  const searchAll = async () => {
    const times: number[] = [];
    for (const question of questions) {
      const started = performance.now();
      await store.similaritySearch(question, FOUND);
      times.push(performance.now() - started);
    }
    return times;
  };
  await searchAll();
  return { times: await searchAll(), memory: process.memoryUsage.rss() };
}

/** Reads files as plain text, as LangChain's TextLoader does. */
async function loadDocuments(directory: string, extensions: readonly string[]): Promise<Document[]> {
  const files = (await readdir(directory, { recursive: true })).filter((file) => extensions.includes(extname(file)));
  return Promise.all(
    files
      .sort()
      .map(
        async (file) =>
          new Document({ pageContent: await readFile(join(directory, file), "utf8"), metadata: { source: file } }),
      ),
  );
}

process.stdout.write(`${JSON.stringify(await run(JSON.parse(process.argv[2] ?? "") as LangchainTask))}\n`);
