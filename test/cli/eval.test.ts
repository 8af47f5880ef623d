import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EvaluationReport } from "../../src/evaluation/evaluation-report.js";
import { type ChatCompletionsServer, startChatCompletionsServer } from "../helpers/chat-completions-server.js";
import { scriptedModel } from "../helpers/scripted-model.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";
import { writeSyntheticBench } from "./synthetic-bench.js";

const temporaryDirectory = useTemporaryDirectories();

let server: ChatCompletionsServer;
beforeAll(async () => {
  server = await startChatCompletionsServer();
  server.script(scriptedModel);
});
afterAll(() => server.close());

/** Starts the program from its sources in a folder. */
function start(directory: string, ...words: string[]) {
  const command = ["--import", import.meta.resolve("tsx"), resolve("src/cli.ts"), ...words];
  const env = { ...process.env, LLM_BASE_URL: server.baseUrl, LLM_MODEL: "scripted" };
  const child = spawn(process.execPath, command, { cwd: directory, env });
  const [out, err] = [text(child.stdout), text(child.stderr)];
  const ended = once(child, "exit").then(async ([code]) => ({ code, out: await out, err: await err }));
  return { child, ended };
}

/** Runs the program to its end, as a person would in a terminal. */
function auskunft(directory: string, ...words: string[]) {
  return start(directory, ...words).ended;
}

const answerable = {
  id: "de-1",
  language: "de",
  question: "Wann wurde die Feuerwache eröffnet?",
  kind: "when",
  tags: ["opening"],
  split: "test",
  expected: {
    documents: ["feuerwache.md"],
    quotes: ["am 3. Mai 2015 eröffnet"],
    headlines: ["3. Mai 2015"],
  },
};
const impossible = {
  ...answerable,
  id: "de-2",
  question: "Wann wurde der Flughafen eröffnet?",
  expected: { documents: ["feuerwache.md"], quotes: ["nirgends geschrieben"], headlines: [] },
};
const unanswerable = {
  ...answerable,
  id: "en-1",
  language: "en",
  question: "How do I bake a cherry cake?",
  kind: "how",
  expected: null,
};

/** A corpus of one document, and golden questions about it. */
async function workplace(questions: readonly object[]): Promise<string> {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, "corpus"));
  await writeFile(
    join(directory, "corpus/feuerwache.md"),
    "# Feuerwache\n\nDie Feuerwache wurde am 3. Mai 2015 eröffnet. Sie steht am Marktplatz.\n",
  );
  const smallTalk = [{ question: "Guten Tag", language: "de" }];
  await writeFile(join(directory, "questions.json"), JSON.stringify({ questions, smallTalk }));
  return directory;
}

