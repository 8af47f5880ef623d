import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { splitDocument } from "../../src/chunks/split-document.js";
import { textBlock } from "../../src/documents/block.js";
import { composeText } from "../../src/documents/compose-text.js";
import type { Audience, Document, FrontMatter } from "../../src/documents/document.js";
import { textsToEmbed } from "../../src/indexing/chunk-documents.js";
import { writePart } from "../../src/indexing/write-part.js";
import { ALIASES_FILE } from "../../src/search-index/open-generation.js";
import { type GenerationDescription, publishGeneration } from "../../src/search-index/publish-generation.js";
import { VECTOR_STORES } from "../../src/search-index/stores/index.js";
import { readEmbeddings } from "../../src/search-index/write-passage-store.js";

export const SMALL_MODEL = "small@0123456789abcdef";
export const SMALL_DIMENSION = 16;

/** What a test says of a document; the rest follows. */
export interface SmallDocument {
  readonly path: string;
  readonly text: string;
  readonly audience?: Audience;
  readonly frontMatter?: FrontMatter;
}

/** Stands in for an embedding: a unit vector that depends on every character of the text. */
export function hashVector(text: string): Float32Array {
  const bytes = createHash("shake256", { outputLength: SMALL_DIMENSION }).update(text).digest();
  const vector = Float32Array.from(bytes, (byte) => byte - 127.5);
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

export function smallDocument({ path, text, audience = "citizen", frontMatter = {} }: SmallDocument): Document {
  return {
    path,
    title: frontMatter.title ?? path,
    language: "de",
    audience,
    frontMatter,
    textHash: `sha256:${createHash("sha256").update(text).digest("hex")}`,
    ...composeText(text.split("\n\n").map((paragraph) => textBlock(paragraph))),
  };
}

/** Writes real index files of the documents, with vectors from `hashVector`. */
export async function fillSmallIndex(
  directory: string,
  documents: readonly SmallDocument[],
  model = SMALL_MODEL,
): Promise<GenerationDescription> {
  const chunked = documents.map((small) => {
    const document = smallDocument(small);
    const countTokens = (text: string) => text.length / 4;
    const file = { fileHash: document.textHash, remarks: [] };
    return { document, file, chunks: splitDocument(document, { countTokens, maxTokens: 200 }) };
  });
  const texts = chunked.flatMap(({ document, chunks }) => textsToEmbed(document, chunks));
  const vectors = new Map(texts.map((text) => [text, hashVector(text)]));
  const passageMean = new Float32Array(SMALL_DIMENSION);
  const write = async (part: string, audience: Audience) => {
    const counts = await writePart(
      join(directory, part),
      chunked.filter(({ document }) => document.audience === audience),
      { vectors, dimension: SMALL_DIMENSION, stored: null, sameTerms: false },
    );
    const { fileName, write } = VECTOR_STORES.hnsw;
    const embeddings = readEmbeddings(join(directory, part, "passages.db"));
    await write(join(directory, part, fileName), embeddings, SMALL_DIMENSION);
    return counts;
  };
  const isInternal = ({ audience }: SmallDocument) => audience === "employee";
  const parts = {
    public: await write("public", "citizen"),
    ...(documents.some(isInternal) && { internal: await write("internal", "employee") }),
  };
  await writeFile(join(directory, ALIASES_FILE), "");
  return {
    model,
    dimension: SMALL_DIMENSION,
    chunking: 1,
    analysis: 1,
    vectorStore: "hnsw",
    passageMean: Array.from(passageMean),
    centring: "none",
    parts,
  };
}

/** Publishes a generation of these documents. */
export function publishSmallIndex(
  indexDir: string,
  documents: readonly SmallDocument[],
  model = SMALL_MODEL,
): Promise<string> {
  return publishGeneration(indexDir, (directory) => fillSmallIndex(directory, documents, model));
}
