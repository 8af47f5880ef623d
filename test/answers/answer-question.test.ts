import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, answerSchema } from "../../src/answers/answer.js";
import { type AnsweringOptions, type AnswerRequest, answerQuestion } from "../../src/answers/answer-question.js";
import { ANSWER_PHRASES } from "../../src/answers/phrases.js";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { type Calibration, readCalibration } from "../../src/retrieval/calibration.js";
import { createRetriever } from "../../src/retrieval/retriever.js";
import { openSearchIndex, type SearchIndex } from "../../src/search-index/search-index.js";
import { openReader } from "../helpers/open-reader.js";
import { REPOSITORY_CORPUS, run } from "../helpers/program.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const START = "owl-it/betriebsstart.md";
const FORUM = "krz/krz-forum-2016.md";
const STARTED = "Die OWL-IT hat am 1. Januar 2020 ihren Betrieb aufgenommen.";
const QUESTION = "Wann hat die OWL-IT ihren Betrieb aufgenommen?";
const UNANSWERABLE = "Was kostete der Eintritt zum krz Forum 2016?";

/** Two of them contradict each other; of the other two, one no longer holds. */
const WRITTEN = {
  "satzung.md": "---\ndate: 2021-03-01\n---\n# Satzung\n\nDie Jahresgebühr der Bücherei Lindenau beträgt 12 Euro.\n",
  "faltblatt.md": "---\ndate: 2023-06\n---\n# Faltblatt\n\nDie Jahresgebühr der Bücherei Lindenau beträgt 18 Euro.\n",
  "aushang.md":
    "---\ndate: 2015\nvalid_until: 2019-12-31\n---\n# Aushang\n\nDer Eintritt in das Waldbad Lindenau kostet 3 Euro.\n",
  "preise.md": "---\ndate: 2020\n---\n# Preise\n\nDer Eintritt in das Waldbad Lindenau kostet 5 Euro.\n",
};

const newDirectory = useTemporaryDirectories();
let embedder: Embedder;
let index: SearchIndex;
let answering: AnsweringOptions;
beforeAll(async () => {
  const corpus = await newDirectory();
  for (const path of [START, FORUM]) {
    await mkdir(join(corpus, dirname(path)));
    await copyFile(join(REPOSITORY_CORPUS, path), join(corpus, path));
  }
  for (const [path, text] of Object.entries(WRITTEN)) await writeFile(join(corpus, path), text);
  const indexDir = join(await newDirectory(), "index");
  const { code, stderr } = await run(["index", "--index", indexDir, "--corpus", corpus]);
  expect(code, stderr).toBe(0);
  embedder = await createTransformersEmbedder({ modelDir: "embeddings/model" });
  index = await openSearchIndex(indexDir, "citizen", embedder.id);
  const calibration = readCalibration("embeddings/calibration.json");
  const retriever = createRetriever({ index, embedder, calibration });
  answering = { index, retriever, reader: await openReader(embedder), calibration, contact: null };
});
afterAll(async () => {
  index.close();
  await embedder.close();
});

const ask = (searchedFor: string, request: Partial<AnswerRequest> = {}, options: Partial<AnsweringOptions> = {}) =>
  answerQuestion({ question: searchedFor, searchedFor, language: "de", ...request }, { ...answering, ...options });

/** The calibration with this confidence as the least of an answer: 0 answers everything, 1.1 nothing. */
function threshold(value: number): Calibration {
  const replace = (part: unknown): unknown => {
    if (Object.prototype.toString.call(part) !== "[object Object]") return part;
    const entries = Object.entries(part as object);
    return Object.fromEntries(entries.map(([key, field]) => [key, /From$/.test(key) ? value : replace(field)]));
  };
  return replace(answering.calibration) as Calibration;
}

