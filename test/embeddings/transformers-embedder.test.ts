import { copyFile, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dot } from "../../src/embeddings/centre.js";
import type { Embedder, EmbeddingKind } from "../../src/embeddings/embedder.js";
import { createTransformersEmbedder } from "../../src/embeddings/transformers-embedder.js";
import { IndexUnavailableError } from "../../src/errors.js";
import { useTemporaryDirectories } from "../helpers/temporary-directory.js";
import { REFERENCE_FILE, type ReferenceEmbeddings, STEP } from "./reference-embeddings.js";

const modelDir = "embeddings/model";
const temporaryDirectory = useTemporaryDirectories();
let embedder: Embedder;
beforeAll(async () => {
  embedder = await createTransformersEmbedder({ modelDir });
});
afterAll(() => embedder.close());

async function embed(text: string, kind: EmbeddingKind): Promise<Float32Array> {
  const [vector = new Float32Array()] = await embedder.embed([text], kind);
  return vector;
}

describe("the committed embedding model", () => {
  it("gives the vectors that it gave when they were written down", async () => {
    const reference: ReferenceEmbeddings = JSON.parse(await readFile(REFERENCE_FILE, "utf8"));
    expect(embedder).toMatchObject({ id: reference.model, dimension: 384, maxTokens: 512 });
    expect(reference.texts.length).toBeGreaterThan(3);
    for (const { kind, text, vector } of reference.texts) {
      const expected = Float32Array.from(vector.split(" "), (value) => Number(value) * STEP);
      expect(expected).toHaveLength(384);
      expect(dot(await embed(text, kind), expected) / Math.hypot(...expected)).toBeGreaterThan(0.999);
    }
  });

  it("puts a question nearest to the passage that answers it, in both languages", async () => {
    const { texts }: ReferenceEmbeddings = JSON.parse(await readFile(REFERENCE_FILE, "utf8"));
    const of = (wanted: EmbeddingKind) => texts.filter(({ kind }) => kind === wanted).map(({ text }) => text);
    const passages = await embedder.embed(of("passage"), "passage");
    const queries = await embedder.embed(of("query"), "query");
    const nearest = queries.map((query) => {
      const similarities = passages.map((passage) => dot(query, passage));
      return similarities.indexOf(Math.max(...similarities));
    });
    expect(nearest).toEqual([0, 0, 1]);
  });

  it("gives unit vectors of finite numbers for any text, the empty one too", async () => {
    const kinds = fc.constantFrom<EmbeddingKind>("query", "passage");
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), kinds, async (text, kind) => {
        const vector = await embed(text, kind);
        expect(vector).toHaveLength(384);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      }),
      { numRuns: 25, examples: [["", "query"]] },
    );
  });

  it("tells questions from passages", async () => {
    const text = "Das Rechenzentrum steht in Lemgo.";
    const similarity = dot(await embed(text, "query"), await embed(text, "passage"));
    expect(similarity).toBeLessThan(0.99);
    expect(similarity).toBeGreaterThan(0.7);
  });

  it("puts the prefix itself: a text with the prefix written out is another one", async () => {
    const text = "Lemgo";
    expect(dot(await embed(text, "query"), await embed(`query: ${text}`, "query"))).toBeLessThan(0.999);
    expect(embedder.countTokens(`query: ${text}`, "query")).toBeGreaterThan(embedder.countTokens(text, "query"));
  });

  it("gives a text the same vector alone, among others and at the same time as others", async () => {
    const texts = ["Kurz.", "Ein längerer Satz über das Rechenzentrum in Lemgo und seine Kommunen.", "42"];
    const together = await embedder.embed(texts, "passage");
    const apart = await Promise.all(texts.map((text) => embed(text, "passage")));
    expect(apart).toEqual(together);
  });

  it("embeds no texts at all", async () => {
    expect(await embedder.embed([], "passage")).toEqual([]);
  });

  it("counts prefix and special tokens", () => {
    expect(embedder.countTokens("", "query")).toBeGreaterThanOrEqual(3);
    const one = embedder.countTokens("a", "passage");
    expect(one).toBe(embedder.countTokens("", "passage") + 1);
    expect(embedder.countTokens("a a", "passage")).toBe(one + 1);
  });

  it("takes a text that fills the window and refuses one that is a token longer", async () => {
    const room = embedder.maxTokens - embedder.countTokens("", "passage");
    const fitting = Array.from({ length: room }, () => "a").join(" ");
    expect(embedder.countTokens(fitting, "passage")).toBe(embedder.maxTokens);
    expect(Math.hypot(...(await embed(fitting, "passage")))).toBeCloseTo(1, 5);
    const longer = embedder.embed(["kurz", `${fitting} a`], "passage");
    await expect(longer).rejects.toThrow(
      new RangeError("A text of 513 tokens does not fit the embedding model's 512."),
    );
  });
});

describe("createTransformersEmbedder", () => {
  /** A model folder of links to the real files, so that a test can take one away. */
  async function linkedModel(): Promise<string> {
    const folder = join(await temporaryDirectory(), "model");
    await mkdir(join(folder, "onnx"), { recursive: true });
    for (const file of ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model_quantized.onnx"]) {
      await symlink(resolve(modelDir, file), join(folder, file));
    }
    return folder;
  }

  it.each(["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model_quantized.onnx"])(
    "says that %s is missing, from which folder, and what to do",
    async (file) => {
      const folder = await linkedModel();
      await rm(join(folder, file));
      await expect(createTransformersEmbedder({ modelDir: folder })).rejects.toThrow(
        new IndexUnavailableError(
          `The embedding model in ${folder} lacks ${file}. Restore the folder or set MODEL_DIR.`,
        ),
      );
    },
  );

  it("names every file of a folder that is not there at all", async () => {
    const folder = join(await temporaryDirectory(), "nowhere");
    await expect(createTransformersEmbedder({ modelDir: folder })).rejects.toThrow(
      /nowhere lacks config\.json, tokenizer\.json, tokenizer_config\.json, onnx\/model_quantized\.onnx\. /,
    );
  });

  it.each([
    ["tokenizer.json", "{"],
    ["onnx/model_quantized.onnx", "no weights"],
    ["config.json", '{"model_type": "bert"}'],
  ])("refuses a damaged %s", async (file, content) => {
    const folder = await linkedModel();
    await rm(join(folder, file));
    await writeFile(join(folder, file), content);
    const error = await createTransformersEmbedder({ modelDir: folder }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(IndexUnavailableError);
    expect(String(error)).toMatch(/MODEL_DIR|BERT-like/);
  });

  it("takes its id from the folder's name and the content of tokenizer and weights", async () => {
    const folder = await linkedModel();
    const same = await createTransformersEmbedder({ modelDir: folder });
    expect(same.id).toBe(embedder.id);
    await same.close();
    await rm(join(folder, "tokenizer.json"));
    await copyFile(join(modelDir, "tokenizer.json"), join(folder, "tokenizer.json"));
    const content = await readFile(join(folder, "tokenizer.json"), "utf8");
    await writeFile(join(folder, "tokenizer.json"), `${content}\n`);
    const other = await createTransformersEmbedder({ modelDir: folder });
    expect(other.id).toMatch(/^model@[0-9a-f]{16}$/);
    expect(other.id).not.toBe(embedder.id);
    await other.close();
  });
});
