import { deepStrictEqual, ok } from "node:assert";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { buildIndex, type IndexingOptions } from "../../src/indexing/build-index.js";
import { openSearchIndex } from "../../src/search-index/search-index.js";
import { hashVector, SMALL_DIMENSION } from "../helpers/small-index.js";
import type { StressReport } from "./stress-report.js";

/** Stands in for the model, so that everything but embedding is measured. */
const embedder: Embedder = {
  id: "hash@1",
  dimension: SMALL_DIMENSION,
  maxTokens: 512,
  countTokens: (text) => Math.ceil(text.length / 4),
  embed: async (texts) => texts.map(hashVector),
  encode: async (text) => ({ vector: hashVector(text), states: null }),
  statesOf: async () => null,
  close: async () => {},
};

/** A page with a picture in it, just below the 20 MB that a file may have. */
const LARGE_PAGE = `<h1>Lageplan</h1>\n<p>Der Eingang liegt im Hof.</p>\n<img alt="" src="data:image/png;base64,${"A".repeat(19_900_000)}">\n`;

/** Builds an index of many tiny files and one of 20 MB, changes one file, and measures the second build. */
export async function changeOneOfMany(workDir: string, files: number, report: StressReport): Promise<void> {
  const corpus = join(workDir, "many");
  await mkdir(corpus);
  const text = (i: number) =>
    `# Vorgang ${i}\n\nDie Akte ${i} liegt im Amt ${i % 97}. Sie wurde am ${1 + (i % 28)}. März 20${10 + (i % 15)} angelegt.\n`;
  for (let i = 0; i < files; i++) await writeFile(join(corpus, `${i}.md`), text(i));
  await writeFile(join(corpus, "lageplan.html"), LARGE_PAGE);
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
    const { chunks, embedded, published, documents } = await buildIndex(options);
    return { seconds: ((performance.now() - started) / 1000).toFixed(1), chunks, embedded, published, documents };
  };
  await report.check(`${files} tiny files and one of 20 MB indexed, one changed`, async () => {
    const first = await timed();
    report.measured(`index of ${first.chunks} passages without embedding`, `${first.seconds} s`);
    await writeFile(join(corpus, "0.md"), `${text(0)}\nDie Akte wurde geschlossen.\n`);
    deepStrictEqual(first.documents, files + 1);
    const index = await openSearchIndex(options.indexDir, "citizen", embedder.id);
    ok(index.document("lageplan.html")?.text.includes("Der Eingang liegt im Hof."));
    index.close();
    const second = await timed();
    report.measured("one file of them changed", `${second.seconds} s, ${second.embedded} texts embedded`);
    deepStrictEqual(second.published, true);
    const third = await timed();
    report.measured("none changed", `${third.seconds} s`);
    deepStrictEqual(third.published, false);
  });
}
