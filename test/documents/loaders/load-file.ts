import { extname } from "node:path";
import { composeText } from "../../../src/documents/compose-text.js";
import { loaders } from "../../../src/documents/loaders/index.js";

/** Reads content with the loader of the name's extension, and puts the text together. */
export async function loadFile(name: string, content: string | Uint8Array) {
  const load = loaders.get(extname(name));
  if (load === undefined) throw new Error(`no loader for ${name}`);
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const loaded = await load(new Uint8Array(bytes), name);
  const { blocks, ...rest } = loaded;
  return { ...rest, ...composeText(blocks) };
}