describe("auskunft eval with all data", () => {
  let directory = "";
  let run: Awaited<ReturnType<typeof auskunft>>;
  let report: EvaluationReport;
  beforeAll(async () => {
    directory = await workplace([answerable, { ...answerable, id: "de-3", split: "dev" }, unanswerable]);
    await writeSyntheticBench(join(directory, "bench"));
    // Better than anything can be, so that this run falls behind it.
    const name = "XQuAD dev, de→de: nDCG@10";
    const questions = { "02-00-0": [2, 1], "04-00-0": [2, 1], "99-00-0": [0, 1] };
    const earlier = { time: "2026-01-01T00:00:00.000Z", figures: [{ name, statistic: "ratio", questions }] };
    await mkdir(join(directory, "data/evaluation"), { recursive: true });
    await writeFile(join(directory, "data/evaluation/last-run.json"), JSON.stringify(earlier));
    const files = ["--bench", "bench", "--questions", "questions.json", "--out", "report"];
    run = await auskunft(
      directory,
      "eval",
      ...files,
      "--generator",
      "llm",
      "--limit",
      "2",
      "--baseline",
      "baseline.json",
      "--save-baseline",
    );
    report = JSON.parse(await readFile(join(directory, "report/report.json"), "utf8"));
  });

  it("builds the index that is not there, and keeps those of the data apart from it", async () => {
    expect(run.err).toContain("There is no index yet");
    await access(join(directory, "embeddings/index/CURRENT"));
    await access(join(directory, "data/evaluation/omos/index/CURRENT"));
  });

  it("measures every set", () => {
    expect(report.skipped).toEqual([]);
    const counts = report.retrieval.map(({ set, questions, pages }) => [set, questions, pages]);
    expect(counts).toEqual([
      ["XQuAD dev, de→de", 2, 2],
      ["XQuAD dev, en→de", 2, 2],
      ["XQuAD dev, en→en", 2, 2],
      ["OMoS-QA dev, de→de", 1, 2],
      ["OMoS-QA dev, en→de", 1, 2],
    ]);
    expect(report.retrieval[0]).toMatchObject({ ndcg10: { value: 1, count: 2 }, recall1: { value: 1 } });
    expect(report.evidence.map(({ questions, answerable }) => [questions, answerable])).toEqual([
      [2, 1],
      [2, 1],
    ]);
    expect(report.evidence[0]?.beforeRefusal.recall).toBe(1);
    const steps = report.ablation.map(({ set, steps }) => [set, steps.length]);
    expect(steps).toEqual([
      ["XQuAD dev, de→de", 6],
      ["XQuAD dev, en→de", 6],
      ["OMoS-QA dev, de→de", 6],
      ["OMoS-QA dev, en→de", 6],
    ]);
    for (const { steps } of report.ablation) expect(steps[3]?.ndcg10.value).toBeGreaterThan(0);
    expect(report.headlines.map(({ rows }) => rows.map(({ questions }) => questions))).toEqual([
      [1, 0, 0, 1, 1],
      [1, 0, 0, 1, 1],
    ]);
    expect(report.confidence.map(({ set, answers }) => [set, answers])).toEqual([
      ["golden test", 2],
      ["OMoS-QA dev, de→de", 2],
      ["OMoS-QA dev, en→de", 2],
      ["all of these", 6],
    ]);
  });

  it("reports what was tuned on apart from what was not", () => {
    const [test, dev] = report.golden;
    expect([test?.split, dev?.split]).toEqual(["test", "dev"]);
    expect(test?.rows.map(({ group, right, refused }) => [group, right.count, refused.count])).toEqual([
      ["all", 1, 1],
      ["de", 1, 0],
      ["en", 0, 1],
      ["opening", 1, 1],
    ]);
    expect(dev?.rows[0]).toMatchObject({ group: "all", right: { count: 1 }, refused: { count: 0 } });
    expect(report.smallTalk).toEqual({ messages: 1, recognised: 1 });
  });

  it("measures the language model beside the quotes alone, on the same questions", () => {
    expect(report.generated.map(({ set, questions }) => [set, questions])).toEqual([
      ["golden test", 2],
      ["OMoS-QA dev, de→de", 2],
      ["OMoS-QA dev, en→de", 2],
    ]);
    const [golden] = report.generated;
    expect(golden).toMatchObject({ asked: 1, written: 1, prompts: ["answer@3"], tokens: { prompt: 7, completion: 5 } });
    expect(golden?.claims).toEqual({ written: 1, repaired: 0, dropped: 0 });
    expect(golden?.writers.map(({ writer, precision, recall }) => [writer, precision.value, recall.value])).toEqual([
      ["quotes alone", 1, 1],
      ["scripted", 1, 1],
    ]);
    expect(run.out).toContain("Quotes alone and language model, side by side");
  });

  it("finds every quote in the documents", () => {
    expect(report.quotes.shown).toBeGreaterThan(0);
    expect(report.quotes.verbatim).toBe(report.quotes.shown);
  });

  it("prints tables with the licences' lines and writes the same as Markdown and as a page", async () => {
    const markdown = await readFile(join(directory, "report/report.md"), "utf8");
    const html = await readFile(join(directory, "report/report.html"), "utf8");
    for (const form of [run.out, markdown, html]) {
      expect(form).toContain("OMoS-QA, Tür an Tür - Digitalfabrik gGmbH, arXiv 2407.15736, CC BY 4.0");
      expect(form).toContain("XQuAD (google-deepmind/xquad), based on SQuAD v1.1, CC BY-SA 4.0");
      expect(form).toContain("OMoS-QA dev, en→de");
    }
  });

  it("says with its exit code whether a floor is missed, one sentence each", () => {
    const missed = report.floors.filter(({ met }) => !met);
    expect(report.floors).toHaveLength(7);
    expect(run.err.match(/below the floor/g) ?? []).toHaveLength(missed.length);
  });

  it("ends with exit code 1 where a figure has fallen behind the last run, and becomes the last run", async () => {
    expect(run.code).toBe(1);
    expect(run.err).toContain("XQuAD dev, de→de: nDCG@10 has fallen from 2.000 (last run) to 1.000");
    const [comparison] = report.comparisons;
    expect(comparison?.changes).toMatchObject([{ verdict: "fallen", difference: { value: -1, count: 2 } }]);
    const saved = JSON.parse(await readFile(join(directory, "data/evaluation/last-run.json"), "utf8"));
    expect(saved.time).toBe(report.time);
    expect(JSON.parse(await readFile(join(directory, "baseline.json"), "utf8"))).toEqual(saved);
  });
});

describe("auskunft eval without data", () => {
  it("skips the sets with the reason and still asks the golden questions, as JSON if wished", async () => {
    const directory = await workplace([answerable, impossible]);
    const asked = server.requests.length;
    const { code, out, err } = await auskunft(directory, "eval", "--questions", "questions.json", "--json");
    const report: EvaluationReport = JSON.parse(out);
    expect([report.generated, server.requests.length]).toEqual([[], asked]);
    expect(report.retrieval).toEqual([]);
    expect(report.skipped).toHaveLength(5);
    expect(report.skipped[0]?.reason).toMatch(/dev_passages_de\.jsonl is missing\..*--bench/);
    expect(report.golden[0]?.rows[0]?.right).toMatchObject({ count: 2 });
    expect(code).toBe(1);
    expect(err).toContain("Share of golden test questions answered with a right quote is");
    expect(report.errors.map(({ question }) => question)).toContain(impossible.question);
    await access(join(directory, "eval-report/report.html"));
  });

  it("ends with exit code 2 where the golden questions are not there", async () => {
    const directory = await workplace([]);
    await rm(join(directory, "questions.json"));
    const { code, err } = await auskunft(directory, "eval", "--questions", "questions.json");
    expect(code).toBe(2);
    expect(err).toBe("questions.json is missing or no JSON. See test/eval/README.md for its form.\n");
  });
});

describe("auskunft eval, stopped", () => {
  it("ends without a report", async () => {
    const directory = await workplace([answerable]);
    await writeSyntheticBench(join(directory, "bench"));
    const program = start(directory, "eval", "--bench", "bench", "--questions", "questions.json");
    program.child.stderr.on("data", (part: Buffer) => {
      if (part.includes("Index of xquad-de")) program.child.kill("SIGINT");
    });
    const { code, err } = await program.ended;
    expect(err).toContain("Stopped");
    expect(code).toBe(1);
    await expect(access(join(directory, "eval-report"))).rejects.toThrow();
  });
});

describe("auskunft train", () => {
  it("says where it expects the data", async () => {
    const { code, err } = await auskunft(await workplace([]), "train", "--bench", "nowhere");
    expect(code).toBe(2);
    expect(err).toMatch(/nowhere.omosqa.train_de\.jsonl is missing\..*--bench/);
  });
});
