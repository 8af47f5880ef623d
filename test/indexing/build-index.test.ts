import { rmSync } from "node:fs";
import { appendFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Audience } from "../../src/documents/document.js";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { createEmbeddingPool } from "../../src/embeddings/embedding-pool.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { ConfigurationError } from "../../src/errors.js";
import { buildIndex, type IndexingOptions, type IndexProgress } from "../../src/indexing/build-index.js";
import type { IndexPlan } from "../../src/indexing/plan-index.js";
import { generationDirectory, readCurrent } from "../../src/search-index/generation.js";
import { openSearchIndex, type SearchIndex } from "../../src/search-index/search-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
const modelDir = "embeddings/model";
const fixtures = "test/fixtures/corpus";
const readable = [
  "formate/hausordnung.docx",
  "formate/lizenzen.xlsx",
  "formate/netzraum.rtf",
  "formate/schule.pptx",
  "formate/serverraum.odt",
  "formate/wartung-netz.eml",
  "glasfaser.md",
  "richtlinien/fernarbeit.docx",
  "richtlinien/rechenzentrum.pdf",
  "stoerung.html",
  "wartung.txt",
];

let model: Embedder;
beforeAll(async () => {
  model = await createTransformersEmbedder({ modelDir });
});
afterAll(() => model.close());

/** A copy of the fixtures, an empty index folder, and what it takes to build one from the other. */
async function workplace(files: Readonly<Record<string, string>> | "fixtures" = "fixtures") {
  const root = await temporaryDirectory();
  const corpus = join(root, "corpus");
  await mkdir(corpus);
  if (files === "fixtures") await cp(fixtures, corpus, { recursive: true });
  else for (const [name, text] of Object.entries(files)) await writeFile(join(corpus, name), text);
  await writeFile(join(corpus, "aliases.yaml"), "bodies: []\n");
  const indexDir = join(root, "index");
  const embedded: string[] = [];
  const embedder: Embedder = {
    ...model,
    embed: (texts, kind) => {
      embedded.push(...texts);
      return model.embed(texts, kind);
    },
  };
  const options: IndexingOptions = {
    folders: [{ directory: corpus, audience: "citizen" }],
    indexDir,
    embedder,
    openPool: () => createEmbeddingPool({ modelDir }, 1),
    centring: { prior: new Float32Array(model.dimension), priorWeight: 0, share: 0 },
  };
  return {
    corpus,
    indexDir,
    /** Every text that was given to the model, in order. */
    embedded,
    options,
    build: (more: Partial<IndexingOptions> = {}) => buildIndex({ ...options, ...more }),
    generations: async () => (await readdir(join(indexDir, "generations"))).toSorted(),
  };
}

async function usingIndex<Result>(indexDir: string, audience: Audience, use: (index: SearchIndex) => Result) {
  const index = await openSearchIndex(indexDir, audience, model.id);
  try {
    return use(index);
  } finally {
    index.close();
  }
}

const small = {
  "a.md": "# Standort\n\nDas Rechenzentrum steht in Lemgo. Es hat zwei Räume.",
  "b.md": "# Kosten\n\nDer Anschluss kostet 50 Euro im Monat.",
};

