import type { Document } from "../documents/document.js";
import type { LeftOutFile } from "../documents/list-corpus.js";

/** What indexing will change, by document path; every list is sorted. */
export interface IndexPlan {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  readonly unreadable: readonly LeftOutFile[];
  /** Files of formats that Auskunft does not read. */
  readonly skipped: readonly LeftOutFile[];
  /** What was left out of documents that are read; one entry for each reason. */
  readonly remarks: readonly LeftOutFile[];
}

/** What of a document decides whether it has changed; the text is there by its hash. */
export type ComparedDocument = Omit<Document, "text">;

/**
 * Compares the corpus with the serving generation.
 *
 * @param indexed Documents of the serving generation; none if there is no index yet.
 */
export function planIndex(
  documents: readonly ComparedDocument[],
  indexed: readonly ComparedDocument[],
  files: Pick<IndexPlan, "unreadable" | "skipped" | "remarks">,
): IndexPlan {
  const before = new Map(indexed.map((document) => [document.path, fingerprint(document)]));
  const present = new Set(documents.map(({ path }) => path));
  const paths = (keep: (document: ComparedDocument) => boolean) =>
    documents
      .filter(keep)
      .map(({ path }) => path)
      .sort();
  return {
    added: paths(({ path }) => !before.has(path)),
    changed: paths((document) => before.has(document.path) && before.get(document.path) !== fingerprint(document)),
    unchanged: paths((document) => before.get(document.path) === fingerprint(document)),
    removed: [...before.keys()].filter((path) => !present.has(path)).sort(),
    unreadable: files.unreadable,
    skipped: files.skipped,
    remarks: files.remarks,
  };
}

/** True where indexing would give the documents that are indexed already. */
export function isUpToDate(plan: IndexPlan): boolean {
  return plan.added.length + plan.changed.length + plan.removed.length === 0;
}

/** Everything about a document that a reader of an answer could notice. */
function fingerprint(document: ComparedDocument): string {
  const { title, language, audience, textHash, frontMatter, headings, pages } = document;
  return JSON.stringify([title, language, audience, textHash, frontMatter, headings, pages]);
}
