import { expect, it } from "vitest";
import type { Embedder } from "../../src/embeddings/embedder.js";
import { memoiseEmbedder } from "../../src/evaluation/memoise-embedder.js";
import { memoiseReader } from "../../src/evaluation/memoise-reader.js";
import type { Reader } from "../../src/reading/reader.js";
import type { RetrievedChunk } from "../../src/retrieval/retrieved-chunk.js";
import { smallDocument } from "../helpers/small-index.js";

function chunkOf(text: string): RetrievedChunk {
  const document = smallDocument({ path: "a.md", text });
  const place = { document: document.path, position: 0, start: 0, end: text.length, headings: [], page: null };
  return { id: 0, chunk: { ...place, text, sentences: [] }, document, score: 1, similarity: 1 };
}

it("reads each passage once for a question, and anew for another question or passage", async () => {
  const encoded: string[] = [];
  const embedder = memoiseEmbedder({
    encode: async (text: string) => {
      encoded.push(text);
      return { vector: new Float32Array(2), states: null };
    },
  } as unknown as Embedder);
  let read = 0;
  const reader: Reader = memoiseReader({ read: async () => ({ sentences: [], spans: [], answers: read++ }) });
  const answers: (number | undefined)[] = [];
  for (const [question, text] of [
    ["Wo?", "In Lemgo."],
    ["Wo?", "In Lemgo."],
    ["Wo?", "In Detmold."],
    ["Wer?", "In Lemgo."],
    ["Wo?", "In Detmold."],
  ] as const) {
    answers.push((await reader.read(await embedder.encode(question, "query"), chunkOf(text)))?.answers);
  }
  expect(answers).toEqual([0, 0, 1, 2, 1]);
  expect(encoded).toEqual(["Wo?", "Wer?"]);
});

it("remembers that there was nothing to read", async () => {
  let read = 0;
  const reader = memoiseReader({
    read: async () => {
      read++;
      return null;
    },
  });
  const question = { vector: new Float32Array(2), states: null };
  expect([
    await reader.read(question, chunkOf("In Lemgo.")),
    await reader.read(question, chunkOf("In Lemgo.")),
  ]).toEqual([null, null]);
  expect(read).toBe(1);
});
