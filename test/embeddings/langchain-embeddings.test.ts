import { HNSWLib } from "@langchain/community/vectorstores/hnswlib";
import { Embeddings } from "@langchain/core/embeddings";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LangchainEmbeddings, openLangchainEmbeddings } from "../../src/embeddings/langchain-embeddings.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";

const modelDir = "embeddings/model";
const passages = [
  "Der Hafen der Stadt ist im Winter geschlossen.",
  "Das Bürgeramt nimmt Anträge auf Personalausweise entgegen.",
  "Im Rathaus hängt ein Gemälde.",
];
let embeddings: LangchainEmbeddings;
beforeAll(async () => {
  embeddings = await openLangchainEmbeddings({ modelDir });
});
afterAll(() => embeddings.close());

describe("the embedder as LangChain Embeddings", () => {
  it("is one, and embeds documents as passages and queries as questions", async () => {
    const embedder = await createTransformersEmbedder({ modelDir });
    const [text = ""] = passages;
    expect(embeddings).toBeInstanceOf(Embeddings);
    expect(await embeddings.embedDocuments(passages)).toEqual(
      (await embedder.embed(passages, "passage")).map((vector) => Array.from(vector)),
    );
    const [asQuestion = new Float32Array()] = await embedder.embed([text], "query");
    expect(await embeddings.embedQuery(text)).toEqual(Array.from(asQuestion));
    expect(await embeddings.embedQuery(text)).not.toEqual((await embeddings.embedDocuments([text]))[0]);
    await embedder.close();
  });

  it("serves a LangChain vector store", async () => {
    const store = await HNSWLib.fromTexts(
      passages,
      passages.map((_, position) => ({ position })),
      embeddings,
    );
    const [nearest] = await store.similaritySearch("Where do I apply for an identity card?", 1);
    expect(nearest?.metadata).toEqual({ position: 1 });
  });

  it("gives nothing for nothing", async () => {
    expect(await embeddings.embedDocuments([])).toEqual([]);
  });

  it("refuses a text that the model cannot see whole", async () => {
    await expect(embeddings.embedDocuments(["Amt ".repeat(600)])).rejects.toThrow(RangeError);
  });
});
