import { asOnlyWriter } from "../../src/search-index/index-lock.js";
import { publishGeneration } from "../../src/search-index/publish-generation.js";
import { fillSmallIndex, type SmallDocument } from "../helpers/small-index.js";

/**
 * Publishes a generation and ends itself, as a power failure or an administrator would.
 *
 * Arguments: folder of the index, documents as JSON, and the name of the step before which to end; `-` for none.
 */
const [, , indexDir = "", documents = "[]", fatalStep = "-"] = process.argv;

process.send?.("ready");
await asOnlyWriter(indexDir, () =>
  publishGeneration(indexDir, (directory) => fillSmallIndex(directory, JSON.parse(documents) as SmallDocument[]), {
    onStep(step) {
      process.send?.(step);
      if (step === fatalStep) process.kill(process.pid, "SIGKILL");
    },
  }),
);
process.disconnect?.();