describe("an answer by quotes", () => {
  it("proves itself with sentences that stand in the document, numbered from 1", async () => {
    const answer = answerSchema.parse(await ask(QUESTION));
    expect(answer).toMatchObject({
      status: "answered",
      headline: "1. Januar 2020",
      generator: "extractive",
      related: [],
    });
    expect(answer.citations[0]?.quote).toContain(STARTED);
    expect(answer.citations.map(({ marker }) => marker)).toEqual(answer.citations.map((_, i) => i + 1));
    for (const { document, quote, start, end } of answer.citations) {
      expect(quote).toBe(index.document(document)?.text.slice(start, end));
    }
  });

  it("keeps the question as it was written beside what was searched for", async () => {
    const answer = await ask(QUESTION, { question: "Und wann?" });
    expect(answer).toMatchObject({ question: "Und wann?", searchedFor: QUESTION });
  });

  it("states times in tenths of a millisecond, which add up", async () => {
    const { ms } = await ask(QUESTION);
    for (const value of Object.values(ms)) expect(Math.round(value * 10) / 10).toBe(value);
    expect(Math.abs(ms.total - ms.embed - ms.retrieve - ms.answer)).toBeLessThan(0.5);
  });

  it("looks into one document only where one is named", async () => {
    const { citations, related } = await ask(QUESTION, { document: FORUM }, { calibration: threshold(0) });
    expect([...citations, ...related].length).toBeGreaterThan(0);
    for (const { document } of [...citations, ...related]) expect(document).toBe(FORUM);
  });
});

describe("sources that contradict each other", () => {
  const FEE = "Wie hoch ist die Jahresgebühr der Bücherei Lindenau?";
  const cited = ({ citations }: Answer) => citations.map(({ document }) => document).sort();

  it("are quoted side by side, with a note that says so and gives their dates", async () => {
    const answer = await ask(FEE);
    expect(answer).toMatchObject({ status: "answered", headline: null });
    expect(cited(answer)).toEqual(["faltblatt.md", "satzung.md"]);
    const dates = answer.citations.map(({ document }) => (document === "satzung.md" ? "1. März 2021" : "Juni 2023"));
    const note = `Die Quellen sagen Verschiedenes: [1] (${dates[0]}) und [2] (${dates[1]}). Bitte prüfen Sie, welche Angabe gilt.`;
    expect(answer.notes).toEqual([note]);
    expect(answer.text.endsWith(`\n\n${note}`)).toBe(true);
    const english = await ask("How much is the Jahresgebühr of the Bücherei Lindenau?", { language: "en" });
    expect(english.notes).toEqual([expect.stringMatching(/^The sources say different things: \[1\] \(/)]);
  });

  it("are not those of which one no longer holds: of that one, a note says so", async () => {
    const answer = await ask("Was kostet der Eintritt in das Waldbad Lindenau?", {}, { calibration: threshold(0) });
    expect(cited(answer)).toEqual(["aushang.md", "preise.md"]);
    expect(answer.notes).toEqual([expect.stringMatching(/^Stand 2015/)]);
  });
});

describe("a refusal", () => {
  it("names the nearest passages, one of a document, and whom to ask", async () => {
    const answer = answerSchema.parse(
      await ask(UNANSWERABLE, {}, { calibration: threshold(1.1), contact: "Bürgerbüro, Telefon 115" }),
    );
    expect(answer).toMatchObject({ status: "not_found", headline: null, citations: [] });
    expect(answer.text).toBe(`${ANSWER_PHRASES.de.relatedOnly}\nBitte wenden Sie sich an: Bürgerbüro, Telefon 115`);
    const documents = answer.related.map(({ document }) => document);
    expect(documents).toContain(FORUM);
    expect(new Set(documents).size).toBe(documents.length);
    expect(answer.related.map(({ marker }) => marker)).toEqual(documents.map((_, i) => i + 1));
    for (const { document, quote, start, end } of answer.related) {
      expect(quote).toBe(index.document(document)?.text.slice(start, end));
    }
  });

  it("names a row with its table and an item with its list", async () => {
    const passageOfForum = async (question: string) => {
      const { related } = await ask(question, {}, { calibration: threshold(1.1) });
      return related.find(({ document }) => document === FORUM)?.quote;
    };
    expect(await passageOfForum("Wer war als Bürgermeister der Stadt Detmold zu Gast?")).toMatch(
      /^Gast \| Haus\nRainer Heller/,
    );
    expect(await passageOfForum("Was kostet die digitale Akte?")).toMatch(/Schwerpunkte waren:\s+- .*\n- Lösungen/);
  });

  it("takes the place of an answer none of whose quotes is true", async () => {
    const changed: SearchIndex = {
      ...index,
      document(path) {
        const document = index.document(path);
        return document && { ...document, text: document.text.replaceAll("e", "3") };
      },
    };
    const answer = await ask(QUESTION, {}, { index: changed, calibration: threshold(0) });
    expect(answer).toMatchObject({ status: "not_found", headline: null, citations: [], related: [] });
    expect(answer.text).toBe(ANSWER_PHRASES.de.nothingRelated);
  });
});