describe("buildIndex", () => {
  it("indexes every readable file, tells what is new, unreadable and skipped, and finds passages by meaning", async () => {
    const { build, indexDir, embedded } = await workplace();
    const plans: IndexPlan[] = [];
    const progress: IndexProgress[] = [];
    const report = await build({
      onPlan: (plan) => plans.push(plan),
      onProgress: (step) => progress.push(step),
    });
    expect(plans).toEqual([report.plan]);
    const { unreadable, skipped, remarks, ...plan } = report.plan;
    expect(plan).toEqual({ added: readable, changed: [], unchanged: [], removed: [] });
    expect(unreadable.map(({ path }) => path)).toEqual(
      (await readdir(join(fixtures, "unlesbar")))
        .filter((name) => !name.endsWith(".yaml"))
        .map((name) => `unlesbar/${name}`)
        .toSorted(),
    );
    for (const { path, reason } of unreadable) expect(reason).toContain(path);
    expect(skipped.map(({ path }) => path)).toEqual(["haushalt.csv"]);
    expect(new Set(remarks.map(({ path }) => path))).toContain("formate/hausordnung.docx");
    expect(report).toMatchObject({
      published: true,
      documents: readable.length,
      generation: await readCurrent(indexDir),
    });
    expect(new Set(embedded).size).toBe(embedded.length);

    for (const stage of ["reading", "embedding", "writing"]) {
      const steps = progress.filter((step) => step.stage === stage);
      expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b));
      expect(new Set(steps.map(({ total }) => total)).size).toBe(1);
      expect(steps.at(-1)?.done).toBe(steps.at(-1)?.total);
    }
    expect(progress.filter(({ stage }) => stage === "embedding").at(-1)?.total).toBe(report.embedded);

    const [question = new Float32Array()] = await model.embed(
      ["Welche Schulen sind an das Glasfasernetz angeschlossen?"],
      "query",
    );
    await usingIndex(indexDir, "employee", (index) => {
      expect(
        index
          .documents()
          .map(({ path }) => path)
          .toSorted(),
      ).toEqual(readable);
      expect(index.chunkCount).toBe(report.chunks);
      const [nearest] = index.searchVectors(question, 1);
      expect(index.chunk(nearest?.id ?? -1).document.path).toBe("glasfaser.md");
      for (let id = 0; id < index.chunkCount; id++) {
        const { chunk, sentenceVectors, sentenceTerms } = index.chunk(id);
        expect(index.document(chunk.document)?.text.slice(chunk.start, chunk.end)).toBe(chunk.text);
        expect([sentenceVectors.count, sentenceTerms.length]).toEqual(Array(2).fill(chunk.sentences.length));
      }
    });
  });

  it("does nothing where the index is what the corpus gives", async () => {
    const { build, generations, embedded } = await workplace(small);
    const first = await build();
    const texts = embedded.length;
    const second = await build();
    expect(second).toMatchObject({
      published: false,
      embedded: 0,
      generation: first.generation,
      documents: 2,
      chunks: first.chunks,
      plan: { added: [], changed: [], unchanged: ["a.md", "b.md"], removed: [] },
    });
    expect(embedded).toHaveLength(texts);
    expect(await generations()).toEqual([first.generation]);
  });

  it("embeds only what is new: nothing for a removed or renamed document, one sentence for a changed one", async () => {
    const { build, corpus, indexDir, embedded } = await workplace({ ...small, "c.md": "# Netz\n\nDas Netz ist neu." });
    await build();
    embedded.length = 0;

    await rm(join(corpus, "c.md"));
    await rename(join(corpus, "b.md"), join(corpus, "d.md"));
    const moved = await build();
    expect(moved.plan).toMatchObject({ added: ["d.md"], changed: [], unchanged: ["a.md"], removed: ["b.md", "c.md"] });
    expect(moved).toMatchObject({ published: true, embedded: 0 });
    expect(embedded).toEqual([]);
    await usingIndex(indexDir, "citizen", (index) => {
      expect(index.documents().map(({ path }) => path)).toEqual(["a.md", "d.md"]);
      expect(index.wordFrequency("netz")).toBe(0);
    });

    await appendFile(join(corpus, "a.md"), " Es hat ein Dach.");
    const changed = await build();
    expect(changed.plan).toMatchObject({ added: [], changed: ["a.md"], unchanged: ["d.md"], removed: [] });
    const text = "Standort\n\nDas Rechenzentrum steht in Lemgo. Es hat zwei Räume. Es hat ein Dach.";
    expect(embedded.toSorted()).toEqual([`Standort\n${text}`, "Standort: Es hat ein Dach."]);
    expect(changed.embedded).toBe(2);
  });

  it("keeps the vectors of passages that an older run had only as long as they are used", async () => {
    const { build, corpus, embedded } = await workplace(small);
    await build();
    await rm(join(corpus, "b.md"));
    await build();
    embedded.length = 0;
    await writeFile(join(corpus, "b.md"), small["b.md"]);
    expect((await build()).embedded).toBe(embedded.length);
    expect(embedded.length).toBeGreaterThan(0);
  });

  it("takes a heading of another level for a change, although the text is the same", async () => {
    const { build, corpus, indexDir } = await workplace({ "a.md": "# Titel\n\nText.\n\n## Netz\n\nMehr Text." });
    await build();
    await writeFile(join(corpus, "a.md"), "# Titel\n\nText.\n\n### Netz\n\nMehr Text.");
    expect(await build()).toMatchObject({ published: true, plan: { changed: ["a.md"] } });
    const levels = await usingIndex(indexDir, "citizen", (index) =>
      index.document("a.md")?.headings.map(({ level }) => level),
    );
    expect(levels).toEqual([1, 3]);
  });

  it("publishes again when the aliases or the centring change, without embedding anything", async () => {
    const { build, corpus, indexDir, options } = await workplace(small);
    await build();
    await writeFile(join(corpus, "aliases.yaml"), "terms:\n  - name: Rechenzentrum\n    names: [RZ]\n");
    expect(await build()).toMatchObject({ published: true, embedded: 0, plan: { unchanged: ["a.md", "b.md"] } });
    const names = await usingIndex(indexDir, "citizen", ({ aliases }) => [...aliases.entries.keys()]);
    expect(names).toEqual(["Rechenzentrum"]);

    const prior = Float32Array.from({ length: model.dimension }, (_, i) => (i === 0 ? 1 : 0));
    const centring = { ...options.centring, prior, priorWeight: 2, share: 0.5 };
    const mean = await usingIndex(indexDir, "citizen", ({ passageMean }) => passageMean);
    expect(await build({ centring })).toMatchObject({
      published: true,
      embedded: 0,
      plan: { unchanged: ["a.md", "b.md"] },
    });
    expect(mean).toEqual(new Float32Array(model.dimension));
    expect(await usingIndex(indexDir, "citizen", ({ passageMean }) => passageMean)).not.toEqual(mean);
    expect(await build({ centring })).toMatchObject({ published: false });
  });

  it("centres chunk vectors with the share of the mean that the index names", async () => {
    const { build, indexDir, options } = await workplace(small);
    await build({ centring: { ...options.centring, share: 1 } });
    await usingIndex(indexDir, "citizen", (index) => {
      const sum = index.passageMean.map((_, i) => (index.vector(0)[i] ?? 0) + (index.vector(1)[i] ?? 0));
      // Two vectors less their mean point in opposite directions.
      expect(Math.hypot(...sum)).toBeLessThan(1e-4);
      expect(Math.hypot(...index.passageMean)).toBeGreaterThan(0.5);
    });
  });

  it("gives the same files the same content hash, in whatever order and place they were written", async () => {
    const [first, second] = [await workplace(small), await workplace({})];
    for (const name of Object.keys(small).toReversed()) await cp(join(first.corpus, name), join(second.corpus, name));
    const hash = async (build: () => Promise<{ generation: string }>) => (await build()).generation.split("-")[1];
    expect(await hash(second.build)).toBe(await hash(first.build));
  });

  it("gives what is built from an older generation the content hash of what is built at once, and cuts only what is new", async () => {
    const long = Array.from({ length: 40 }, (_, i) => `Im Amt ${i} gibt es Zimmer ${i * 7}. Dort wird beraten.`);
    const files = { ...small, "lang.md": `# Ämter\n\n${long.join("\n\n")}`, "weg.md": "# Weg\n\nWird entfernt." };
    const { build, corpus, indexDir, options } = await workplace(files);
    await build();
    await appendFile(join(corpus, "a.md"), " Im Amt steht ein Rechenzentrumsschrank.");
    await rm(join(corpus, "weg.md"));
    const counted: string[] = [];
    const embedder: Embedder = {
      ...options.embedder,
      countTokens(text, kind) {
        counted.push(text);
        return model.countTokens(text, kind);
      },
    };
    const hash = async (more: Partial<IndexingOptions>) => (await build(more)).generation.split("-")[1];
    const incremental = await hash({ embedder });
    expect(counted.join()).toContain("Rechenzentrumsschrank");
    expect(counted.join()).not.toMatch(/Im Amt 7 |Anschluss/);
    expect(await hash({ indexDir: join(indexDir, "..", "anew") })).toBe(incremental);
  });

  it("builds the rest when a file vanishes while the corpus is read", async () => {
    const { build, corpus, indexDir } = await workplace(small);
    const report = await build({
      onProgress: ({ stage }) => {
        if (stage === "reading") rmSync(join(corpus, "b.md"), { force: true });
      },
    });
    expect(report.plan.added).toEqual(["a.md"]);
    expect(report.plan.unreadable).toMatchObject([
      { path: "b.md", reason: expect.stringMatching(/^b\.md is not there any more; /) },
    ]);
    expect(await usingIndex(indexDir, "citizen", (index) => index.documents().length)).toBe(1);
  });

  it("refuses a corpus without a readable document and leaves the index", async () => {
    const { build, corpus, indexDir, generations } = await workplace(small);
    const { generation } = await build();
    for (const name of Object.keys(small)) await rm(join(corpus, name));
    const plans: IndexPlan[] = [];
    const failed = build({ onPlan: (plan) => plans.push(plan) });
    await expect(failed).rejects.toThrow(ConfigurationError);
    await expect(failed).rejects.toThrow(`${corpus} holds no document that can be read. Put documents there`);
    expect(plans[0]?.removed).toEqual(["a.md", "b.md"]);
    expect(await readCurrent(indexDir)).toBe(generation);
    expect(await generations()).toEqual([generation]);
  });

  it("makes no index folder for an empty corpus", async () => {
    const { build, indexDir } = await workplace({});
    await expect(build()).rejects.toThrow(ConfigurationError);
    await expect(readdir(indexDir)).rejects.toThrow("ENOENT");
  });

  it("refuses a corpus folder that is not there, and aliases that are wrong", async () => {
    const { build, corpus } = await workplace(small);
    const folders = [{ directory: join(corpus, "fehlt"), audience: "citizen" }] as const;
    await expect(build({ folders })).rejects.toThrow(/fehlt cannot be listed; check CORPUS_DIR/);
    await writeFile(join(corpus, "aliases.yaml"), "groups: []\n");
    await expect(build()).rejects.toThrow(/aliases\.yaml: .* unknown key groups; allowed are bodies, terms\./);
    await rm(join(corpus, "aliases.yaml"));
    await mkdir(join(corpus, "aliases.yaml"));
    await expect(build()).rejects.toThrow(/aliases\.yaml cannot be read \(EISDIR\)/);
  });

  it("indexes a single file of one word", async () => {
    const { build, indexDir } = await workplace({ "a.txt": "Lemgo" });
    expect(await build()).toMatchObject({ documents: 1, chunks: 1, published: true });
    await usingIndex(indexDir, "citizen", (index) => {
      expect(index.searchKeywords(["lemgo"], 5).map(({ id }) => id)).toEqual([0]);
      expect(index.searchVectors(index.vector(0), 5)).toHaveLength(1);
    });
  });

  it("indexes a document whose title and heading swell in the model's tokenizer", async () => {
    const [title, heading] = ["\ufdfa".repeat(120), "\ufdfa".repeat(20)];
    const { build } = await workplace({ "a.md": `---\ntitle: ${title}\n---\n## ${heading}\n\nDas Amt hat offen.` });
    expect(await build()).toMatchObject({ documents: 1, published: true });
  });

  it("leaves the old index when it is cancelled, and does not embed again what it had embedded", async () => {
    const { build, corpus, indexDir, embedded, generations } = await workplace(small);
    const { generation } = await build();
    embedded.length = 0;
    await writeFile(
      join(corpus, "c.md"),
      `# Liste\n\n${"Eins. Zwei. Drei. Vier. Fünf. Sechs.".replaceAll(". ", ".\n\n")}`,
    );
    const controller = new AbortController();
    const reason = new Error("cancelled by the user");
    const cancelled = build({
      signal: controller.signal,
      onProgress: ({ stage, done }) => {
        if (stage === "embedding" && done === 3) controller.abort(reason);
      },
    });
    await expect(cancelled).rejects.toBe(reason);
    expect(await readCurrent(indexDir)).toBe(generation);
    expect(await generations()).toEqual([generation]);
    expect(embedded).toHaveLength(3);

    const resumed = await build();
    expect(resumed).toMatchObject({ published: true, plan: { added: ["c.md"] } });
    expect(resumed.embedded).toBe(embedded.length - 3);
    expect(new Set(embedded).size).toBe(embedded.length);
  });

  it("reads nothing when it is cancelled before", async () => {
    const { build, indexDir } = await workplace(small);
    await expect(build({ signal: AbortSignal.abort(new Error("too late")) })).rejects.toThrow("too late");
    await expect(readdir(indexDir)).rejects.toThrow("ENOENT");
  });

  it("builds anew in place of a damaged index, from the vectors it has", async () => {
    const { build, indexDir, embedded } = await workplace(small);
    const first = await build();
    await writeFile(join(generationDirectory(indexDir, first.generation), "public", "passages.db"), "garbage");
    embedded.length = 0;
    const second = await build();
    expect(second).toMatchObject({ published: true, embedded: 0, plan: { added: ["a.md", "b.md"] } });
    expect(embedded).toEqual([]);
    expect(await usingIndex(indexDir, "citizen", (index) => index.documents().length)).toBe(2);
  });

  it("embeds much work in other processes", async () => {
    const sentences = Array.from({ length: 120 }, (_, i) => `Amt ${i} hat offen.`);
    const { build, indexDir, embedded } = await workplace({ "a.md": sentences.join("\n\n") });
    const report = await build();
    expect(report.embedded).toBeGreaterThanOrEqual(120);
    expect(embedded).toEqual([]);
    const [vector = new Float32Array()] = await model.embed(["Amt 7 hat offen."], "query");
    expect(await usingIndex(indexDir, "citizen", (index) => index.searchVectors(vector, 1).length)).toBe(1);
  });
});

