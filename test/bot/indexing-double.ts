import { leftOut } from "../../src/documents/list-corpus.js";
import { READING_PROBLEMS } from "../../src/documents/reading-problems.js";
import { PublicationRefusedError } from "../../src/errors.js";
import type { IndexProgress, IndexReport } from "../../src/indexing/build-index.js";
import type { BuildOptions, IndexingService } from "../../src/indexing/indexing-service.js";
import type { IndexPlan } from "../../src/indexing/plan-index.js";

/** Generations by name, oldest first. */
const GENERATIONS = ["20260101T060000Z-0123456789ab", "20260201T060000Z-ba9876543210"] as const;

export const PLAN: IndexPlan = {
  added: ["satzungen/hundesteuer.md"],
  changed: ["owl-it/betriebsstart.md"],
  unchanged: ["krz/krz-forum-2016.md"],
  removed: [],
  unreadable: [leftOut("alt/scan.pdf", READING_PROBLEMS.scanned("alt/scan.pdf"))],
  skipped: [],
  remarks: [],
};

/** An indexing service that does as it is told, and remembers what it was asked for; a build may return what to report. */
export function createIndexingDouble(build: (options: BuildOptions) => Promise<unknown> = async () => {}) {
  const builds: BuildOptions[] = [];
  const forgottenDocuments: string[] = [];
  const generations: string[] = [...GENERATIONS];
  let serving: string = GENERATIONS[1];
  let running: IndexProgress | null = null;
  const service: IndexingService = {
    plan: async () => PLAN,
    async build(options = {}) {
      builds.push(options);
      running = { stage: "reading", done: 0, total: 3 };
      const told = await build(options).finally(() => {
        running = null;
      });
      serving = "20260301T060000Z-aaaabbbbcccc";
      if (!generations.includes(serving)) generations.push(serving);
      return {
        ...{ plan: PLAN, generation: serving, published: true, documents: 3, chunks: 12, embedded: 40 },
        ...{ vectorStore: null, answers: null, overridden: [] },
        ...(told as Partial<IndexReport> | undefined),
      };
    },
    async rollback(generation = GENERATIONS[0]) {
      const before = serving;
      serving = generation;
      return { generation, before, withdrawn: 1 };
    },
    async forget(path) {
      forgottenDocuments.push(path);
    },
    list: async () =>
      [...generations].reverse().map((generation) => ({
        ...{ generation, state: generation === serving ? ("serving" as const) : ("kept" as const), reason: null },
        ...{ built: "2026-02-01T06:00:00.000Z", documents: 20, chunks: 48, bytes: 1_000_000 },
      })),
    verify: async () => [],
    status: () => ({ running }),
  };
  return {
    service,
    builds: builds as readonly BuildOptions[],
    forgottenDocuments: forgottenDocuments as readonly string[],
  };
}

/** Refuses unless it is forced. */
export async function refusing({ force }: BuildOptions): Promise<void> {
  if (force === true) return;
  const words = { de: "5 von 20 Dokumenten würden verschwinden.", en: "5 of 20 documents would vanish." };
  throw new PublicationRefusedError(words, ["krz/krz-forum-2016.md"]);
}

/** Builds until it is cancelled. */
export function endless({ onProgress, signal }: BuildOptions): Promise<void> {
  onProgress?.({ stage: "embedding", done: 10, total: 100 });
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
}
