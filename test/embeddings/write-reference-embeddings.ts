// npx tsx test/embeddings/write-reference-embeddings.ts   writes the vectors that the embedder's tests compare with
import { readFile, writeFile } from "node:fs/promises";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { REFERENCE_FILE, type ReferenceEmbeddings, STEP } from "./reference-embeddings.js";

const reference: ReferenceEmbeddings = JSON.parse(await readFile(REFERENCE_FILE, "utf8"));
const embedder = await createTransformersEmbedder({ modelDir: "embeddings/model" });
const texts: ReferenceEmbeddings["texts"][number][] = [];
for (const { kind, text } of reference.texts) {
  const [vector = new Float32Array()] = await embedder.embed([text], kind);
  texts.push({ kind, text, vector: Array.from(vector, (value) => Math.round(value / STEP)).join(" ") });
}
await writeFile(REFERENCE_FILE, `${JSON.stringify({ ...reference, model: embedder.id, texts }, null, 2)}\n`);
await embedder.close();
