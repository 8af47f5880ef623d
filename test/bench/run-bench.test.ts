import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { omosCorpus, ownCorpus, prepareCorpus } from "../../src/bench/bench-corpus.js";
import type { BenchReport } from "../../src/bench/bench-report.js";
import type { Measuring } from "../../src/bench/measure-corpus.js";
import { renderBench } from "../../src/bench/render-bench.js";
import { runBench } from "../../src/bench/run-bench.js";
import { AuskunftError } from "../../src/errors.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const temporaryDirectory = useTemporaryDirectories();
const progress: string[] = [];
const measuring: Measuring = {
  program: resolve("src/cli.ts"),
  modelDir: resolve("embeddings/model"),
  readerDir: resolve("embeddings/reader"),
  calibrationFile: resolve("embeddings/calibration.json"),
  runs: { indexing: 1, coldStart: 1 },
  onProgress: (text) => progress.push(text),
};
const tiny = {
  name: "tiny",
  async write(directory: string) {
    await writeFile(join(directory, "hafen.md"), "# Der Hafen\n\nDer Hafen der Stadt öffnet um sieben Uhr.\n");
    await writeFile(join(directory, "amt.txt"), "Das Bürgeramt\n\nDas Bürgeramt stellt Personalausweise aus.\n");
  },
  questions: async () => ["Wann öffnet der Hafen der Stadt?", "Wer stellt Personalausweise aus?", "Danke!"],
};

let scratch: string;
beforeAll(async () => {
  scratch = await temporaryDirectory();
  vi.stubEnv("TMPDIR", scratch);
});
afterAll(() => {
  vi.unstubAllEnvs();
});
const benchFolders = async () => (await readdir(scratch)).filter((name) => name.startsWith("auskunft-bench-"));

describe("a run on a tiny corpus", () => {
  let report: BenchReport;
  beforeAll(async () => {
    report = await runBench([tiny], measuring);
  });

  it("reports every figure of both sides, finite and greater than 0", () => {
    const [corpus] = report.corpora;
    expect(corpus).toMatchObject({ corpus: "tiny", files: 2, embeddedTexts: { peer: 2 } });
    expect(corpus?.tokens).toBeGreaterThan(15);
    expect(corpus?.embeddedTexts.own).toBeGreaterThan(3);
    const figures = Object.fromEntries((corpus?.measures ?? []).map((figure) => [figure.name, figure]));
    expect(Object.keys(figures)).toEqual([
      "indexing",
      "indexing speed",
      "cold start",
      ...["p50", "p95"].flatMap((share) =>
        ["answer", "answer: embed", "answer: retrieve", "answer: evidence"].map((part) => `${part}, ${share}`),
      ),
      "memory after answering",
      "index on disk",
      "and what indexing again needs",
    ]);
    for (const { name, own, peer, ratio } of corpus?.measures ?? []) {
      const compared = !name.startsWith("answer: ");
      for (const value of [own, ...(compared ? [peer, ratio] : [])]) {
        expect(value, name).toSatisfy((value) => Number.isFinite(value) && Number(value) > 0);
      }
    }
    expect(figures["cold start"]?.target).toMatchObject({ kind: "at most", value: 2 });
    expect(figures.indexing?.target).toMatchObject({ kind: "ratio at least", value: 1.5 });
    expect(figures["answer, p50"]?.target).toMatchObject({ kind: "at most", value: 15 });
  });

  it("times only questions that were searched for", () => {
    expect(report.corpora[0]?.questions).toBe(2);
  });

  it("says what it ran on and against", () => {
    const { machine, peer, measuredAt } = report;
    expect(machine.node).toBe(process.version);
    expect(machine.cores).toBeGreaterThan(0);
    expect(machine.memoryGiB).toBeGreaterThan(0);
    expect(peer).toContain("LangChain");
    expect(Date.parse(measuredAt)).toBeLessThanOrEqual(Date.now());
    expect(progress).toContain("tiny: indexing with the peer, 1 of 1");
  });

  it("is a table for people, with every figure, ratio and target", () => {
    const table = renderBench(report);
    expect(table).toContain(machineLine(report));
    const lines = table.split("\n");
    for (const { name, unit } of report.corpora[0]?.measures ?? []) {
      expect(lines.some((line) => line.startsWith(`${name} (${unit})`))).toBe(true);
    }
    expect(lines.find((line) => line.startsWith("cold start"))).toMatch(/at most 2 s: (?:met|missed)$/);
  });

  it("leaves nothing behind", async () => {
    expect(await benchFolders()).toEqual([]);
  });
});

function machineLine({ machine }: BenchReport): string {
  return `${machine.cpu}, ${machine.cores} cores`;
}

it("a run that cannot index says what went wrong and removes its folder", async () => {
  const empty = { name: "empty", write: async () => {}, questions: async () => ["Wann?"] };
  await expect(runBench([empty], measuring)).rejects.toThrow(/ended with 2: .*holds no document/s);
  await expect(runBench([empty], measuring)).rejects.toThrow(AuskunftError);
  expect(await benchFolders()).toEqual([]);
});

describe("a corpus to measure", () => {
  it("holds the text files of an operator's corpus with their YAML, and the golden questions", async () => {
    const corpusDir = await temporaryDirectory();
    for (const name of ["a.md", "a.pdf", "b.txt", "b.txt.yaml", "aliases.yaml"])
      await writeFile(join(corpusDir, name), "");
    const corpus = ownCorpus(corpusDir, "test/eval/questions.json");
    const prepared = await prepareCorpus(corpus, await temporaryDirectory());
    expect((await readdir(prepared.corpusDir)).sort()).toEqual(["a.md", "aliases.yaml", "b.txt", "b.txt.yaml"]);
    expect((await corpus.questions()).length).toBeGreaterThan(100);
    expect(prepared.firstQuestion).not.toBe("");
  });

  it("is left out where the evaluation data are not there", async () => {
    expect(omosCorpus(await temporaryDirectory())).toBeNull();
  });

  it("holds each municipal page once, as text", async () => {
    const benchDir = await temporaryDirectory();
    const page = { city: "Stadt", pageId: 7, context: "Titel\nEin Satz.", answers: [1], language: "de" };
    const rows = [
      { id: 1, question: "Was steht da?", ...page },
      { id: 2, question: "Und sonst?", ...page },
    ];
    await mkdir(join(benchDir, "omosqa"));
    const lines = rows.map((row) => JSON.stringify(row)).join("\n");
    await writeFile(join(benchDir, "omosqa", "train_de.jsonl"), lines);
    const corpus = omosCorpus(benchDir);
    const directory = await temporaryDirectory();
    await corpus?.write(directory);
    expect(await readdir(directory)).toEqual(["Stadt-7.txt"]);
    expect(await corpus?.questions()).toEqual(["Was steht da?", "Und sonst?"]);
  });
});
