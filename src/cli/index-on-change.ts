import type { Config } from "../config.js";
import { AuskunftError, BusyError } from "../errors.js";
import type { IndexingService } from "../indexing/indexing-service.js";
import { watchCorpus } from "../indexing/watch-corpus.js";
import type { Logger } from "../logging.js";

/**
 * Indexes at the beginning, and whenever the documents have changed and been left alone for a while, until the signal is
 * aborted.
 */
export async function indexOnChange(
  { corpusDir, internalCorpusDir }: Pick<Config<"index">, "corpusDir" | "internalCorpusDir">,
  indexing: IndexingService,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const directories = [corpusDir, internalCorpusDir].filter((directory) => directory !== null);
  await watchCorpus({
    directories,
    signal,
    async onChange() {
      try {
        const { published, generation, documents, embedded, plan } = await indexing.build({ signal });
        const unreadable = plan.unreadable.length;
        if (published)
          logger.info({ generation, documents, embedded, unreadable }, "documents changed, index published");
      } catch (error) {
        // Whoever builds at this moment may have read the documents before they were changed.
        if (signal.aborted || error instanceof BusyError) return false;
        const reason = error instanceof AuskunftError ? error.message : String(error);
        logger.error({ reason }, "documents changed, but the index could not be published; the present one answers on");
      }
      return true;
    },
  });
}
