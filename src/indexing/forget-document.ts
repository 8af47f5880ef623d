import { ConfigurationError, IndexUnavailableError } from "../errors.js";
import { generationDirectory, listGenerations } from "../search-index/generation.js";
import { asOnlyWriter } from "../search-index/index-lock.js";
import { openGeneration } from "../search-index/open-generation.js";
import { addForgotten, readForgotten, writeForgotten } from "./forgotten-documents.js";

/**
 * Has the next build leave a document out and remove everything that holds it: older generations, quarantined ones and
 * its vectors. It stays out as long as its file is what it is at that build.
 *
 * @param path As in citations; internal documents too.
 * @throws {ConfigurationError} No generation that can be read has such a document.
 * @throws {BusyError} Another process changes this index.
 */
export async function forgetDocument(indexDir: string, path: string): Promise<void> {
  await asOnlyWriter(indexDir, async () => {
    if (!(await isIndexed(indexDir, path))) {
      throw new ConfigurationError({
        de: `Ein Dokument ${path} gibt es im Index nicht. Bitte nennen Sie es, wie es in den Quellen steht.`,
        en: `There is no document "${path}" in ${indexDir}. Name it by its path below the corpus folder, as in citations.`,
      });
    }
    await writeForgotten(indexDir, addForgotten(await readForgotten(indexDir), path));
  });
}

async function isIndexed(indexDir: string, path: string): Promise<boolean> {
  for (const generation of await listGenerations(indexDir)) {
    const directory = generationDirectory(indexDir, generation);
    const index = await openGeneration({ directory, audience: "employee", model: null }).catch((error: unknown) => {
      if (error instanceof IndexUnavailableError) return null;
      throw error;
    });
    if (index === null) continue;
    const found = index.document(path) !== undefined;
    index.close();
    if (found) return true;
  }
  return false;
}
