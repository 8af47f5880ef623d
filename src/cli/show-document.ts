import type { Config } from "../config.js";
import { ConfigurationError } from "../errors.js";
import { openSearchIndex } from "../search-index/search-index.js";
import { EXIT, type ExitCode } from "./exit-codes.js";

/** Documents named to somebody who asked for one that is not there. */
const EXAMPLES = 5;

/**
 * The command `show`: a document's stored text, which every quote is compared with. Shows what citizens may read.
 *
 * @throws {ConfigurationError} There is no such document.
 */
export async function runShow(config: Config<"show">, path: string, json: boolean): Promise<ExitCode> {
  const index = await openSearchIndex(config.indexDir, "citizen", null);
  try {
    const document = index.document(path.normalize("NFC"));
    if (document === undefined) {
      const known = index.documents().slice(0, EXAMPLES);
      throw new ConfigurationError(
        `There is no document "${path}". Name one by its path below the corpus folder, such as ${known.map((each) => each.path).join(", ")}.`,
      );
    }
    const { title, text, headings, pages, frontMatter, textHash } = document;
    const { generation } = index;
    const shown = { document: document.path, title, text, headings, pages, frontMatter, textHash, generation };
    process.stdout.write(json ? `${JSON.stringify(shown)}\n` : `${text}\n`);
    return EXIT.done;
  } finally {
    index.close();
  }
}
