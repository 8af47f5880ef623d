import { openSearchIndex } from "../../src/search-index/search-index.js";
import { SMALL_MODEL } from "../helpers/small-index.js";

/** Opens an index as an employee and prints what it serves as JSON: generation, texts by path, and why it is degraded. */
const [, , indexDir = ""] = process.argv;

try {
  const index = await openSearchIndex(indexDir, "employee", SMALL_MODEL);
  const texts = index.documents().map(({ path }) => [path, index.document(path)?.text]);
  const { generation, degraded } = index;
  process.stdout.write(JSON.stringify({ generation, degraded, texts: Object.fromEntries(texts) }));
} catch (error) {
  process.stdout.write(JSON.stringify({ error: String(error) }));
}
