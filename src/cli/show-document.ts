import type { Config } from "../config.js";
import { ConfigurationError } from "../errors.js";
import { openSearchIndex } from "../search-index/search-index.js";
import { EXIT, type ExitCode } from "./exit-codes.js";

/** The command `show`: a document's stored text, which every quote is compared with. */
export async function runShow(config: Config<"show">, path: string, json: boolean): Promise<ExitCode> {
  const index = await openSearchIndex(config.indexDir, "citizen", null);
  const document = index.document(path.normalize("NFC"));
  if (document === undefined) {
    const known = index.documents().slice(0, 5);
    throw new ConfigurationError(
      `There is no document ${path}; the index has, for example, ${known.map((each) => each.path).join(", ")}.`,
    );
  }
  const { title, text, headings, pages, frontMatter, textHash } = document;
  const { generation } = index;
  index.close();
  const shown = { document: document.path, title, text, headings, pages, frontMatter, textHash, generation };
  process.stdout.write(json ? `${JSON.stringify(shown)}\n` : `${text}\n`);
  return EXIT.done;
}
