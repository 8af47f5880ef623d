import { describe, expect, it } from "vitest";
import type { Encoding } from "../../src/embeddings/embedder.js";
import type { Reader, Reading } from "../../src/reading/reader.js";
import { rerank, retrieveAndRerank } from "../../src/reading/rerank.js";
import type { Retrieval, RetrievalRequest, Retriever, ScoredChunk } from "../../src/retrieval/retriever.js";

/** Chunks of these scores, numbered from 0. */
const chunksOf = (...scores: readonly number[]) => scores.map((score, id) => ({ id, score }) as ScoredChunk);
const reading = (answers: number): Reading => ({ sentences: [], spans: [], answers });
const idsOf = (chunks: readonly { readonly id: number }[]) => chunks.map(({ id }) => id);

describe("rerank", () => {
  const chunks = chunksOf(0.9, 0.8, 0.7);

  it("puts a chunk that surely answers before better found ones", () => {
    const readings = new Map([
      [0, reading(-6)],
      [1, reading(-6)],
      [2, reading(6)],
    ]);
    expect(idsOf(rerank(chunks, readings, 0.3))).toEqual([2, 0, 1]);
  });

  it("keeps the order of the search where nothing was read, where all reads alike, and without a share", () => {
    const alike = new Map(chunks.map(({ id }) => [id, reading(1)]));
    const sure = new Map([[2, reading(6)]]);
    expect(idsOf(rerank(chunks, new Map(), 0.3))).toEqual([0, 1, 2]);
    expect(idsOf(rerank(chunks, alike, 0.3))).toEqual([0, 1, 2]);
    expect(rerank(chunks, sure, 0)).toEqual(chunks);
  });

  it("gives scores in [0, 1]", () => {
    const [first, last] = rerank(chunksOf(1, 0), new Map([[0, reading(50)]]), 0.4);
    expect([first?.score, last?.score]).toEqual([1, 0]);
  });
});

describe("retrieveAndRerank", () => {
  /** Finds chunks of falling scores, of which the fifth is the one that answers. */
  const asked: RetrievalRequest[] = [];
  const read: number[] = [];
  const retriever = {
    retrieve: async (request: RetrievalRequest) => {
      asked.push(request);
      return { encoding: {} as Encoding, chunks: chunksOf(0.9, 0.89, 0.88, 0.87, 0.86, 0.85) } as unknown as Retrieval;
    },
  } as Retriever;
  const reader: Reader = {
    read: async (_question, { id }) => {
      read.push(id);
      return reading(id === 4 ? 5 : -5);
    },
  };

  it("reads further than what is asked for: the best may stand behind", async () => {
    const request = { question: "Wo?", language: "de", top: 2 } as const;
    const found = await retrieveAndRerank(request, { retriever, reader, share: 0.3 });
    expect(idsOf(found)).toEqual([4, 0]);
    expect(asked.map(({ top }) => top)).toEqual([5]);
    expect(read).toEqual([0, 1, 2, 3, 4]);
  });

  it("gives what the search finds where there is no reader", async () => {
    const request = { question: "Wo?", language: "de", top: 2 } as const;
    expect(idsOf(await retrieveAndRerank(request, { retriever, reader: null, share: 0 }))).toEqual([0, 1]);
  });
});
