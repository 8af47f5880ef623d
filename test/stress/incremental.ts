import { deepStrictEqual } from "node:assert";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { buildIndex, type IndexingOptions } from "../../src/indexing/build-index.js";
import { hashVector, SMALL_DIMENSION } from "../helpers/small-index.js";
import type { StressReport } from "./stress-report.js";

/** Stands in for the model, so that everything but embedding is measured. */
const embedder: Embedder = {
  id: "hash@1",
  dimension: SMALL_DIMENSION,
  maxTokens: 512,
  countTokens: (text) => Math.ceil(text.length / 4),
  embed: async (texts) => texts.map(hashVector),
  encode: async (parts) => ({ vector: hashVector(parts.join(" ")), states: null }),
  close: async () => {},
};

/** Builds an index of many tiny files and one of some megabytes, changes one file, and measures the second build. */
export async function changeOneOfMany(workDir: string, files: number, report: StressReport): Promise<void> {
  const corpus = join(workDir, "many");
  await mkdir(corpus);
  const text = (i: number) =>
    `# Vorgang ${i}\n\nDie Akte ${i} liegt im Amt ${i % 97}. Sie wurde am ${1 + (i % 28)}. März 20${10 + (i % 15)} angelegt.\n`;
  for (let i = 0; i < files; i++) await writeFile(join(corpus, `${i}.md`), text(i));
  const options: IndexingOptions = {
    folders: [{ directory: corpus, audience: "citizen" }],
    indexDir: join(workDir, "many-index"),
    embedder,
    openPool: async () => ({
      async embed(texts, onBatch) {
        texts.forEach((each, i) => {
          onBatch(i, [hashVector(each)]);
        });
      },
      close() {},
    }),
    centring: { prior: new Float32Array(SMALL_DIMENSION), priorWeight: 0, share: 0 },
  };
  const timed = async () => {
    const started = performance.now();
    const { chunks, embedded, published } = await buildIndex(options);
    return { seconds: ((performance.now() - started) / 1000).toFixed(1), chunks, embedded, published };
  };
  await report.check(`${files} tiny files indexed, one changed`, async () => {
    const first = await timed();
    report.measured(`index of ${first.chunks} passages without embedding`, `${first.seconds} s`);
    await writeFile(join(corpus, "0.md"), `${text(0)}\nDie Akte wurde geschlossen.\n`);
    const second = await timed();
    report.measured("one file of them changed", `${second.seconds} s, ${second.embedded} texts embedded`);
    deepStrictEqual(second.published, true);
    const third = await timed();
    report.measured("none changed", `${third.seconds} s`);
    deepStrictEqual(third.published, false);
  });
}
