import type { Embedder } from "../../src/embeddings/embedder.js";
import { openReaderModel } from "../../src/embeddings/reader-model.js";
import { createReader, type Reader } from "../../src/reading/reader.js";

/** The reader that comes with the program. */
export async function openReader(embedder: Embedder): Promise<Reader> {
  const model = await openReaderModel("embeddings/reader", embedder.id);
  if (model === null) throw new Error(`the committed reader does not read ${embedder.id}`);
  return createReader({ embedder, model });
}