describe("buildIndex with internal documents", () => {
  const secret = "# Quarzkolibri\n\nDer Zugangscode zum Quarzkolibri lautet 4711.";

  async function withInternal(internalFiles: Readonly<Record<string, string>> = { "intern.md": secret }) {
    const place = await workplace(small);
    const internal = join(place.corpus, "..", "internal");
    await mkdir(internal);
    for (const [name, text] of Object.entries(internalFiles)) await writeFile(join(internal, name), text);
    const folders = [...place.options.folders, { directory: internal, audience: "employee" as const }];
    return { ...place, internal, folders, build: () => place.build({ folders }) };
  }

  it("puts the internal corpus where citizens' requests never look", async () => {
    const { build, indexDir } = await withInternal();
    const { generation, documents, plan } = await build();
    expect(documents).toBe(3);
    expect(plan.added).toEqual(["a.md", "b.md", "intern.md"]);
    const directory = generationDirectory(indexDir, generation);
    expect((await readdir(directory)).toSorted()).toEqual(["internal", "manifest.json", "public"]);
    for (const name of await readdir(join(directory, "public"))) {
      const content = (await readFile(join(directory, "public", name), "latin1")).toLowerCase();
      expect(content).not.toMatch(/quarzkolibri|4711|intern\.md/);
    }
    const [question = new Float32Array()] = await model.embed(["Wie lautet der Zugangscode?"], "query");
    const found = (index: SearchIndex) =>
      index.searchVectors(question, 10).map(({ id }) => index.chunk(id).document.path);
    expect((await usingIndex(indexDir, "employee", found))[0]).toBe("intern.md");
    expect((await usingIndex(indexDir, "citizen", found)).toSorted()).toEqual(["a.md", "b.md"]);
  });

  it("gives citizens the same bytes as without it, also with centring", async () => {
    const { folders, options } = await withInternal();
    const centring = { ...options.centring, share: 1 };
    const files = await Promise.all(
      [folders, options.folders].map(async (folders) => {
        const indexDir = await temporaryDirectory();
        const { generation } = await buildIndex({ ...options, folders, indexDir, centring });
        const directory = join(generationDirectory(indexDir, generation), "public");
        const names = (await readdir(directory)).toSorted();
        return Promise.all(names.map(async (name) => [name, await readFile(join(directory, name), "base64")]));
      }),
    );
    expect(files[0]).toEqual(files[1]);
  });

  it("lets a public document call itself internal, and moves it when it changes its mind", async () => {
    const { build, corpus, indexDir } = await workplace(small);
    await writeFile(join(corpus, "b.md"), `---\naudience: employee\n---\n${small["b.md"]}`);
    const pathsFor = (audience: Audience) =>
      usingIndex(indexDir, audience, (index) => index.documents().map(({ path }) => path));
    await build();
    expect(await pathsFor("citizen")).toEqual(["a.md"]);
    expect(await pathsFor("employee")).toEqual(["a.md", "b.md"]);
    await writeFile(join(corpus, "b.md"), small["b.md"]);
    expect(await build()).toMatchObject({ published: true, embedded: 0, plan: { changed: ["b.md"] } });
    expect(await pathsFor("citizen")).toEqual(["a.md", "b.md"]);
  });

  it("builds an index of internal documents alone", async () => {
    const { build, corpus, indexDir } = await withInternal();
    for (const name of Object.keys(small)) await rm(join(corpus, name));
    expect(await build()).toMatchObject({ documents: 1, published: true });
    expect(await usingIndex(indexDir, "citizen", (index) => index.chunkCount)).toBe(0);
    expect(await usingIndex(indexDir, "employee", (index) => index.chunkCount)).toBe(1);
  });

  it("reports a path that stands in both folders and keeps the public one", async () => {
    const { build, indexDir } = await withInternal({ "a.md": secret, "intern.md": secret });
    const { plan } = await build();
    expect(plan.unreadable).toMatchObject([
      { path: "a.md", reason: "a.md stands in the public and in the internal corpus; rename one of them." },
    ]);
    const text = await usingIndex(indexDir, "employee", (index) => index.document("a.md")?.text);
    expect(text).toContain("Lemgo");
  });
});
