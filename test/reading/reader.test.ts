import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Embedder, Encoding } from "../../src/embeddings/embedder.js";
import type { ReaderModel } from "../../src/embeddings/reader-model.js";
import { openReaderModel } from "../../src/embeddings/reader-model.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { IndexUnavailableError } from "../../src/errors.js";
import { createReader, type Reader, readBest } from "../../src/reading/reader.js";
import type { RetrievedChunk } from "../../src/retrieval/retrieved-chunk.js";
import type { ScoredChunk } from "../../src/retrieval/retriever.js";
import { smallDocument } from "../helpers/small-index.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";

const SENTENCES = [
  "Die Nordkom wurde am 1. März 2012 in Wesel gegründet.",
  "Sie hat 150 Beschäftigte.",
  "Geleitet wird sie von Sabine Kruse.",
];
/** The shortest answers in them. */
const SHORTEST = ["1. März 2012", "150", "Sabine Kruse"];
const newDirectory = useTemporaryDirectories();
let embedder: Embedder;
let model: ReaderModel;
let reader: Reader;
beforeAll(async () => {
  embedder = await createTransformersEmbedder({ modelDir: "embeddings/model" });
  const opened = await openReaderModel("embeddings/reader", embedder.id);
  if (opened === null) throw new Error("the committed reader does not read the committed model");
  model = opened;
  reader = createReader({ embedder, model });
});
afterAll(async () => {
  await model.close();
  await embedder.close();
});

function chunkOf(sentences: readonly string[], title = "Die Nordkom"): RetrievedChunk {
  const text = sentences.join(" ");
  const document = smallDocument({ path: "nordkom.md", text, frontMatter: { title } });
  let end = -1;
  const spans = sentences.map((sentence) => {
    const start = end + 1;
    end = start + sentence.length;
    return { start, end };
  });
  const place = { document: document.path, position: 0, start: 0, end, headings: [], page: null };
  return { id: 7, chunk: { ...place, text, sentences: spans }, document, score: 1, similarity: 1 };
}

const ask = async (question: string, sentences = SENTENCES) => {
  const reading = await reader.read(await embedder.encode(question, "query"), chunkOf(sentences));
  if (reading === null) throw new Error("the chunk was not read");
  return reading;
};
const bestOf = (values: readonly number[]) => values.indexOf(Math.max(...values));

describe("the committed reader", () => {
  it.each([
    ["Wann wurde die Nordkom gegründet?", 0],
    ["How many employees does Nordkom have?", 1],
    ["Wer ist die Chefin der Nordkom?", 2],
    ["Who is in charge of Nordkom?", 2],
  ])("finds the sentence that answers: %s", async (question, right) => {
    const { sentences } = await ask(question);
    expect(sentences).toHaveLength(3);
    expect(bestOf(sentences)).toBe(right);
  });

  it.each([
    ["Wann wurde die Nordkom gegründet?", 0],
    ["How many employees does Nordkom have?", 1],
    ["Wer ist die Chefin der Nordkom?", 2],
  ])("finds the words that answer: %s", async (question, sentence) => {
    const { spans } = await ask(question);
    const span = spans[sentence];
    expect(SENTENCES.join(" ").slice(span?.start, span?.end)).toBe(SHORTEST[sentence]);
    expect(bestOf(spans.map((each) => each?.logProbability ?? Number.NEGATIVE_INFINITY))).toBe(sentence);
  });

  it("takes the tokens word by word as the model takes those of the whole sentence", async () => {
    const text = SENTENCES.join(" ");
    const [whole, byWord] = [
      await embedder.statesOf([text], "passage"),
      await embedder.statesOf(text.split(" "), "passage"),
    ];
    expect(byWord?.values).toEqual(whole?.values);
  });

  it("says of a passage without the answer that it answers less", async () => {
    const with150 = await ask("Wie viele Menschen arbeiten bei der Nordkom?");
    const without = await ask("Wie viele Menschen arbeiten bei der Nordkom?", SENTENCES.toSpliced(1, 1));
    expect(without.answers).toBeLessThan(with150.answers);
    expect(Math.max(...without.sentences)).toBeLessThan(Math.max(...with150.sentences));
  });

  it("reads a kept passage as it read it first", async () => {
    const first = await ask("Wann wurde die Nordkom gegründet?");
    const again = await ask("Wann wurde die Nordkom gegründet?");
    again.sentences.forEach((value, i) => {
      expect(value).toBeCloseTo(first.sentences[i] ?? 0, 0);
    });
  });

  it("reads a kept passage anew under another title", async () => {
    const question = await embedder.encode("Wie viele Beschäftigte hat die Nordkom?", "query");
    const sentences = ["Gegründet wurde sie 2012.", "Sie hat 150 Beschäftigte."];
    const [own, other] = [
      await reader.read(question, chunkOf(sentences)),
      await reader.read(question, chunkOf(sentences, "Die Stadtbibliothek")),
    ];
    expect(other?.answers).toBeLessThan(own?.answers ?? Number.NEGATIVE_INFINITY);
  });

  it("reads nothing where the model gives no states", async () => {
    const question: Encoding = { vector: new Float32Array(384), states: null };
    expect(await reader.read(question, chunkOf(SENTENCES))).toBeNull();
  });
});

describe("readBest", () => {
  const encoding: Encoding = { vector: new Float32Array(384), states: null };
  /** Chunks that answer with these log-odds, and a reader that says so. */
  const readAll = async (answers: readonly number[], wholeDocument: boolean) => {
    const chunks = answers.map((_, id): ScoredChunk => {
      const found = { similarities: { raw: [], centred: [] }, sentenceTerms: [], keywordScore: 0 };
      return { ...chunkOf(SENTENCES), ...found, id };
    });
    const saying: Reader = {
      read: async (_question, { id }) => ({ sentences: [], spans: [], answers: answers[id] ?? 0 }),
    };
    return [...(await readBest(saying, { encoding, chunks }, wholeDocument)).keys()];
  };

  it("stops at the first chunk that surely answers", async () => {
    expect(await readAll([6, 6, 6], false)).toEqual([0]);
    expect(await readAll([-5, 3, 6], false)).toEqual([0, 1]);
  });

  it("reads five chunks where none surely answers", async () => {
    expect(await readAll([1, -8, 0.5, -2, 0, 1], false)).toEqual([0, 1, 2, 3, 4]);
  });

  it("reads on in a given document, whose answer may be in several places", async () => {
    expect(await readAll(new Array(14).fill(6), true)).toHaveLength(12);
  });

  it("reads nothing without a reader", async () => {
    expect(await readBest(null, { encoding, chunks: [] }, false)).toEqual(new Map());
  });
});

describe("openReaderModel", () => {
  it("has no reader for another embedding model", async () => {
    expect(await openReaderModel("embeddings/reader", "other@1234")).toBeNull();
  });

  it("names the missing file", async () => {
    const directory = await newDirectory();
    await expect(openReaderModel(directory, embedder.id)).rejects.toThrow(IndexUnavailableError);
    await expect(openReaderModel(directory, embedder.id)).rejects.toThrow(/lacks config\.json/);
  });
});

describe("encode", () => {
  it("gives the vector that embed gives, and the states that there are without it", async () => {
    const text = SENTENCES.join(" ");
    const { vector, states } = await embedder.encode(text, "passage");
    expect(vector).toEqual((await embedder.embed([text], "passage"))[0]);
    const alone = await embedder.statesOf(SENTENCES, "passage");
    expect(alone?.values).toEqual(states?.values);
    expect(alone?.count).toBe(embedder.countTokens(text, "passage"));
    expect(alone?.starts).toHaveLength(3);
  });
});
