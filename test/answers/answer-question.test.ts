import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerSchema } from "../../src/answers/answer.js";
import { type AnsweringOptions, type AnswerRequest, answerQuestion } from "../../src/answers/answer-question.js";
import type { AnswerGenerator, GenerateOptions } from "../../src/answers/generated-answer.js";
import { ANSWER_PHRASES } from "../../src/answers/phrases.js";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { type Calibration, readCalibration } from "../../src/retrieval/calibration.js";
import { createRetriever } from "../../src/retrieval/retriever.js";
import { openSearchIndex, type SearchIndex } from "../../src/search-index/search-index.js";
import { REPOSITORY_CORPUS, run } from "../helpers/program.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const START = "owl-it/betriebsstart.md";
const FORUM = "krz/krz-forum-2016.md";
const STARTED = "Die OWL-IT hat am 1. Januar 2020 ihren Betrieb aufgenommen.";
const QUESTION = "Wann hat die OWL-IT ihren Betrieb aufgenommen?";
const UNANSWERABLE = "Was kostete der Eintritt zum krz Forum 2016?";

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
  const indexDir = join(await newDirectory(), "index");
  const { code, stderr } = await run(["index", "--index", indexDir, "--corpus", corpus]);
  expect(code, stderr).toBe(0);
  embedder = await createTransformersEmbedder({ modelDir: "embeddings/model" });
  index = await openSearchIndex(indexDir, "citizen", embedder.id);
  const calibration = readCalibration("embeddings/calibration.json");
  const retriever = createRetriever({ index, embedder, calibration });
  answering = { index, retriever, calibration, contact: null, generator: null };
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

/** A generator that makes a claim for each shift, of what lies so far behind the sentence in its document. */
function createGenerator(...shifts: readonly number[]) {
  const asked: GenerateOptions[] = [];
  const generator: AnswerGenerator = {
    async generate(options) {
      asked.push(options);
      const passage = options.passages.find(({ chunk }) => chunk.text.includes(STARTED));
      if (passage === undefined) return null;
      const found = passage.chunk.start + passage.chunk.text.indexOf(STARTED);
      const claims = shifts.map((shift) => {
        const span = { start: found + shift, end: found + shift + STARTED.length };
        return { text: "Seit dem 1. Januar 2020.", passage, span };
      });
      return { claims, complete: true, dropped: 0, generator: "tiny" };
    },
  };
  return { generator, asked };
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

describe("with a language model", () => {
  it("is what the model wrote, with the quotes it claimed", async () => {
    const { generator, asked } = createGenerator(0);
    const answer = await ask(QUESTION, {}, { generator });
    expect(answer).toMatchObject({
      status: "answered",
      generator: "tiny",
      text: "Seit dem 1. Januar 2020 [1].",
      citations: [{ marker: 1, document: START, quote: STARTED }],
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ question: QUESTION, language: "de" });
  });

  it("is given by quotes where one of the model's spans is not in its passage", async () => {
    const { generator } = createGenerator(0, 100_000);
    expect(await ask(QUESTION, {}, { generator })).toMatchObject({
      generator: "extractive",
      headline: "1. Januar 2020",
    });
  });

  it("is given by quotes where the model has no answer", async () => {
    const generator: AnswerGenerator = { generate: async () => null };
    expect(await ask(QUESTION, {}, { generator })).toMatchObject({
      generator: "extractive",
      headline: "1. Januar 2020",
    });
  });

  it("does not ask it for quotes alone, nor where the documents have no answer", async () => {
    const { generator, asked } = createGenerator(0);
    await ask(QUESTION, { extractive: true }, { generator });
    await ask(QUESTION, {}, { generator, calibration: threshold(1.1) });
    expect(asked).toEqual([]);
  });

  it("hands on the reason for which it was stopped", async () => {
    const generator: AnswerGenerator = { generate: async ({ signal }) => Promise.reject(signal?.reason) };
    const reason = new Error("the reader left");
    await expect(ask(QUESTION, { signal: AbortSignal.abort(reason) }, { generator })).rejects.toBe(reason);
  });
});
